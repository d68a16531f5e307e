import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FailureSchema, PatchdeskError } from '../../../src-main/contract/errors.ts';
import { EngineFrame } from '../../../src-main/contract/frames.ts';
import { windows, type Handlers } from '../../../src-main/engine/windows.ts';
import type { Log } from '../../../src-main/runtime/log.ts';
import type { WindowPort } from '../../../src-main/runtime/window-port.ts';
import { queryOf } from '../../support/lists.ts';
import { virtualSurroundings } from '../../support/surroundings.ts';

function connection(handlers: Partial<Handlers>) {
  const sent: unknown[] = [];
  const logged: object[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (what) => logged.push(what),
    error: (what) => logged.push(what),
  };
  let handle: (frame: unknown) => void = () => undefined;
  let close: () => void = () => undefined;
  const port: WindowPort = {
    post: (frame) => sent.push(frame),
    onFrame: (given) => (handle = given),
    onClose: (given) => (close = given),
    close: () => close(),
  };
  const connected = windows(handlers as Handlers, virtualSurroundings(), log);
  connected.connect(port);
  return { connected, sent, logged, say: (frame: unknown) => handle(frame), hangUp: () => close() };
}

const call = (method: string, input: unknown) => ({ kind: 'call', callId: 7, method, input });

describe('the border to a window', () => {
  test('answers a call by its handler, with parsed input', () => {
    const { say, sent } = connection({
      'task.list': ({ limit }) => ({ rows: [], next: null, behind: limit }),
    });
    say(call('task.list', { query: queryOf(), after: null, skip: 0, limit: 5 }));
    expect(sent).toEqual([{ kind: 'answer', callId: 7, output: { rows: [], next: null, behind: 5 } }]);
  });

  test.each([
    ['an unknown method', call('task.delete', {}), 'METHOD_UNKNOWN'],
    ['a name of Object.prototype', call('constructor', {}), 'METHOD_UNKNOWN'],
    [
      'input that does not fit',
      call('task.list', { query: queryOf(), after: null, skip: 0, limit: 0 }),
      'INPUT_INVALID',
    ],
    [
      'a read-only field in a patch',
      call('task.edit', { changeId: crypto.randomUUID(), taskId: 'x', patch: { dhid: 'y' } }),
      'INPUT_INVALID',
    ],
  ])('refuses %s as data', (_what, frame, code) => {
    const { say, sent } = connection({});
    say(frame);
    expect(sent).toMatchObject([{ kind: 'failure', callId: 7, failure: { code } }]);
  });

  test('hands a failure of the closed set over with its detail', () => {
    const { say, sent } = connection({
      'task.open': ({ taskId }) => {
        throw new PatchdeskError('TASK_UNKNOWN', { taskId });
      },
    });
    say(call('task.open', { taskId: 'OT-0' }));
    expect(sent).toEqual([
      { kind: 'failure', callId: 7, failure: { code: 'TASK_UNKNOWN', detail: { taskId: 'OT-0' } } },
    ]);
  });

  test('never lets a thrown error over raw: the window gets a reference, the log the error', () => {
    const { say, sent, logged } = connection({
      'sync.status': () => {
        throw new Error('secret path');
      },
    });
    say(call('sync.status', {}));
    expect(JSON.stringify(sent)).not.toContain('secret path');
    expect(sent).toMatchObject([
      { failure: { code: 'INTERNAL', detail: { reference: expect.any(String) as string } } },
    ]);
    expect(logged).toMatchObject([{ method: 'sync.status' }]);
  });

  test('survives whatever a window sends, and answers nothing but frames of the contract', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (junk, method) => {
        const { say, sent } = connection({});
        say(junk);
        say({ kind: 'call', callId: 1, method, input: junk });
        for (const frame of sent) expect(EngineFrame.safeParse(frame).success).toBe(true);
        expect(sent.length).toBeLessThanOrEqual(2);
      }),
    );
  });

  test('tells events to every window that is still there', () => {
    const { connected, sent, hangUp } = connection({});
    connected.emit('tasks.changed', { taskIds: ['OT-1'], rows: null });
    hangUp();
    connected.emit('tasks.changed', { taskIds: ['OT-2'], rows: null });
    expect(sent).toEqual([
      { kind: 'event', event: 'tasks.changed', detail: { taskIds: ['OT-1'], rows: null } },
    ]);
  });
});

test('a failure that is none of the closed set, or has another detail, does not pass the border', () => {
  expect(FailureSchema.safeParse({ code: 'TASK_UNKNOWN', detail: { taskId: 'x' } }).success).toBe(true);
  for (const bad of [{ code: 'TASK_UNKNOWN', detail: {} }, { code: 'toString', detail: {} }, null, 'x', {}]) {
    expect(FailureSchema.safeParse(bad).success).toBe(false);
  }
});
