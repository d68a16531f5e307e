/** The sandbox network as the shell knows it: its process and its addresses. */
import { join } from 'node:path';
import { FromSandbox, type SandboxAccess, type ToSandbox } from '../contract/processes.ts';
import type { SandboxParty } from '../contract/sandbox.ts';
import type { Log } from '../runtime/log.ts';
import { startChild } from './child.ts';

export interface SandboxProcess {
  access: SandboxAccess;
  stop(): Promise<void>;
}

/** The same network on every machine, so that what a picture in the README shows is what a new user sees. */
const seed = 2026;
const tasks = 200;
const stopLimitMs = 3_000;

/** Starts the sandbox; its journal lies in the profile. Rejects with the reason when it can't start. */
export function startSandbox(
  profileDir: string,
  party: SandboxParty,
  log: Log,
  onLost: () => void,
): Promise<SandboxProcess> {
  return new Promise((resolve, reject) => {
    const child = startChild(
      'sandbox.js',
      'Patchdesk sandbox',
      FromSandbox,
      {
        onMessage(message) {
          if (message.kind === 'failed')
            reject(new Error(`the sandbox network could not start: ${message.reason}`));
          else resolve({ access: message.access, stop: () => child.stop(stopLimitMs) });
        },
        onLost(exitCode) {
          reject(new Error(`the sandbox network ended with code ${exitCode}`));
          onLost();
        },
      },
      log,
    );
    const dir = join(profileDir, 'sandbox');
    child.send({ kind: 'start', dir, seed, tasks, party } satisfies ToSandbox);
  });
}
