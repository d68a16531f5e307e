/** What the command line asks of the app. */
import { parseArgs } from 'node:util';
import { SandboxParty } from '../contract/sandbox.ts';

export interface Options {
  /** Write a picture of the filled list here, and quit. */
  screenshot: string | null;
  /** Whom of the sandbox network the app is. */
  party: SandboxParty;
}

/** Without strictness a missing value is `true`, and the name of another switch is taken for one. */
function isValue(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.startsWith('--');
}

/** Reads our options; what belongs to Electron or Chromium is left alone. Throws TypeError for an option without its value. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: argv.slice(1),
    strict: false,
    options: { screenshot: { type: 'string' }, as: { type: 'string' } },
  });
  const { screenshot = null, as = 'contractor' } = values;
  if (screenshot !== null && !isValue(screenshot)) {
    throw new TypeError('--screenshot wants the name of a file: --screenshot tasks.png');
  }
  const party = SandboxParty.safeParse(as);
  if (!party.success) throw new TypeError(`--as wants one of: ${SandboxParty.options.join(', ')}`);
  return { screenshot, party: party.data };
}
