/** What the command line of the headless engine asks for. */
import { parseArgs } from 'node:util';

export interface HeadlessOptions {
  profileDir: string;
  /** Complete one exchange, print its receipt, and end. */
  prove: boolean;
  help: boolean;
}

export const usage = `npm run engine -- [--data DIR] [--prove]

Runs the engine without a window, in plain Node, on a sandbox network of its own.
  --data DIR   where the profile is kept (a folder in the system's temporary folder otherwise)
  --prove      fill the store, edit one task, wait for the platform's receipt, print it and end`;

/** Reads the options; throws TypeError naming an option that does not exist. */
export function readHeadlessOptions(argv: readonly string[], defaultDir: string): HeadlessOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string' },
      prove: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return { profileDir: values.data ?? defaultDir, prove: values.prove, help: values.help };
}
