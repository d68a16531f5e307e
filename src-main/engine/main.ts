/** Entry of the engine process: a utilityProcess of the app, or forked by a test in plain Node. */
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { parseInput, toFailure } from '../contract/errors.ts';
import { ToEngine, type FromEngine } from '../contract/processes.ts';
import { openLog, type Log } from '../runtime/log.ts';
import { parentLink, type ParentLink } from '../runtime/parent-link.ts';
import { realSurroundings } from '../runtime/surroundings.ts';
import type { WindowPort } from '../runtime/window-port.ts';
import { startEngine, type Engine } from './engine.ts';

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
  let engine: Engine | null = null;
  const early: WindowPort[] = [];
  const say = (message: FromEngine) => link.send(message);

  async function start(setting: Extract<ToEngine, { kind: 'start' }>): Promise<void> {
    const { profileDir, environment } = setting;
    log = openLog('engine', join(profileDir, 'logs', 'engine.log'));
    const surroundings = realSurroundings();
    try {
      engine = await startEngine({
        profileDir,
        environment,
        surroundings,
        log,
        version: packageJson.version,
      });
    } catch (thrown) {
      const reference = surroundings.newId();
      log.error({ err: thrown, reference }, 'the engine could not start');
      say({ kind: 'failed', failure: toFailure(thrown) ?? { code: 'INTERNAL', detail: { reference } } });
      return;
    }
    for (const port of early.splice(0)) engine.connect(port);
    say({ kind: 'ready', endpoint: engine.endpoint });
  }

  async function end(): Promise<void> {
    await engine?.stop();
    process.exit(0);
  }

  link.onMessage((received, ports) => {
    const message = parseInput(ToEngine, received, 'message to the engine');
    if (message.kind === 'start') void start(message);
    else if (message.kind === 'stop') void end();
    else if (message.kind === 'network') engine?.networkChanged(message.reason);
    else
      for (const port of ports)
        if (engine) engine.connect(port);
        else early.push(port);
  });
  link.onGone(() => void end());
}

const link = parentLink();
if (link) serveParent(link);
else {
  log.error({}, 'the engine is started by the app; by hand it is `npm run engine`');
  process.exit(softwareFault);
}
