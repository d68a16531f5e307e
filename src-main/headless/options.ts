/** What the command line of the headless engine asks for. */
import { parseArgs } from 'node:util';
import { SandboxParty } from '../contract/sandbox.ts';

export interface HeadlessOptions {
  profileDir: string;
  /** Complete one exchange, print its receipt, and end. */
  prove: boolean;
  help: boolean;
  /** Whom of the sandbox network the engine works for. */
  party: SandboxParty;
}

export const usage = `npm run engine -- [--data DIR] [--as noc] [--prove]

Runs the engine without a window, in plain Node, on a sandbox network of its own.
  --data DIR   where the profile is kept (a folder in the system's temporary folder otherwise)
  --as PARTY   contractor (unless said) or noc
  --prove      fill the store, edit one task, wait for the platform's receipt, print it and end`;

/** Reads the options; throws TypeError naming an option that does not exist. */
export function readHeadlessOptions(argv: readonly string[], defaultDir: string): HeadlessOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string' },
      prove: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      as: { type: 'string', default: 'contractor' },
    },
  });
  const party = SandboxParty.safeParse(values.as);
  if (!party.success) throw new TypeError(`--as wants one of: ${SandboxParty.options.join(', ')}`);
  const { prove, help } = values;
  return { profileDir: values.data ?? defaultDir, prove, help, party: party.data };
}
