import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FromSandbox, type SandboxAccess, type ToSandbox } from '../../../src-main/contract/processes.ts';
import { sandboxControl } from '../../../src-main/sandbox/control.ts';
import { testFolder } from '../../support/sync-context.ts';

const bundleDir = mkdtempSync(join(tmpdir(), 'patchdesk-sandbox-'));
const journal = 'network-2-contractor-7-20.jsonl';
const softwareFault = 70;

/** Bundled, as the app ships it: a plain Node does not run TypeScript everywhere. */
beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: resolve('src-main/sandbox/main.ts'),
      outDir: bundleDir,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'sandbox.mjs' } },
    },
  });
});
afterAll(() => rmSync(bundleDir, { recursive: true, force: true }));

function startProcess(): ChildProcess {
  const child = fork(join(bundleDir, 'sandbox.mjs'), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function answerTo(child: ChildProcess, message: ToSandbox): Promise<FromSandbox> {
  const answered = once(child, 'message');
  child.send(message);
  const [answer] = (await answered) as unknown[];
  return FromSandbox.parse(answer);
}

async function started(child: ChildProcess, dir: string): Promise<SandboxAccess> {
  const answer = await answerTo(child, { kind: 'start', dir, seed: 7, tasks: 20, party: 'contractor' });
  if (answer.kind === 'failed') throw new Error(answer.reason);
  return answer.access;
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

describe('the sandbox process', () => {
  it('starts, answers, and ends when it is told to', async () => {
    const child = startProcess();
    const control = sandboxControl(await started(child, testFolder()));
    expect(await control.summary()).toMatchObject({ tasks: 20, seed: 7 });
    const ended = exitCode(child);
    child.send({ kind: 'stop' } satisfies ToSandbox);
    expect(await ended).toBe(0);
  });

  it('ends with its parent', async () => {
    const child = startProcess();
    await started(child, testFolder());
    const ended = exitCode(child);
    child.disconnect();
    expect(await ended).toBe(0);
  });

  it('has everything it answered for after a hard kill, a torn last line or not', async () => {
    const dir = testFolder();
    const first = startProcess();
    const access = await started(first, dir);
    const control = sandboxControl(access);
    const taskId = await openTask(access);
    const changed = await control.changeTask(taskId, { searchCode: 'KEPT' });
    await control.setConditions({ network: 'slow', slowMs: 1 });
    const killed = exitCode(first);
    first.kill('SIGKILL');
    await killed;
    appendFileSync(join(dir, journal), '{"kind":"conditi');

    const again = sandboxControl(await started(startProcess(), dir));
    expect(await again.task(taskId)).toEqual(changed);
    expect(await again.conditions()).toMatchObject({ network: 'slow', slowMs: 1 });
  });

  it('says why it can not start', async () => {
    const dir = testFolder();
    writeFileSync(join(dir, journal), '{"kind":"unheard of"}\n');
    const answer = await answerTo(startProcess(), {
      kind: 'start',
      dir,
      seed: 7,
      tasks: 20,
      party: 'contractor',
    });
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringContaining(journal) as string });
  });

  it('ends as a fault of ours when it is told nonsense', async () => {
    const child = startProcess();
    const ended = exitCode(child);
    child.send({ kind: 'dance' });
    expect(await ended).toBe(softwareFault);
  });
});

/** A task that has not ended; ids of a network count up from 101. */
async function openTask(access: SandboxAccess): Promise<string> {
  const control = sandboxControl(access);
  const { startDay } = await control.summary();
  for (let number = 101; ; number++) {
    const { id, mainStatus } = await control.task(`OT-${startDay.slice(0, 4)}-000${number}`);
    if (mainStatus === 'PLANNED') return id;
  }
}
