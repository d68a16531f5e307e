/** What the command line asks of the app. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Write a picture of the filled list here, and quit. */
  screenshot: string | null;
}

/** Reads our options; what belongs to Electron or Chromium is left alone. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: argv.slice(1),
    strict: false,
    options: { screenshot: { type: 'string' } },
  });
  return { screenshot: typeof values.screenshot === 'string' ? values.screenshot : null };
}
