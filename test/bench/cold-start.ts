/**
 * Cold start to a usable list, beside an empty window of the same Electron. Runs alternate, so that a busy moment of
 * the machine hits both; figures are medians, and the difference is what Patchdesk itself costs.
 */
import { _electron as electron, type Page } from '@playwright/test';
import { join } from 'node:path';
import { freshProfile, Patchdesk } from '../e2e/patchdesk.ts';
import { fillProfile } from '../support/big-profile.ts';
import { percentile, type Row } from './figures.ts';

const sandboxTasks = 200;
const sizes = [sandboxTasks, 100_000] as const;

type Profile = ReturnType<typeof freshProfile>;

/** Looks with each frame of the page; the test runner's own waiting looks now and again only, up to half a second late. */
async function painted(page: Page, selector: string): Promise<void> {
  await page.waitForFunction((sought) => document.querySelector(sought) !== null, selector, {
    polling: 'raf',
  });
}

async function emptyWindow(): Promise<number> {
  const started = performance.now();
  const executablePath = process.env['ELECTRON_EXEC_PATH'];
  const app = await electron.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      join(import.meta.dirname, 'empty-window.mjs'),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(process.platform === 'linux'
        ? ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
        : []),
    ],
  });
  const page = await app.firstWindow();
  await painted(page, 'p');
  const took = performance.now() - started;
  await app.close();
  return took;
}

/** From the start of the process to the first row on the screen, on a profile that is already filled. */
async function usableList(profile: string): Promise<number> {
  const started = performance.now();
  const patchdesk = await Patchdesk.start(profile);
  await painted(patchdesk.page, '[data-testid=task-row]');
  const took = performance.now() - started;
  await patchdesk.close();
  return took;
}

/** A profile with so many tasks, those of the sandbox network among them; its lists are made. */
async function filledProfile(tasks: number): Promise<Profile> {
  const profile = freshProfile();
  if (tasks > sandboxTasks) fillProfile(profile.dir, tasks);
  const first = await Patchdesk.start(profile.dir);
  await (tasks > sandboxTasks ? first.settled() : first.filled(tasks));
  await first.close();
  return profile;
}

/** Measures all of them `runs` times; the first start of each, which warms the disk cache, is not counted. */
export async function coldStart(runs: number): Promise<Row[]> {
  const profiles: Profile[] = [];
  try {
    for (const tasks of sizes) profiles.push(await filledProfile(tasks));
    await emptyWindow();
    const empty: number[] = [];
    const lists = profiles.map((): number[] => []);
    for (let run = 0; run < runs; run++) {
      empty.push(await emptyWindow());
      for (const [at, profile] of profiles.entries()) lists[at]?.push(await usableList(profile.dir));
    }
    const base = percentile(empty, 0.5);
    const row = (product: string, size: number, times: readonly number[]): Row => {
      const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
      return {
        operation: 'cold start',
        size,
        product,
        p50Ms: Math.round(p50),
        p95Ms: Math.round(p95),
        perSecond: null,
        ratio: Number((p50 / base).toFixed(2)),
      };
    };
    return [
      row('Electron, empty window', 0, empty),
      ...sizes.map((size, at) => row('Patchdesk, usable list', size, lists[at] ?? [])),
    ];
  } finally {
    for (const profile of profiles) profile.remove();
  }
}
