import { expect, test } from '@playwright/test';
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
