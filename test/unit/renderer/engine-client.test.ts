// @vitest-environment node
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { PatchdeskError } from '@contract/errors.ts';
import { CallFrame } from '@contract/frames.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineClient, type EnginePort } from '../../../src-renderer/app/engine-client.ts';

const open: MessagePort[] = [];

/** A port of Node where the client expects one of the browser. */
function asEnginePort(port: MessagePort): EnginePort {
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (_type, listener) => void port.on('message', (data) => listener({ data })),
    start: () => port.start(),
    close: () => port.close(),
  };
}

/** A port for the client, and the engine's end with what was asked over it. */
function connection() {
  const { port1: window, port2: engine } = new MessageChannel();
  open.push(window, engine);
  const asked: CallFrame[] = [];
  engine.on('message', (frame) => asked.push(CallFrame.parse(frame)));
  return { window: asEnginePort(window), engine, asked };
}

afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

const failed = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (thrown: unknown) => (thrown instanceof PatchdeskError ? thrown : null),
  );

describe('the client of the engine', () => {
  it('answers a call with the output', async () => {
    const client = new EngineClient();
    const { window, engine, asked } = connection();
    client.attach(window);
    const call = client.call('outbox.list', { ended: 10 });
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]).toMatchObject({ kind: 'call', method: 'outbox.list', input: { ended: 10 } });
    engine.postMessage({ kind: 'answer', callId: asked[0]?.callId, output: { open: [], ended: [] } });
    expect(await call).toEqual({ open: [], ended: [] });
  });

  it('waits with calls until there is a port', async () => {
    const client = new EngineClient();
    const call = client.call('sync.tryNow', {});
    const { window, engine, asked } = connection();
    client.attach(window);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    engine.postMessage({ kind: 'answer', callId: asked[0]?.callId, output: {} });
    expect(await call).toEqual({});
  });

  it('sends what was under way again on a new port, and gives up after two times', async () => {
    const client = new EngineClient();
    const call = failed(client.call('sync.tryNow', {}));
    const connections = [connection(), connection(), connection()];
    for (const { window, asked } of connections) {
      client.attach(window);
      await vi.waitFor(() => expect(asked).toHaveLength(1));
    }
    expect(new Set(connections.map(({ asked }) => asked[0]?.callId)).size).toBe(1);
    client.attach(connection().window);
    expect(await call).toMatchObject({ code: 'ENGINE_LOST', detail: { method: 'sync.tryNow' } });
  });

  it('does not hear the port before any more', async () => {
    const client = new EngineClient();
    const [first, second] = [connection(), connection()];
    client.attach(first.window);
    const heard = vi.fn();
    client.on('tasks.changed', heard);
    client.attach(second.window);
    first.engine.postMessage({
      kind: 'event',
      event: 'tasks.changed',
      detail: { taskIds: ['old'], rows: null },
    });
    second.engine.postMessage({
      kind: 'event',
      event: 'tasks.changed',
      detail: { taskIds: ['new'], rows: null },
    });
    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    expect(heard.mock.calls).toEqual([[{ taskIds: ['new'], rows: null }]]);
  });

  it('says that the engine is a new one, but not for the first port', () => {
    const client = new EngineClient();
    const reconnected = vi.fn();
    client.onReconnect(reconnected);
    client.attach(connection().window);
    expect(reconnected).not.toHaveBeenCalled();
    client.attach(connection().window);
    expect(reconnected).toHaveBeenCalledOnce();
  });

  it('rejects with the failure of the engine', async () => {
    const client = new EngineClient();
    const { window, engine, asked } = connection();
    client.attach(window);
    const call = failed(client.call('task.open', { taskId: 'OT-9' }));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const failure = { code: 'TASK_UNKNOWN', detail: { taskId: 'OT-9' } };
    engine.postMessage({ kind: 'failure', callId: asked[0]?.callId, failure });
    expect(await call).toMatchObject(failure);
  });

  it.each([
    ['an output that does not fit', { kind: 'answer', output: { open: 'none' } }],
    ['a failure outside the closed set', { kind: 'failure', failure: { code: 'ODD', detail: {} } }],
    ['a frame of an unknown kind', { kind: 'odd' }],
  ])('rejects rather than hangs: %s', async (_case, frame) => {
    const client = new EngineClient();
    const { window, engine, asked } = connection();
    client.attach(window);
    const call = failed(client.call('outbox.list', { ended: 1 }));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    engine.postMessage({ ...frame, callId: asked[0]?.callId });
    expect(await call).toMatchObject({ code: 'INPUT_INVALID', detail: { where: 'outbox.list' } });
  });

  it('drops frames and events that are none', async () => {
    const client = new EngineClient();
    const { window, engine } = connection();
    client.attach(window);
    const heard = vi.fn();
    client.on('tasks.changed', heard);
    for (const frame of [
      null,
      7,
      { kind: 'answer', callId: 99, output: 1 },
      { kind: 'event', event: 'odd', detail: 1 },
    ]) {
      engine.postMessage(frame);
    }
    engine.postMessage({ kind: 'event', event: 'tasks.changed', detail: { taskIds: 5 } });
    engine.postMessage({ kind: 'event', event: 'tasks.changed', detail: { taskIds: ['OT-1'], rows: null } });
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
  });
});
