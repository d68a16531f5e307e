/** Entry of the engine process: a utilityProcess of the app, or forked by a test in plain Node. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { parseInput, toFailure } from '../contract/errors.ts';
import { ToEngine, type FromEngine } from '../contract/processes.ts';
import { openLog, type Log } from '../runtime/log.ts';
import { parentLink, type ParentLink } from '../runtime/parent-link.ts';
import { realSurroundings } from '../runtime/surroundings.ts';
import { hosting, type Hosting } from './hosting.ts';

/** EX_SOFTWARE of sysexits: the supervisor starts a new engine. */
const softwareFault = 70;

let log: Log = openLog('engine');
for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(kind, (thrown: unknown) => {
    log.error({ err: thrown }, kind);
    process.exit(softwareFault);
  });
}

function serveParent(link: ParentLink): void {
  let host: Hosting | null = null;
  const say = (message: FromEngine) => link.send(message);

  function start(profileDir: string): Hosting {
    log = openLog('engine', join(profileDir, 'logs', 'engine.log'));
    return hosting({ profileDir, surroundings: realSurroundings(), log, version: packageJson.version }, say);
  }

  async function check(host: Hosting, asked: Extract<ToEngine, { kind: 'check' }>): Promise<void> {
    const { checkId, environment, part } = asked;
    try {
      say({ kind: 'checked', checkId, result: { outcome: await host.check(environment, part) } });
    } catch (thrown) {
      const reference = randomUUID();
      const known = toFailure(thrown);
      if (!known) log.error({ err: thrown, reference, part }, 'a check failed for a reason of our own');
      const failure = known ?? { code: 'INTERNAL' as const, detail: { reference } };
      say({ kind: 'checked', checkId, result: { failure } });
    }
  }

  async function end(): Promise<void> {
    await host?.stop();
    process.exit(0);
  }

  link.onMessage((received, ports) => {
    const message = parseInput(ToEngine, received, 'message to the engine');
    if (message.kind === 'stop') return void end();
    if (message.kind === 'start') {
      host ??= start(message.profileDir);
      return;
    }
    if (!host) throw new Error(`the engine was told of ${message.kind} before it was started`);
    if (message.kind === 'environments') void host.set(message.environments);
    else if (message.kind === 'network') host.networkChanged(message.reason);
    else if (message.kind === 'check') void check(host, message);
    else for (const port of ports) host.connect(message.environment, port);
  });
  link.onGone(() => void end());
}

const link = parentLink();
if (link) serveParent(link);
else {
  log.error({}, 'the engine is started by the app; by hand it is `npm run engine`');
  process.exit(softwareFault);
}
