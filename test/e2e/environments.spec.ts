/** From an empty profile to the first accepted change of a foreign environment, set up by hand in the real window. */
import { expect, test } from '@playwright/test';
import { foreignPlatform, freePort } from '../support/foreign-platform.ts';
import { settingsForm, token, type, typeEnvironment } from './settings.ts';
import { freshProfile, Patchdesk } from './patchdesk.ts';

test('an environment is set up by hand, its tasks come in, and the first change is accepted', async () => {
  test.setTimeout(120_000);
  const profile = freshProfile();
  const platform = await foreignPlatform(40);
  const port = await freePort();
  await platform.register(`http://127.0.0.1:${port}`, token);
  const desk = await Patchdesk.start(profile.dir);
  const { page } = desk;
  try {
    await desk.filled();

    await test.step('what is missing is marked, and nothing is saved', async () => {
      await page.getByTestId('environment').click();
      await page.getByRole('link', { name: 'Set up environments' }).click();
      await page.getByRole('button', { name: 'Add an environment' }).click();
      await type(page, {
        'Name *': 'Acceptance',
        'Address of the platform *': 'http://platform.example.org',
      });
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText('An address that begins with https://').first()).toBeVisible();
      await expect(settingsForm(page).getByLabel('Address of the platform *', { exact: true })).toBeFocused();
    });

    await test.step('complete, it is saved and opened', async () => {
      await typeEnvironment(page, 'Acceptance', platform, port);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText('Acceptance is saved')).toBeVisible();
      await expect(settingsForm(page).getByTestId('environment-state')).toHaveAttribute('data-state', 'open');
    });

    await test.step('secrets are not shown again', async () => {
      for (const label of ['Client secret', 'Token']) {
        await expect(settingsForm(page).getByLabel(label, { exact: true })).toHaveValue('');
      }
      await expect(settingsForm(page).getByText('One is kept.', { exact: false }).first()).toBeVisible();
    });

    await test.step('each part of it is checked on demand, and works', async () => {
      await page.getByRole('button', { name: 'Check all' }).click();
      await expect(page.locator('[data-testid="check"][data-tone="good"]')).toHaveCount(5, {
        timeout: 20_000,
      });
      await page.screenshot({ path: test.info().outputPath('checks-good.png') });
    });

    await test.step('an address that is not whitelisted comes with the ticket that has it whitelisted', async () => {
      await platform.control.setConditions({ network: 'notWhitelisted' });
      const check = page.locator('[data-testid="check"][data-part="whitelisting"]');
      await check.getByRole('button', { name: 'Check' }).click();
      await expect(check).toHaveAttribute('data-tone', 'bad');
      await expect(check).toContainText('Address 127.0.0.1 is not whitelisted');
      const ticket = page.getByTestId('ticket');
      await expect(ticket).toContainText('whitelist this address for calls to the Workflow API: 127.0.0.1');
      await expect(ticket).toContainText(`SystemID: ${platform.access.systemId}`);
      await page.screenshot({ path: test.info().outputPath('not-whitelisted.png') });
      await platform.control.setConditions({ network: 'normal' });
    });

    await test.step('one click shows it: its own tasks, none of the sandbox', async () => {
      await page.getByRole('button', { name: 'Show this one' }).click();
      await expect(page.getByTestId('environment')).toHaveText('Acceptance');
      await expect(page.getByRole('button', { name: /^Sandbox:/ })).toHaveCount(0);
      await desk.filled(40);
    });

    await test.step('a change is accepted by that platform', async () => {
      const taskId = await desk.openPatchInstall('Planned');
      await desk.startWork();
      await expect(desk.pending).toHaveAttribute('data-count', '0', { timeout: 30_000 });
      await expect
        .poll(async () => (await platform.control.task(taskId)).mainStatus, { timeout: 30_000 })
        .toBe('IN_PROGRESS');
      await desk.openOutbox();
      await expect(desk.changes('accepted').first()).toContainText(/version \d+/i);
    });

    await test.step('the sandbox is one click away, with its own tasks and an outbox of its own', async () => {
      await page.getByTestId('environment').click();
      await page.getByRole('button', { name: 'Show Sandbox' }).click();
      await expect(page.getByTestId('environment')).toHaveText('Sandbox');
      await expect(desk.changes('accepted')).toHaveCount(0);
      await desk.filled(200);
    });
  } finally {
    await desk.close();
    await platform.close();
    profile.remove();
  }
});
