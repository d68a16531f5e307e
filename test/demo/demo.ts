/**
 * npm run demo [-- --pictures DIR] [-- --slow]: plays the path of a patch job in the real window on a fresh profile,
 * says each step, saves a picture of each, checks what the platform received, and ends with what was proven.
 */
import { expect } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freshProfile, Patchdesk } from '../e2e/patchdesk.ts';

const { values } = parseArgs({
  options: { pictures: { type: 'string', default: 'out/demo' }, slow: { type: 'boolean', default: false } },
});
const pictures = values.pictures;
mkdirSync(pictures, { recursive: true });

const begun = performance.now();
const seconds = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`.padStart(7);
const proven: string[] = [];
const noteText = 'Patch panel door was open, closed it';

const profile = freshProfile();
let patchdesk = await Patchdesk.start(profile.dir);

/** A picture of the window as it is, light and dark. */
async function picture(name: string): Promise<void> {
  const { page } = patchdesk;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** Says a step, does it, and takes its picture when it has a name. */
async function step<Result>(text: string, act: () => Promise<Result>, name?: string): Promise<Result> {
  console.log(`${seconds()}  ${text}`);
  const result = await act();
  if (name !== undefined) await picture(name);
  if (values.slow) await patchdesk.page.waitForTimeout(2_500);
  return result;
}

async function play(): Promise<void> {
  await step('Patchdesk starts on a fresh profile and the sandbox fills it by Indication and Fetch', () =>
    patchdesk.filled(),
  );
  const taskId = await step(
    'A PATCH_INSTALL is opened',
    () => patchdesk.openPatchInstall('Received'),
    'list-and-detail',
  );
  await step('The platform becomes unreachable', () => patchdesk.sandbox('Unreachable'));
  await step('Work is started: saved here, queued', () => patchdesk.startWork());
  await step('The patch is filled in as built', () => patchdesk.fillAsBuilt({ power: '-18.4' }), 'as-built');
  await step('A note is added', () => patchdesk.addNote(noteText));
  await step('The task is set to Delivered', () => patchdesk.saveAndDeliver(), 'delivered-offline');
  await step(
    'The outbox shows three queued changes and when they are tried next',
    async () => {
      await patchdesk.openOutbox();
      await expect(patchdesk.changes('queued')).toHaveCount(3);
      await expect(patchdesk.connectivity).toHaveAttribute('data-state', 'cut');
    },
    'outbox-queued',
  );
  await step('Patchdesk is killed hard', () => patchdesk.killHard());
  await step('Patchdesk is started again: all three changes are still there', async () => {
    patchdesk = await Patchdesk.start(profile.dir);
    await patchdesk.openOutbox();
    await expect(patchdesk.changes('queued')).toHaveCount(3);
  });
  proven.push('three edits made without a network survived a hard kill');

  await step(
    'The platform is back: Indication, Fetch at our endpoint, Sync; each change has its receipt',
    async () => {
      await patchdesk.sandbox('Normal');
      await expect(patchdesk.changes('accepted')).toHaveCount(3, { timeout: 60_000 });
    },
    'outbox-accepted',
  );
  await step('What the platform holds is compared with what was typed', async () => {
    const held = await patchdesk.heldByPlatform(taskId);
    expect(held).toMatchObject({ mainStatus: 'DELIVERED', work: { patch: { powerDbm: -18.4 } } });
    const notes = (held['notes'] as { text: string }[]).filter((note) => note.text === noteText);
    expect(notes).toHaveLength(1);
  });
  proven.push(`the platform holds ${taskId} exactly as typed, nothing twice`);

  const other = await step(
    'Another job gets a value that the platform refuses (40 dBm)',
    async () => {
      const opened = await patchdesk.openPatchInstall('Planned');
      await patchdesk.startWork();
      await patchdesk.fillAsBuilt({ power: '40' });
      await patchdesk.save();
      await expect(patchdesk.changes('refused').first()).toBeVisible({ timeout: 60_000 });
      return opened;
    },
    'task-refused',
  );
  await step(
    'The change is parked in the outbox, with the field and the reason',
    () => patchdesk.openOutbox(),
    'outbox-refused',
  );
  await step(
    'It is corrected in place and accepted',
    async () => {
      await patchdesk.correct('Optical power', '-19.5');
      await expect(patchdesk.changes('refused')).toHaveCount(0, { timeout: 60_000 });
      await expect(patchdesk.pending).toHaveAttribute('data-count', '0', { timeout: 60_000 });
      expect(await patchdesk.heldByPlatform(other)).toMatchObject({ work: { patch: { powerDbm: -19.5 } } });
    },
    'outbox-corrected',
  );
  proven.push('a refused change was parked, corrected in place and accepted');
}

try {
  await play();
  console.log(`\nProven in ${seconds().trim()}:`);
  for (const line of proven) console.log(`  - ${line}`);
  console.log(`Pictures of each step: ${pictures}`);
} finally {
  await patchdesk.close();
  profile.remove();
}
