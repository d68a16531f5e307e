/**
 * Cold start to a usable list, beside an empty window of the same Electron. Runs alternate, so that a busy moment of
 * the machine hits both; figures are medians, and the difference is what Patchdesk itself costs.
 */
import { _electron as electron, expect } from '@playwright/test';
import { join } from 'node:path';
import { freshProfile, Patchdesk } from '../e2e/patchdesk.ts';
import { percentile, type Row } from './figures.ts';

const sandboxTasks = 200;

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
  // Not an assertion of the test runner: that looks now and again only.
  await page.getByText('empty').waitFor();
  const took = performance.now() - started;
  await app.close();
  return took;
}

/** From the start of the process to the first row on the screen, on a profile that is already filled. */
async function usableList(profile: string): Promise<number> {
  const started = performance.now();
  const patchdesk = await Patchdesk.start(profile);
  await patchdesk.rows.first().waitFor();
  const took = performance.now() - started;
  await patchdesk.close();
  return took;
}

/** Measures both `runs` times; the first start of each, which warms the disk cache, is not counted. */
export async function coldStart(runs: number): Promise<Row[]> {
  const profile = freshProfile();
  try {
    const first = await Patchdesk.start(profile.dir);
    await first.filled();
    await first.close();
    await emptyWindow();
    const [empty, list]: [number[], number[]] = [[], []];
    for (let run = 0; run < runs; run++) {
      empty.push(await emptyWindow());
      list.push(await usableList(profile.dir));
    }
    const base = percentile(empty, 0.5);
    return [
      ['Electron, empty window', 0, empty] as const,
      ['Patchdesk, usable list', sandboxTasks, list] as const,
    ].map(([product, size, times]): Row => {
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
    });
  } finally {
    profile.remove();
  }
}
