/** What the disk can do to people's work, in the real window. */
import { expect, test, type Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { leavesOf, pageSize, ruinPage } from '../support/ruined-pages.ts';
import { freshProfile, Patchdesk } from './patchdesk.ts';

/** The database of a profile, whatever its environment is called. */
function databaseOf(profile: string): string {
  const environments = join(profile, 'environments');
  const [name = ''] = readdirSync(environments);
  return join(environments, name, 'patchdesk.sqlite');
}

/**
 * Overwrites the pages with a task on them, and one in the middle of the exchanges, by which every start finds the
 * damage. The database has to be closed.
 */
function damage(file: string, taskId: string): void {
  const bytes = readFileSync(file);
  const hasTask = (page: number) =>
    bytes.subarray((page - 1) * pageSize, page * pageSize).includes(`"id":"${taskId}"`);
  const ofTask = leavesOf(file, 'task').filter(hasTask);
  const exchanges = leavesOf(file, 'exchange');
  const middle = exchanges[Math.floor(exchanges.length / 2)];
  expect(ofTask.length).toBeGreaterThan(0);
  expect(middle).toBeDefined();
  for (const page of [...ofTask, middle ?? 0]) ruinPage(file, page);
}

/** Pictures for people to look at, where `PATCHDESK_PICTURES` says where to put them. */
async function pictures(page: Page, name: string): Promise<void> {
  const folder = process.env['PATCHDESK_PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const sizes = [
    { width: 1440, height: 900 },
    { width: 900, height: 700 },
  ];
  for (const language of ['Nederlands', 'English']) {
    await page.getByRole('navigation').getByRole('button').last().click();
    await page.getByText(language, { exact: true }).click();
    await page.keyboard.press('Escape');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const size of sizes) {
        await page.setViewportSize(size);
        const file = `${name}-${language.slice(0, 2).toLowerCase()}-${colorScheme}-${size.width}.png`;
        await page.screenshot({ path: join(folder, file) });
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

test('a damaged database is told of, its changes wait in the outbox, and are accepted', async () => {
  test.setTimeout(180_000);
  const profile = freshProfile();
  let desk = await Patchdesk.start(profile.dir);
  const notice = () => desk.page.getByTestId('salvage');
  const taskId = await test.step('changes wait, and the app is closed', async () => {
    await desk.filled();
    const opened = await desk.openPatchInstall('Received');
    await desk.sandbox('Unreachable');
    await desk.startWork();
    await desk.addNote('Key is with the neighbours at 14');
    await expect(desk.pending).toHaveAttribute('data-count', '2');
    await desk.close();
    return opened;
  });

  await test.step('started on damaged pages, it says what happened and where the file is', async () => {
    const file = databaseOf(profile.dir);
    damage(file, taskId);
    desk = await Patchdesk.start(profile.dir);
    await expect(notice()).toContainText('The data on this device was damaged');
    await expect(notice()).toContainText('Both changes were saved');
    await expect(notice()).toContainText(/fetched again/);
    const aside = readdirSync(dirname(file)).find((name) => /\.corrupt-.*\.sqlite$/.test(name)) ?? '';
    await expect(notice()).toContainText(join(dirname(file), aside));
    expect(existsSync(join(dirname(file), aside))).toBe(true);
    await expect(desk.pending).toHaveAttribute('data-count', '2');
    await pictures(desk.page, 'notice-tasks');
  });

  await test.step('the outbox shows what each change does while its task is away', async () => {
    await desk.openOutbox();
    await expect(desk.changes('queued')).toHaveCount(2);
    await expect(desk.changes('queued').first()).toContainText(taskId);
    await expect(desk.changes('queued').first()).toContainText('Its task is being fetched again');
    await expect(desk.changes('queued').first()).toContainText('In progress');
    await expect(desk.changes('queued').last()).toContainText('Key is with the neighbours at 14');
    await expect(desk.changes('queued').last()).toContainText(/next try|trying now/i);
    await pictures(desk.page, 'notice-outbox');
  });

  await test.step('when the platform answers, task and receipts come by themselves', async () => {
    await desk.sandbox('Normal');
    await expect(desk.changes('accepted')).toHaveCount(2, { timeout: 60_000 });
    await expect(desk.pending).toHaveAttribute('data-count', '0');
    expect(await desk.heldByPlatform(taskId)).toMatchObject({ mainStatus: 'IN_PROGRESS' });
    await desk.openTask(taskId);
    await expect(desk.status).toHaveAttribute('data-status', 'IN_PROGRESS');
  });

  await test.step('the notice stays over a restart until it is dismissed, and then no more', async () => {
    await desk.close();
    desk = await Patchdesk.start(profile.dir);
    await notice().getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice()).toHaveCount(0);
    await desk.close();
    desk = await Patchdesk.start(profile.dir);
    await desk.openTask(taskId);
    await expect(notice()).toHaveCount(0);
  });
  await desk.close();
  profile.remove();
});

/** The last number that SQLite gives: behind it the database is full. */
const lastNumber = 2n ** 63n - 1n;

/**
 * Makes the database of a running app full, on every system and for everybody: it has no number left for another change,
 * and says SQLITE_FULL as it does for a disk without room (which is tried on a real one in test/unit/store/opening).
 * Returns what makes room again.
 */
function fillUp(file: string): () => void {
  const write = (number: bigint) => {
    const db = new Database(file, { timeout: 5000 });
    try {
      db.prepare("update sqlite_sequence set seq = ? where name = 'change'").run(number);
    } finally {
      db.close();
    }
  };
  const db = new Database(file, { readonly: true });
  const last = db.prepare<[], number>("select seq from sqlite_sequence where name = 'change'").pluck().get();
  db.close();
  write(lastNumber);
  return () => write(BigInt(last ?? 0));
}

test('what does not fit on the disk stays in the form, is told, and is saved when there is room', async () => {
  test.setTimeout(120_000);
  const profile = freshProfile();
  const desk = await Patchdesk.start(profile.dir);
  const { page } = desk;
  const form = page.getByRole('region', { name: 'Work done' });
  const odf = form.getByRole('textbox', { name: /^ODF position/ });
  const notes = page.getByRole('region', { name: 'Notes' });
  await desk.filled();
  await desk.openPatchInstall('Received');
  await desk.sandbox('Unreachable');
  await desk.startWork();
  await expect(desk.pending).toHaveAttribute('data-count', '1');
  const makeRoom = fillUp(databaseOf(profile.dir));

  await test.step('a save that is refused says what and why, and leaves what was typed', async () => {
    await desk.fillAsBuilt({ power: '-18.4' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(form.getByRole('alert')).toContainText('The disk is full');
    await expect(odf).toHaveValue('A-2-14');
    await page.getByLabel('Add a note').fill('Cellar was flooded');
    await page.getByRole('button', { name: 'Add note' }).click();
    await expect(notes.getByRole('alert')).toContainText('The disk is full');
    await expect(page.getByLabel('Add a note')).toHaveValue('Cellar was flooded');
    await expect(desk.pending).toHaveAttribute('data-count', '1');
    await pictures(page, 'full');
  });

  await test.step('saving again when there is room saves each of them once', async () => {
    makeRoom();
    await desk.save();
    await expect(form.getByRole('alert')).toHaveCount(0);
    await page.getByRole('button', { name: 'Add note' }).click();
    await expect(notes.getByText('Cellar was flooded')).toHaveCount(1);
    await expect(page.getByLabel('Add a note')).toHaveValue('');
    await expect(desk.pending).toHaveAttribute('data-count', '3');
    await desk.sandbox('Normal');
    await desk.openOutbox();
    await expect(desk.changes('accepted')).toHaveCount(3, { timeout: 60_000 });
  });
  await desk.close();
  profile.remove();
});
