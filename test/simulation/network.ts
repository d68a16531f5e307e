/**
 * A whole network in virtual time: our engine and the platform of the sandbox, both as they run for real but for the
 * sockets. Between them a seeded network that delays, drops, doubles and cuts; the engine may die at any moment.
 */
import type { Input, Method, ParsedInput } from '../../src-main/contract/methods.ts';
import { compose, type Composition } from '../../src-main/engine/composition.ts';
import type { Answered } from '../../src-main/engine/windows.ts';
import type { Environment } from '../../src-main/contract/processes.ts';
import { resultOf, type Call, type CallRequest, type CallResult } from '../../src-main/equitri/http.ts';
import { silentLog } from '../../src-main/runtime/log.ts';
import type { Surroundings } from '../../src-main/runtime/surroundings.ts';
import { contentMemory } from '../../src-main/store/content-files.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';

/** How likely each fault is, from 0 to 1; and how long a call takes at most, in ms. */
export interface Faults {
  /** The request never arrives. */
  dropRequest: number;
  /** The request arrives, its answer does not. */
  dropAnswer: number;
  /** The request arrives twice. */
  double: number;
  /** A gateway answers in the place of the other side. */
  gateway: number;
  delayMs: number;
}

export const noFaults: Faults = { dropRequest: 0, dropAnswer: 0, double: 0, gateway: 0, delayMs: 20 };

const cut: CallResult = {
  kind: 'trouble',
  trouble: { kind: 'notConnected', why: 'reset', cause: 'ECONNRESET' },
  retryAfterMs: null,
};
const gatewayAnswers = [
  { status: 502, body: '<html>Bad gateway</html>' },
  { status: 503, body: '' },
  { status: 403, body: '' },
  { status: 429, body: '' },
  { status: 500, body: '{"title":"x"}' },
];

/** Whatever answers requests: a Hono app without its socket. */
export interface Answering {
  request(path: string, init: RequestInit): Response | Promise<Response>;
}

export interface Wire {
  faults: Faults;
  trace: string[];
  surroundings: Surroundings;
}

async function answered(app: Answering, request: CallRequest, now: number): Promise<CallResult> {
  const { method, url, headers, body, mostBytes } = request;
  const { pathname } = new URL(url);
  const response = await app.request(pathname, { method, headers, ...(body === undefined ? {} : { body }) });
  if (mostBytes !== undefined && response.status === 200) {
    const bytes = new Uint8Array(await response.arrayBuffer()).subarray(0, mostBytes + 1);
    return { kind: 'answer', status: 200, json: null, etag: null, bytes };
  }
  const raw = {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
  return resultOf(raw, now, url);
}

/** Calls that go over the wire to `to`; null when nobody listens there just now. */
export function overTheWire(wire: Wire, name: string, to: () => Answering | null): Call {
  const { surroundings } = wire;
  const chance = (share: number) => surroundings.random() < share;
  const delay = () =>
    new Promise<void>(
      (resolve) => void surroundings.after(surroundings.random() * wire.faults.delayMs, resolve),
    );

  return async (request) => {
    const { faults, trace } = wire;
    const what = `${name} ${request.method} ${new URL(request.url).pathname}`;
    await delay();
    if (chance(faults.gateway)) {
      const answer = gatewayAnswers[Math.floor(surroundings.random() * gatewayAnswers.length)];
      trace.push(`${what} gateway ${answer?.status}`);
      const raw = { headers: {}, ...(answer ?? { status: 502, body: '' }) };
      return resultOf(raw, surroundings.now(), request.url);
    }
    const app = to();
    if (app === null || chance(faults.dropRequest)) {
      trace.push(`${what} lost`);
      return cut;
    }
    if (chance(faults.double)) await answered(app, request, surroundings.now());
    const result = await answered(app, request, surroundings.now());
    await delay();
    const lost = chance(faults.dropAnswer);
    trace.push(
      `${what} ${lost ? 'answer lost' : result.kind === 'answer' ? result.status : result.trouble.kind}`,
    );
    return lost ? cut : result;
  };
}

/** An engine that can die at any moment and come back on its file. */
export class MortalEngine {
  readonly #start: () => { composition: Composition; store: Store };
  #running: { composition: Composition; store: Store } | null = null;

  constructor(file: string, environment: Environment, surroundings: Surroundings, call: Call) {
    const contents = contentMemory(); // what is on a disk outlives a process
    this.#start = () => {
      const store = openStore(file, contents);
      const setting = { store, environment, surroundings, log: silentLog, version: 'simulation' };
      return { store, composition: compose(setting, call) };
    };
  }

  get endpoint(): Answering | null {
    return this.#running?.composition.endpoint.routes ?? null;
  }

  start(): void {
    this.#running = this.#start();
    this.#running.composition.begin('http://engine.test');
  }

  /** Ends at once: with the database closed, whatever was under way can leave no trace any more. */
  die(): void {
    if (!this.#running) return;
    const { composition, store } = this.#running;
    this.#running = null;
    store.close();
    void composition.stop();
  }

  call<Name extends Method>(method: Name, input: Input<Name>): Answered<Name> {
    if (!this.#running) throw new Error('the engine is not running');
    return this.#running.composition.handlers[method](input as ParsedInput<Name>);
  }
}
