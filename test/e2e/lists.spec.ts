import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtInViewIds } from '../../src-main/contract/list/built-in-views.ts';
import { fillProfile } from '../support/big-profile.ts';
import { freshProfile, Patchdesk } from './patchdesk.ts';

/** Lists of 100,000 outTasks in the real window: they scroll, filter, search, save and take in. */
test('a hundred thousand tasks are scrolled, filtered, searched, kept as a view and saved as a file', async () => {
  test.setTimeout(240_000);
  const profile = freshProfile();
  fillProfile(profile.dir, 100_000);
  const patchdesk = await Patchdesk.start(profile.dir);
  const { page, rows } = patchdesk;
  const count = page.getByTestId('task-count');
  const grid = page.getByRole('grid', { name: 'Tasks' });

  await test.step('lists that are not there yet are made while the window works', async () => {
    await expect(rows.first()).toBeVisible();
    await expect(page.getByText(/still being added to the lists/)).toBeVisible();
    await rows.first().click();
    await expect(page.getByRole('article', { name: /^Task OT-/ })).toBeVisible();
    await page.getByRole('button', { name: 'Back to the whole list' }).click();
    await expect(page.getByText(/still being added to the lists/)).toBeHidden({ timeout: 60_000 });
  });

  await test.step('every built-in view shows its tasks', async () => {
    for (const viewId of builtInViewIds) {
      await patchdesk.openView(viewId);
      await expect(rows.first()).toBeVisible();
      await expect(count).toHaveText(/^[\d,]+\+? tasks$/);
    }
  });

  await test.step('the list goes to its end and back by keyboard, whatever its length', async () => {
    await patchdesk.openView('all');
    await expect(count).toHaveText(/^1\d\d,\d{3} tasks$/);
    const first = await rows.first().getAttribute('data-task-id');
    await grid.press('End');
    await expect(grid.locator(`[data-task-id="${first}"]`)).toHaveCount(0);
    const last = grid.locator('[data-testid="task-row"]').last();
    await expect(last).toContainText(/OT-2026-/);
    await grid.press('Home');
    await expect(rows.first()).toHaveAttribute('data-task-id', first ?? '');
  });

  await test.step('a filter leaves the tasks of one status, and is kept as a view', async () => {
    await patchdesk.openView('open');
    await page.getByRole('button', { name: 'Add filter' }).click();
    await page
      .getByRole('list', { name: 'Filter by' })
      .getByRole('button', { name: 'Status', exact: true })
      .click();
    await page.getByRole('checkbox', { name: /^In progress/ }).check();
    await page.keyboard.press('Escape');
    await expect(rows.first()).toContainText('In progress');
    await page.getByRole('button', { name: 'Save as a view' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Under way');
    await page.getByRole('button', { name: 'Save view' }).click();
    await expect(page.getByRole('navigation').getByRole('link', { name: /Under way/ })).toBeVisible();
  });

  await test.step('a search finds by task ID, by street and by nothing that is not there', async () => {
    const box = page.getByRole('searchbox');
    await patchdesk.openView('open');
    await grid.press('/');
    await box.fill('ot-2026-000500');
    await expect(rows.first()).toHaveAttribute('data-task-id', 'OT-2026-000500');
    await box.fill('rosmol');
    await expect(rows.first()).toContainText(/rosmol/i);
    await box.fill('qqqqqq');
    await expect(page.getByText('Nothing found for “qqqqqq”')).toBeVisible();
    await box.fill('');
  });

  await test.step('a view is saved as a file for Excel, and plan dates are taken in with a preview', async () => {
    await patchdesk.openView('refused');
    await expect(rows).toHaveCount(12);
    await page.getByRole('button', { name: 'More for this list' }).click();
    const file = join(profile.dir, 'refused.csv');
    await patchdesk.app.evaluate(({ session }, path) => {
      session.defaultSession.on('will-download', (_event, item) => item.setSavePath(path));
    }, file);
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    await expect(async () => {
      const saved = await readFile(file, 'utf8');
      expect(saved.startsWith('\uFEFFType;Address;Planned')).toBe(true);
      expect(saved.trimEnd().split('\r\n')).toHaveLength(13);
    }).toPass({ timeout: 10_000 });

    const taskId = (await rows.first().getAttribute('data-task-id')) ?? '';
    await page.getByRole('button', { name: 'More for this list' }).click();
    await page.getByLabel('Plan dates from CSV…').setInputFiles({
      name: 'plan.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`Task ID;Planned\r\n${taskId};01-12-2026 10:15\r\nOT-0;01-12-2026\r\n`),
    });
    await expect(page.getByTestId('plan-line')).toHaveCount(2);
    await expect(page.getByText('Task OT-0 is not on this device.')).toBeVisible();
    await page.getByRole('button', { name: 'Take over 1 plan date' }).click();
    await expect(page.locator(`[data-task-id="${taskId}"]`)).toContainText('10:15');
  });
  await test.step('a task that is edited shows it in its row, and is where it was', async () => {
    await patchdesk.sandbox('Unreachable');
    await patchdesk.openView('plannedToday');
    const row = rows.first();
    const taskId = (await row.getAttribute('data-task-id')) ?? '';
    await row.click();
    await expect(page.getByRole('article', { name: `Task ${taskId}` })).toBeVisible();
    await patchdesk.addNote('Sleutel bij de buren op 14');
    await expect(page.getByTestId('task-row').first()).toContainText('1 waiting');
    await page.getByRole('button', { name: 'Back to the whole list' }).click();
    await expect(rows.first()).toHaveAttribute('data-task-id', taskId);
  });
  await patchdesk.close();
  profile.remove();
});
