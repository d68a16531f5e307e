/** Where the system has a keyring, secrets are there again after a restart, and no file shows them. */
import { expect, test } from '@playwright/test';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { foreignPlatform, freePort } from '../support/foreign-platform.ts';
import { freshProfile, Patchdesk } from './patchdesk.ts';
import { settingsForm, token, typeEnvironment } from './settings.ts';

/** The files under a folder that have a text in them. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const found = await Promise.all(
    files.map(async (file) => ((await readFile(file)).includes(text) ? [file] : [])),
  );
  return found.flat();
}

test('secrets survive a restart, encrypted by the system, and are forgotten with their environment', async () => {
  test.setTimeout(120_000);
  const profile = freshProfile();
  const platform = await foreignPlatform(20);
  const port = await freePort();
  await platform.register(`http://127.0.0.1:${port}`, token);
  let desk = await Patchdesk.start(profile.dir);
  try {
    await desk.page.getByRole('link', { name: 'Settings' }).click();
    await desk.page.getByRole('button', { name: 'Add an environment' }).click();
    await typeEnvironment(desk.page, 'Acceptance', platform, port);
    await desk.page.getByRole('button', { name: 'Save', exact: true }).click();
    const state = () => settingsForm(desk.page).getByTestId('environment-state');
    await expect(state()).toHaveAttribute('data-state', 'open');
    await expect(desk.page.getByText(/secrets are kept in memory only/)).toHaveCount(0);
    await desk.page.getByRole('button', { name: 'Show this one' }).click();
    await desk.filled(20);

    await test.step('started again, it is open and syncs without anything typed', async () => {
      await desk.close();
      for (const secret of [token, platform.access.credentials.clientSecret]) {
        expect(await filesWith(profile.dir, secret)).toEqual([]);
      }
      desk = await Patchdesk.start(profile.dir);
      await expect(desk.page.getByTestId('environment')).toHaveText('Acceptance');
      await desk.filled(20);
      const taskId = await desk.openPatchInstall('Planned');
      await desk.startWork();
      await expect
        .poll(async () => (await platform.control.task(taskId)).mainStatus, { timeout: 30_000 })
        .toBe('IN_PROGRESS');
    });

    await test.step('removed, it leaves no secret behind', async () => {
      await desk.page.getByRole('link', { name: 'Settings' }).click();
      await desk.page.getByRole('button', { name: 'Remove', exact: true }).click();
      await desk.page
        .getByRole('dialog', { name: 'Remove Acceptance?' })
        .getByRole('button', { name: 'Remove' })
        .click();
      await expect(desk.page.getByTestId('environment')).toHaveText('Sandbox');
      expect(JSON.parse(await readFile(join(profile.dir, 'vault.json'), 'utf8'))).toEqual({});
    });
  } finally {
    await desk.close();
    await platform.close();
    profile.remove();
  }
});
