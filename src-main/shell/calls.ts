/** The calls of a window to the shell: parsed, and answered only to a page of ours in its main frame. */
import { app, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { parseInput, toFailure, type Failure } from '../contract/errors.ts';
import type { NetworkChange } from '../contract/processes.ts';
import {
  shellChannel,
  shellMethods,
  type ParsedShellInput,
  type ShellMethod,
  type ShellOutput,
} from '../contract/shell.ts';
import type { Log } from '../runtime/log.ts';
import type { SandboxControl } from '../sandbox/control.ts';
import type { EnvironmentDesk } from './environment-desk.ts';

export interface ShellCalls {
  /** Resolves when the network is up; rejects when it can't start. */
  sandbox: () => Promise<SandboxControl>;
  desk: EnvironmentDesk;
  onSettled: () => void;
  onNetwork: (change: NetworkChange) => void;
  /** Whether an address is a page of ours. */
  isOurs: (url: string) => boolean;
  log: Log;
}

function isShellMethod(name: unknown): name is ShellMethod {
  return typeof name === 'string' && Object.hasOwn(shellMethods, name);
}

/** Answers calls until the app ends. */
export function answerShellCalls(shell: ShellCalls): void {
  const { sandbox, desk, onSettled, onNetwork, isOurs, log } = shell;
  const done = async (work: Promise<void>) => {
    await work;
    return {};
  };
  const handlers: {
    [Name in ShellMethod]: (input: ParsedShellInput<Name>) => Promise<ShellOutput<Name>> | ShellOutput<Name>;
  } = {
    'app.about': () => ({ version: app.getVersion(), locale: app.getLocale() }),
    'environments.list': ({ known }) => desk.list(known),
    'environments.save': ({ settings, secrets }) => done(desk.save(settings, secrets)),
    'environments.remove': ({ name }) => done(desk.remove(name)),
    'environments.show': ({ name }) => done(desk.show(name)),
    'environments.provision': async ({ fileName, text }) => ({ names: await desk.provision(fileName, text) }),
    'environments.check': async ({ name, part }) => ({ outcome: await desk.check(name, part) }),
    'network.changed': ({ online }) => {
      onNetwork(online ? 'online' : 'offline');
      return {};
    },
    'sandbox.conditions': async () => (await sandbox()).conditions(),
    'sandbox.setConditions': async (conditions) => (await sandbox()).setConditions(conditions),
    'sandbox.replanTask': async ({ taskId, planned }) => {
      await (await sandbox()).changeTask(taskId, { planned, plannedUntil: null });
      return {};
    },
    'window.settled': () => {
      onSettled();
      return {};
    },
  };

  function answer<Name extends ShellMethod>(
    method: Name,
    input: unknown,
  ): Promise<ShellOutput<Name>> | ShellOutput<Name> {
    return handlers[method](parseInput(shellMethods[method].input, input, method) as ParsedShellInput<Name>);
  }

  function fromOurPage({ senderFrame }: IpcMainInvokeEvent): boolean {
    return senderFrame !== null && senderFrame.parent === null && isOurs(senderFrame.url);
  }

  function failureOf(thrown: unknown, method: string): Failure {
    const known = toFailure(thrown);
    if (known) return known;
    const reference = crypto.randomUUID();
    log.error({ err: thrown, reference, method }, 'a call to the shell failed');
    return { code: 'INTERNAL', detail: { reference } };
  }

  ipcMain.handle(shellChannel, async (event, method: unknown, input: unknown) => {
    if (!fromOurPage(event)) {
      log.warn({ url: event.senderFrame?.url }, 'a call from a page that is not ours was refused');
      return { failure: { code: 'METHOD_UNKNOWN', detail: { method: String(method) } } satisfies Failure };
    }
    if (!isShellMethod(method)) {
      return { failure: { code: 'METHOD_UNKNOWN', detail: { method: String(method) } } satisfies Failure };
    }
    try {
      return { output: await answer(method, input) };
    } catch (thrown) {
      return { failure: failureOf(thrown, method) };
    }
  });
}
