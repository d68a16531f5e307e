/** What the command line asks of the app. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Write a picture of the filled list here, and quit. */
  screenshot: string | null;
}

/** Reads our options; what belongs to Electron or Chromium is left alone. Throws TypeError for an option without its value. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: argv.slice(1),
    strict: false,
    options: { screenshot: { type: 'string' } },
  });
  if (values.screenshot === undefined) return { screenshot: null };
  // Without strictness a missing value is `true`, and the name of another switch is taken for one.
  if (
    typeof values.screenshot !== 'string' ||
    values.screenshot === '' ||
    values.screenshot.startsWith('--')
  ) {
    throw new TypeError('--screenshot wants the name of a file: --screenshot tasks.png');
  }
  return { screenshot: values.screenshot };
}
