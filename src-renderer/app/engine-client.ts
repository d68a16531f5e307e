/**
 * The window's end of the connection to the engine: typed calls and events over a MessagePort.
 *
 * A new port means that the engine was started again. Every call of the contract is idempotent, so what was under
 * way is simply sent again on the new port; what had to be sent a third time fails with ENGINE_LOST, for then the
 * call itself may be what ends the engine. Calls made before there is a port wait for it.
 *
 * Invariants: every call settles at most once; nothing reaches a caller that did not pass the contract's schema.
 */
import { parseInput, PatchdeskError, type Failure } from '@contract/errors.ts';
import { events, type EventDetail, type EventName } from '@contract/events.ts';
import { EngineFrame, type CallFrame } from '@contract/frames.ts';
import { methods, type Input, type Method, type Output } from '@contract/methods.ts';
import { EnginePortMessage } from '@contract/shell.ts';

/** What the client needs of a MessagePort, so that a test can hand it another one than the browser's. */
export interface EnginePort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  start(): void;
  close(): void;
}

interface OpenCall {
  method: Method;
  frame: CallFrame;
  sends: number;
  resolve(output: unknown): void;
  reject(reason: PatchdeskError): void;
}

const mostSends = 3;

export class EngineClient {
  #port: EnginePort | null = null;
  #attached = false;
  #lastCallId = 0;
  readonly #open = new Map<number, OpenCall>();
  readonly #handlers = new Map<string, Set<(detail: unknown) => void>>();
  readonly #reconnected = new Set<() => void>();

  /** Asks the engine. Rejects with a `PatchdeskError` of the contract's closed set. */
  call<Name extends Method>(method: Name, input: Input<Name>): Promise<Output<Name>> {
    return new Promise<unknown>((resolve, reject) => {
      const callId = ++this.#lastCallId;
      const frame: CallFrame = { kind: 'call', callId, method, input };
      const call: OpenCall = { method, frame, sends: 0, resolve, reject };
      this.#send(call);
      this.#open.set(callId, call);
    }) as Promise<Output<Name>>;
  }

  /** Hears an event until the returned function is called. */
  on<Name extends EventName>(event: Name, handle: (detail: EventDetail<Name>) => void): () => void {
    const heard = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, heard);
    const handler = handle as (detail: unknown) => void;
    heard.add(handler);
    return () => void heard.delete(handler);
  }

  /** Hears that the engine is a new one: whatever is shown may have missed events and is to be read again. */
  onReconnect(handle: () => void): () => void {
    this.#reconnected.add(handle);
    return () => void this.#reconnected.delete(handle);
  }

  /** Lets go of the port: what is asked and what is open waits for the next one. */
  detach(): void {
    this.#port?.close();
    this.#port = null;
  }

  /** Goes on over this port; the one before is done with. */
  attach(port: EnginePort): void {
    this.detach();
    const again = this.#attached;
    this.#attached = true;
    this.#port = port;
    port.addEventListener('message', (event) => {
      if (this.#port === port) this.#receive(event.data);
    });
    port.start();
    for (const [callId, call] of this.#open) {
      if (call.sends < mostSends) {
        this.#send(call);
      } else {
        this.#open.delete(callId);
        call.reject(new PatchdeskError('ENGINE_LOST', { method: call.method }));
      }
    }
    if (again) for (const handle of [...this.#reconnected]) handle();
  }

  #send(call: OpenCall): void {
    if (!this.#port) return;
    this.#port.postMessage(call.frame);
    call.sends += 1;
  }

  #receive(data: unknown): void {
    const parsed = EngineFrame.safeParse(data);
    if (!parsed.success) return this.#refuse(data);
    const frame = parsed.data;
    if (frame.kind === 'event') return this.#tell(frame.event, frame.detail);
    const call = this.#open.get(frame.callId);
    if (!call) return;
    this.#open.delete(frame.callId);
    if (frame.kind === 'failure') call.reject(asError(frame.failure));
    else this.#answer(call, frame.output);
  }

  #answer(call: OpenCall, output: unknown): void {
    try {
      call.resolve(parseInput(methods[call.method].output, output, call.method));
    } catch (thrown) {
      call.reject(thrown as PatchdeskError);
    }
  }

  #tell(event: string, detail: unknown): void {
    if (!Object.hasOwn(events, event)) return;
    const parsed = events[event as EventName].safeParse(detail);
    if (!parsed.success) return;
    for (const handle of [...(this.#handlers.get(event) ?? [])]) handle(parsed.data);
  }

  /** A frame that is none: the call it seems to answer fails rather than hangs, anything else is dropped. */
  #refuse(data: unknown): void {
    const callId = typeof data === 'object' && data !== null && 'callId' in data ? data.callId : null;
    const call = typeof callId === 'number' ? this.#open.get(callId) : undefined;
    if (!call) return;
    this.#open.delete(call.frame.callId);
    const issues = [{ path: '', message: 'not a frame of the contract' }];
    call.reject(new PatchdeskError('INPUT_INVALID', { where: call.method, issues }));
  }
}

function asError(failure: Failure): PatchdeskError {
  return new PatchdeskError(failure.code, failure.detail);
}

/** Hands over every port to the engine that the preload posts into the page, with the environment it leads to. */
export function portsOf(page: Window, take: (port: EnginePort, environment: string) => void): void {
  page.addEventListener('message', (event) => {
    const [port] = event.ports;
    const message = EnginePortMessage.safeParse(event.data);
    if (event.source === page && message.success && port) take(port, message.data.of.environment);
  });
}
