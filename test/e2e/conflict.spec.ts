/** Both sides change one field; a person settles it in the real window, seeing all three values. */
import { expect, test } from '@playwright/test';
import { freshProfile, Patchdesk } from './patchdesk.ts';

test('a plan that both sides changed is settled by hand, for either side', async () => {
  test.setTimeout(120_000);
  const profile = freshProfile();
  const desk = await Patchdesk.start(profile.dir);
  const { page } = desk;

  /** Plans the open task offline while the platform does so too, and lets them meet. */
  async function meet(day: string): Promise<void> {
    await desk.sandbox('Unreachable');
    await page.getByRole('button', { name: 'Replan' }).click();
    await page.getByRole('dialog', { name: 'Replan' }).getByLabel('Planned at').fill(`${day}T08:30`);
    await page.getByRole('dialog', { name: 'Replan' }).getByRole('button', { name: 'Confirm' }).click();
    await expect(desk.pending).toHaveAttribute('data-count', '1');
    await page.getByRole('button', { name: /^Sandbox/ }).click();
    await page.getByRole('button', { name: 'Have the platform replan this task' }).click();
    await expect(page.getByText(/The platform has replanned/)).toBeVisible();
    await page.keyboard.press('Escape');
    await desk.sandbox('Normal');
    await desk.tryNow();
    await expect(desk.refused).toHaveAttribute('data-count', '1', { timeout: 30_000 });
  }

  async function settle(whose: 'Mine' | 'Platform'): Promise<void> {
    const conflicts = page.getByTestId('conflicts');
    await expect(conflicts).toBeVisible();
    for (const field of await conflicts.getByRole('radiogroup').all()) await field.getByText(whose).click();
    await conflicts.getByRole('button', { name: 'Use what I chose' }).click();
  }

  try {
    await desk.filled();
    const taskId = await desk.openPatchInstall('Planned');
    await test.step('the conflict shows what it was, what we want and what the platform has', async () => {
      await meet('2031-03-03');
      const conflict = page.getByTestId('conflicts');
      await expect(conflict).toContainText('Planned');
      await expect(conflict).toContainText('3 Mar 2031');
      // The end moved along with the start.
      await expect(conflict).toContainText('Planned until');
      await expect(conflict.getByRole('radio')).toHaveCount(4);
    });
    await test.step("taking the platform's leaves nothing pending and its plan in place", async () => {
      await settle('Platform');
      await expect(desk.refused).toHaveCount(0);
      await expect(page.getByRole('region', { name: 'When' })).not.toContainText('2031');
    });
    await test.step('taking ours sends it again, and the platform accepts it', async () => {
      await meet('2031-03-04');
      await settle('Mine');
      await expect
        .poll(async () => (await desk.heldByPlatform(taskId))['planned'], { timeout: 30_000 })
        .toContain('2031-03-04');
    });
  } finally {
    await desk.close();
    profile.remove();
  }
});
