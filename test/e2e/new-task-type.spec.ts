/** A task type that no line of code knows, added as data only, worked from the list to the accepted change. */
import { expect, test } from '@playwright/test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Additions } from '../../src-main/sandbox/additions.ts';
import { freshProfile, Patchdesk } from './patchdesk.ts';

const taskId = 'OT-2026-900001';
const resource = (name: string): object[] =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../resources/rules', `${name}.json`), 'utf8'),
  ) as object[];

const taskTypes = [
  ...resource('task-types'),
  {
    name: 'CABINET_CLEAN',
    apis: ['outTask'],
    module: 'ORDER_FULFILMENT',
    place: 'pop',
    names: { nl: 'Kast reinigen', en: 'Cabinet cleaning' },
  },
];
const workForms = [
  ...resource('work-forms'),
  {
    taskTypes: ['CABINET_CLEAN'],
    fields: [
      {
        field: '/work/repair',
        names: { nl: 'Gebruikt middel', en: 'Agent used' },
        input: 'choice',
        options: ['IPA 99%', 'Alleen lucht'],
        required: true,
      },
      {
        field: '/work/patch/powerDbm',
        names: { nl: 'Vermogen erna', en: 'Power afterwards' },
        input: 'number',
        unit: 'dBm',
        least: -30,
        most: 5,
        required: true,
      },
      { field: '/work/remarks', input: 'remark', required: false },
    ],
  },
];

const additions: Additions = {
  rules: { taskTypes, workForms },
  tasks: [
    {
      api: 'outTask',
      document: {
        id: taskId,
        version: 1,
        cluster: 'ZH-NOORD',
        orgId: 'CONTR-ZH',
        taskType: 'CABINET_CLEAN',
        mainStatus: 'RECEIVED',
        planned: '2026-01-05T09:00:00Z',
        address: { street: 'Kastlaan', houseNumber: '1', city: 'Delft' },
      },
    },
  ],
};

test('a new task type and its form are data: from the list to the accepted change', async () => {
  test.setTimeout(120_000);
  const profile = freshProfile();
  mkdirSync(join(profile.dir, 'sandbox'));
  writeFileSync(join(profile.dir, 'sandbox', 'additions.json'), JSON.stringify(additions));
  const desk = await Patchdesk.start(profile.dir);
  const { page } = desk;
  const row = page.locator(`[data-testid="task-row"][data-task-id="${taskId}"]`);

  async function importRules(kind: string, entries: object[]): Promise<void> {
    const file = page.locator(`[data-testid="rule-file"][data-kind="${kind}"]`);
    const buffer = Buffer.from(JSON.stringify(entries, null, 2));
    await file
      .locator('input[type=file]')
      .setInputFiles({ name: `${kind}.json`, mimeType: 'application/json', buffer });
    await expect(file).toContainText('Imported');
  }

  try {
    await test.step('before, the list shows it raw, and nothing can be done with it', async () => {
      await desk.filled(201);
      await desk.openTask(taskId);
      await expect(row).toContainText('CABINET_CLEAN');
      await expect(page.getByRole('button', { name: 'Start work' })).toHaveCount(0);
    });
    await test.step('two files are imported', async () => {
      await page.getByRole('navigation').getByRole('link', { name: 'Rules' }).click();
      await importRules('taskTypes', taskTypes);
      await importRules('workForms', workForms);
    });
    await test.step('now the list names it, and its form asks for what the data says', async () => {
      await page.getByRole('navigation').getByRole('link', { name: 'Tasks', exact: true }).click();
      await desk.openTask(taskId);
      await expect(row).toContainText('Cabinet cleaning');
      await desk.startWork();
      const form = page.getByRole('region', { name: 'Work done' });
      await form.getByRole('combobox', { name: /^Agent used/ }).selectOption('IPA 99%');
      await form.getByRole('textbox', { name: /^Power afterwards/ }).fill('-17,5');
      await desk.saveAndDeliver();
      await expect(desk.status).toHaveAttribute('data-status', 'DELIVERED');
    });
    await test.step('the platform accepts both changes', async () => {
      await desk.openOutbox();
      await expect(desk.changes('accepted')).toHaveCount(2, { timeout: 30_000 });
      await expect(desk.changes('accepted').first()).toContainText('IPA 99%');
    });
  } finally {
    await desk.close();
    profile.remove();
  }
});
