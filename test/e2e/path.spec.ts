import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freshProfile, Patchdesk } from './patchdesk.ts';

/**
 * The whole path: a job from the platform to the screen, done offline, killed hard, replayed with receipts; then one
 * that is refused, corrected and accepted. Each step fails on its own.
 */
test('a patch job is done offline, survives a hard kill, and is accepted with receipts', async () => {
  test.setTimeout(180_000);
  const profile = freshProfile();
  let patchdesk = await Patchdesk.start(profile.dir);
  const taskId = await test.step('the first start fills the list from the sandbox', async () => {
    await patchdesk.filled();
    return patchdesk.openPatchInstall('Received');
  });

  await test.step('the detail shows PoP, ODF position, operator port, fibre, plan, contact and SLA', async () => {
    const { page } = patchdesk;
    await expect(page.getByTestId('odf-side')).toContainText('Position');
    await expect(page.getByTestId('operator-side')).toContainText('Port');
    const what = page.getByRole('region', { name: 'What to do' });
    for (const label of ['PoP', 'Fibre', 'Cable', 'Colour']) await expect(what).toContainText(label);
    await expect(page.getByRole('region', { name: 'Contact' })).toContainText('Phone');
    await expect(page.getByRole('region', { name: 'When' })).toContainText('SLA');
  });

  await test.step('with the platform away the job is done, each edit saved and queued at once', async () => {
    await patchdesk.sandbox('Unreachable');
    await patchdesk.startWork();
    await patchdesk.fillAsBuilt({ power: '-18.4' });
    await patchdesk.addNote('Patch panel door was open, closed it');
    await patchdesk.saveAndDeliver();
    await expect(patchdesk.status).toHaveAttribute('data-status', 'DELIVERED');
  });

  await test.step('the status bar and the outbox say what is queued and when it is tried next', async () => {
    await expect(patchdesk.connectivity).toHaveAttribute('data-state', 'cut');
    await expect(patchdesk.pending).toHaveAttribute('data-count', '3');
    await expect(patchdesk.nextTry).toContainText(/next try in|trying now/);
    await patchdesk.openOutbox();
    await expect(patchdesk.changes('queued')).toHaveCount(3);
    await expect(patchdesk.changes('queued').first()).toContainText(/next try/i);
  });

  await test.step('killed hard and started again, all of it is still there', async () => {
    await patchdesk.killHard();
    patchdesk = await Patchdesk.start(profile.dir);
    await expect(patchdesk.pending).toHaveAttribute('data-count', '3');
    await patchdesk.openTask(taskId);
    await expect(patchdesk.status).toHaveAttribute('data-status', 'DELIVERED');
    await expect(patchdesk.page.getByText('Patch panel door was open, closed it').first()).toBeVisible();
    await patchdesk.openOutbox();
    await expect(patchdesk.changes('queued')).toHaveCount(3);
  });

  await test.step('when the network comes back every change is accepted with a receipt', async () => {
    await patchdesk.sandbox('Normal');
    // By itself: the timer behind the time on the screen is a real one.
    await expect(patchdesk.changes('accepted')).toHaveCount(3, { timeout: 60_000 });
    await expect(patchdesk.changes('accepted').first()).toContainText(/version \d+/i);
    await expect(patchdesk.pending).toHaveAttribute('data-count', '0');
  });

  await test.step('the platform holds exactly what was typed', async () => {
    const held = await patchdesk.heldByPlatform(taskId);
    expect(held).toMatchObject({
      mainStatus: 'DELIVERED',
      work: {
        patch: { odfPosition: 'A-2-14', operatorPort: '1/7', patchCordLabel: 'PC-0077', powerDbm: -18.4 },
      },
    });
    const notes = held['notes'] as { text: string }[];
    expect(notes.filter((note) => note.text === 'Patch panel door was open, closed it')).toHaveLength(1);
  });

  await test.step('a value the platform refuses is parked with field and reason, corrected, and accepted', async () => {
    const other = await patchdesk.openPatchInstall('Planned');
    await patchdesk.startWork();
    await patchdesk.fillAsBuilt({ power: '40' });
    await patchdesk.save();
    const refused = patchdesk.changes('refused').first();
    await expect(refused).toBeVisible({ timeout: 30_000 });
    await expect(refused).toContainText('Optical power');
    await expect(refused).toContainText('40');
    await patchdesk.openOutbox();
    await expect(patchdesk.refused).not.toHaveAttribute('data-count', '0');
    await patchdesk.correct('Optical power', '-19.5');
    await expect(patchdesk.changes('refused')).toHaveCount(0, { timeout: 30_000 });
    await expect(patchdesk.pending).toHaveAttribute('data-count', '0', { timeout: 30_000 });
    expect(await patchdesk.heldByPlatform(other)).toMatchObject({ work: { patch: { powerDbm: -19.5 } } });
  });

  await patchdesk.close();
  profile.remove();
});

test('the engine dies, and the window goes on with the next one without a reload', async () => {
  const profile = freshProfile();
  const patchdesk = await Patchdesk.start(profile.dir);
  await patchdesk.filled();
  const taskId = await patchdesk.openPatchInstall('Planned');
  await patchdesk.page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  await patchdesk.killEngine();
  await patchdesk.startWork();
  await expect(patchdesk.status).toHaveAttribute('data-status', 'IN_PROGRESS');
  await expect(patchdesk.pending).toHaveAttribute('data-count', '0', { timeout: 30_000 });
  expect(await patchdesk.page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  expect(await patchdesk.heldByPlatform(taskId)).toMatchObject({ mainStatus: 'IN_PROGRESS' });
  await patchdesk.close();
  profile.remove();
});

test('a database of a newer Patchdesk is left alone, and the window says why it is not opened', async () => {
  const profile = freshProfile();
  const folder = join(profile.dir, 'environments', 'sandbox');
  mkdirSync(folder, { recursive: true });
  const newer = new Database(join(folder, 'patchdesk.sqlite'));
  newer.pragma('user_version = 999');
  newer.close();
  const patchdesk = await Patchdesk.start(profile.dir);
  await expect(patchdesk.page.getByText('written by a newer Patchdesk')).toBeVisible();
  await patchdesk.close();
  profile.remove();
});
