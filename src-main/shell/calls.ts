/** The calls of a window to the shell: parsed, and answered only to a page of ours in its main frame. */
import { app, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { parseInput, toFailure, type Failure } from '../contract/errors.ts';
import type { NetworkChange } from '../contract/processes.ts';
import { shellChannel, shellMethods, type ShellMethod, type ShellOutput } from '../contract/shell.ts';
import type { Log } from '../runtime/log.ts';
import type { SandboxControl } from '../sandbox/control.ts';

export interface ShellCalls {
  /** Resolves when the network is up; rejects when it can't start. */
  sandbox: Promise<SandboxControl>;
  /** Resolves when the engine can't run at all. */
  engineFailure: Promise<Failure>;
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
  const { sandbox, engineFailure, onSettled, onNetwork, isOurs, log } = shell;
  const handlers: {
    [Name in ShellMethod]: (input: unknown) => Promise<ShellOutput<Name>> | ShellOutput<Name>;
  } = {
    'app.about': () => ({
      version: app.getVersion(),
      locale: app.getLocale(),
      network: 'sandbox',
    }),
    'engine.failure': () => engineFailure,
    'network.changed': (input) => {
      const { online } = parseInput(shellMethods['network.changed'].input, input, 'network.changed');
      onNetwork(online ? 'online' : 'offline');
      return {};
    },
    'sandbox.conditions': async () => (await sandbox).conditions(),
    'sandbox.setConditions': async (input) =>
      (await sandbox).setConditions(
        parseInput(shellMethods['sandbox.setConditions'].input, input, 'sandbox.setConditions'),
      ),
    'sandbox.replanTask': async (input) => {
      const asked = parseInput(shellMethods['sandbox.replanTask'].input, input, 'sandbox.replanTask');
      await (await sandbox).changeTask(asked.taskId, { planned: asked.planned, plannedUntil: null });
      return {};
    },
    'window.settled': () => {
      onSettled();
      return {};
    },
  };

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
      parseInput(shellMethods[method].input, input, method);
      return { output: await handlers[method](input) };
    } catch (thrown) {
      return { failure: failureOf(thrown, method) };
    }
  });
}
