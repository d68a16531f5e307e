/**
 * The windows that are connected: their calls are answered, and events reach all of them.
 *
 * Invariant: nothing crosses this border unparsed, and no thrown error raw: a failure of the closed set goes over
 * as data, anything else as INTERNAL with a reference into the log.
 */
import type { EventDetail, EventName } from '../contract/events.ts';
import { CallFrame, type EngineFrame } from '../contract/frames.ts';
import { parseInput, PatchdeskError, toFailure, type Failure } from '../contract/errors.ts';
import { methods, type Method, type Output, type ParsedInput } from '../contract/methods.ts';
import type { Log } from '../runtime/log.ts';
import type { Surroundings } from '../runtime/surroundings.ts';
import type { WindowPort } from '../runtime/window-port.ts';

/** The calls that may have to ask the platform; every other one is answered from this device, at once. */
type AskingMethod = 'attachment.open';
export type Answered<Name extends Method> = Name extends AskingMethod ? Promise<Output<Name>> : Output<Name>;
export type Handlers = { [Name in Method]: (input: ParsedInput<Name>) => Answered<Name> };

export interface Windows {
  connect(port: WindowPort): void;
  emit: <Name extends EventName>(event: Name, detail: EventDetail<Name>) => void;
  closeAll(): void;
}

function isMethod(name: string): name is Method {
  return Object.hasOwn(methods, name);
}

/** Answers calls by `handlers`. */
export function windows(handlers: Handlers, surroundings: Surroundings, log: Log): Windows {
  const connected = new Set<WindowPort>();

  function answer<Name extends Method>(method: Name, input: unknown): Answered<Name> {
    const parsed = parseInput(methods[method].input, input, method) as ParsedInput<Name>;
    return handlers[method](parsed);
  }

  function failureOf(thrown: unknown, method: string): Failure {
    const known = toFailure(thrown);
    if (known) return known;
    const reference = surroundings.newId();
    log.error({ err: thrown, reference, method }, 'a call failed for a reason of our own');
    return { code: 'INTERNAL', detail: { reference } };
  }

  function handle(port: WindowPort, frame: unknown): void {
    const call = CallFrame.safeParse(frame);
    if (!call.success) {
      log.warn({ issues: call.error.issues }, 'a window sent something that is no call');
      return;
    }
    const { callId, method, input } = call.data;
    const reply = (frame: EngineFrame) => {
      if (connected.has(port)) port.post(frame);
    };
    const answered = (output: unknown) => reply({ kind: 'answer', callId, output });
    const failed = (thrown: unknown) =>
      reply({ kind: 'failure', callId, failure: failureOf(thrown, method) });
    try {
      if (!isMethod(method)) throw new PatchdeskError('METHOD_UNKNOWN', { method });
      const output: unknown = answer(method, input);
      if (output instanceof Promise) output.then(answered, failed);
      else answered(output);
    } catch (thrown) {
      failed(thrown);
    }
  }

  return {
    connect(port) {
      connected.add(port);
      port.onClose(() => connected.delete(port));
      port.onFrame((frame) => handle(port, frame));
    },
    emit(event, detail) {
      const frame: EngineFrame = { kind: 'event', event, detail };
      for (const port of connected) port.post(frame);
    },
    closeAll() {
      for (const port of connected) port.close();
      connected.clear();
    },
  };
}
