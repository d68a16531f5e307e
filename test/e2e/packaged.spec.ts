import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillProfile } from '../support/big-profile.ts';
import { freshProfile, Patchdesk } from './patchdesk.ts';

/** The first half of the path in the packaged app: start, sandbox, list, edit, receipt. */
test('the packaged app starts, fills its list, and an edit is accepted', async () => {
  test.setTimeout(120_000);
  expect(process.env['PATCHDESK_PACKAGED_EXE'], 'PATCHDESK_PACKAGED_EXE names the packaged app').toBeTruthy();
  const profile = freshProfile();
  const patchdesk = await Patchdesk.start(profile.dir);
  expect(await patchdesk.app.evaluate(({ app }) => app.isPackaged)).toBe(true);
  await patchdesk.filled();
  const taskId = await patchdesk.openPatchInstall('Planned');
  await patchdesk.startWork();
  await patchdesk.fillAsBuilt({ power: '-18.4' });
  await patchdesk.saveAndDeliver();
  await patchdesk.openOutbox();
  await expect(patchdesk.changes('accepted')).toHaveCount(2, { timeout: 60_000 });
  expect(await patchdesk.heldByPlatform(taskId)).toMatchObject({
    mainStatus: 'DELIVERED',
    work: { patch: { operatorPort: '1/7', powerDbm: -18.4 } },
  });
  await patchdesk.close();
  profile.remove();
});

test('the packaged app has a thread that makes lists anew', async () => {
  const profile = freshProfile();
  fillProfile(profile.dir, 3000);
  const patchdesk = await Patchdesk.start(profile.dir);
  await expect(patchdesk.page.getByTestId('task-count')).toHaveText(/^[23],\d{3} tasks$/, {
    timeout: 30_000,
  });
  await patchdesk.close();
  const log = await readFile(join(profile.dir, 'logs', 'engine.log'), 'utf8');
  expect(log).toContain('a thread has filled the lists');
  profile.remove();
});
