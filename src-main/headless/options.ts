/** What the command line of the headless engine asks for. */
import { parseArgs } from 'node:util';
import { SandboxParty } from '../contract/sandbox.ts';

export interface HeadlessOptions {
  profileDir: string;
  /** Complete one exchange, print its receipt, and end. */
  prove: boolean;
  help: boolean;
  /** A provisioning file: work in its environments instead of a sandbox network. */
  provisioning: string | null;
  /** Whom of the sandbox network the engine works for. */
  party: SandboxParty;
}

export const usage = `npm run engine -- [--data DIR] [--as noc] [--provision FILE] [--prove]

Runs the engine without a window, in plain Node, on a sandbox network of its own.
  --data DIR   where the profile is kept (a folder in the system's temporary folder otherwise)
  --as PARTY   contractor (unless said) or noc
  --provision FILE  work in the environments of a provisioning file, instead of a sandbox; secrets stay in memory
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
      provision: { type: 'string' },
    },
  });
  const party = SandboxParty.safeParse(values.as);
  if (!party.success) throw new TypeError(`--as wants one of: ${SandboxParty.options.join(', ')}`);
  const { prove, help, provision = null } = values;
  if (prove && provision !== null)
    throw new TypeError('--prove needs the sandbox network, and can not go with --provision');
  return { profileDir: values.data ?? defaultDir, prove, help, party: party.data, provisioning: provision };
}
