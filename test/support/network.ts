/** A sandbox network and an engine in this process, over real HTTP on loopback, with real time. */
import { onTestFinished } from 'vitest';
import type { Input, Method, ParsedInput } from '../../src-main/contract/methods.ts';
import { startEngine, type Engine } from '../../src-main/engine/engine.ts';
import type { Answered } from '../../src-main/engine/windows.ts';
import { sandboxEnvironment } from '../../src-main/engine/sandbox-environment.ts';
import { silentLog } from '../../src-main/runtime/log.ts';
import { realSurroundings } from '../../src-main/runtime/surroundings.ts';
import { sandboxControl, type SandboxControl } from '../../src-main/sandbox/control.ts';
import { openSandbox } from '../../src-main/sandbox/network.ts';
import { testFolder } from './sync-context.ts';

export interface TestNetwork {
  control: SandboxControl;
  /** Starts an engine on the profile and registers it; stopped when the test ends. */
  start(profileDir?: string): Promise<Engine>;
}

const token = 'a-system-token-of-some-length';

/** Opens a network of `tasks` tasks, gone when the test has ended. */
export async function testNetwork(tasks = 20): Promise<TestNetwork> {
  const surroundings = realSurroundings();
  const sandbox = await openSandbox({ dir: null, seed: 7, tasks, surroundings, log: silentLog });
  onTestFinished(() => sandbox.close());
  const control = sandboxControl(sandbox.access);
  return {
    control,
    async start(profileDir = testFolder()) {
      const environment = sandboxEnvironment(sandbox.access, token);
      const engine = await startEngine({
        profileDir,
        environment,
        surroundings,
        log: silentLog,
        version: 'test',
      });
      onTestFinished(() => engine.stop());
      for (const system of environment.systems) {
        await control.registerSystem({ ...system, endpoint: engine.endpoint });
      }
      return engine;
    },
  };
}

/** Calls a method as a window would, without the port. */
export function call<Name extends Method>(engine: Engine, method: Name, input: Input<Name>): Answered<Name> {
  return engine.handlers[method](input as ParsedInput<Name>);
}
