/** A platform that is not the app's own sandbox: an environment that somebody has to set up, over real HTTP. */
import { createServer } from 'node:net';
import { silentLog } from '../../src-main/runtime/log.ts';
import { realSurroundings } from '../../src-main/runtime/surroundings.ts';
import { sandboxControl, type SandboxControl } from '../../src-main/sandbox/control.ts';
import { openSandbox, type Sandbox } from '../../src-main/sandbox/network.ts';

export interface ForeignPlatform {
  access: Sandbox['access'];
  control: SandboxControl;
  /** As a Site Admin does in the Admin Portal. */
  register(endpoint: string, token: string): Promise<void>;
  close(): Promise<void>;
}

export async function foreignPlatform(tasks: number, seed = 11): Promise<ForeignPlatform> {
  const sandbox = await openSandbox({
    dir: null,
    seed,
    tasks,
    surroundings: realSurroundings(),
    log: silentLog,
  });
  const control = sandboxControl(sandbox.access);
  const { systemId, cluster, orgId } = sandbox.access;
  return {
    access: sandbox.access,
    control,
    register: (endpoint, token) =>
      control.registerSystem({ systemId, cluster, orgId, endpoint, token, isDefaultEndpoint: true }),
    close: () => sandbox.close(),
  };
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
