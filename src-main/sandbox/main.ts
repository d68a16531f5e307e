/** Entry of the sandbox process: a utilityProcess of the app, or forked in plain Node. */
import { parseInput } from '../contract/errors.ts';
import { ToSandbox, type FromSandbox } from '../contract/processes.ts';
import { openLog } from '../runtime/log.ts';
import { parentLink, type ParentLink } from '../runtime/parent-link.ts';
import { realSurroundings } from '../runtime/surroundings.ts';
import { openSandbox, type Sandbox } from './network.ts';

/** EX_SOFTWARE of sysexits: a fault of ours. */
const softwareFault = 70;

const log = openLog('sandbox');
for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(kind, (thrown: unknown) => {
    log.error({ err: thrown }, kind);
    process.exit(softwareFault);
  });
}

function serveParent(link: ParentLink): void {
  let opening: Promise<Sandbox | null> | null = null;
  const say = (message: FromSandbox) => link.send(message);

  async function start(setting: Extract<ToSandbox, { kind: 'start' }>): Promise<Sandbox | null> {
    const { dir, seed, tasks, party } = setting;
    try {
      const sandbox = await openSandbox({ dir, seed, tasks, party, surroundings: realSurroundings(), log });
      say({ kind: 'ready', access: sandbox.access });
      return sandbox;
    } catch (thrown) {
      log.error({ err: thrown }, 'the sandbox network could not start');
      say({ kind: 'failed', reason: thrown instanceof Error ? thrown.message : String(thrown) });
      return null;
    }
  }

  async function end(): Promise<void> {
    const sandbox = await opening;
    await sandbox?.close();
    process.exit(0);
  }

  link.onMessage((received) => {
    const message = parseInput(ToSandbox, received, 'message to the sandbox');
    if (message.kind === 'stop') void end();
    else opening ??= start(message);
  });
  link.onGone(() => void end());
}

const link = parentLink();
if (link) serveParent(link);
else {
  log.error({}, 'the sandbox is started by the app');
  process.exit(softwareFault);
}
