/** An endpoint on a real socket, and callers of it: well-behaved ones, and raw ones that send what they like. */
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer, type RequestListener, type Server } from 'node:http';
import { onTestFinished } from 'vitest';
import { Agent, request } from 'undici';
import { EndpointOptions, type EndpointSystem } from '../../../src-main/contract/endpoint/options.ts';
import { endpointApp, type EndpointApp } from '../../../src-main/equitri/endpoint/endpoint-app.ts';
import type { EndpointHandlers } from '../../../src-main/equitri/endpoint/handlers.ts';
import { openEndpoint, type Endpoint } from '../../../src-main/equitri/endpoint/listener.ts';
import { realSurroundings } from '../../../src-main/runtime/surroundings.ts';

export const system: EndpointSystem = {
  systemId: 'CONTR-ZH-01',
  cluster: 'ZH-NOORD',
  token: 'a-system-token-of-some-length',
  isDefaultEndpoint: true,
};
export const headers = {
  authorization: `Bearer ${system.token}`,
  'x-system-id': system.systemId,
  'x-cluster': system.cluster,
};
export const indication = {
  indicationId: '0192f0c4-0000-7000-a000-000000000001',
  systemId: system.systemId,
  cluster: system.cluster,
  taskId: 'OT-2026-000001',
  event: 'TASK_UPDATED',
  occurredAt: '2026-11-23T08:00:00Z',
};
export const indicationPath = '/outTask/v1/taskIndication';
export const unknownTask = '/outTask/v1/taskFetch/OT-0';

export interface TestEndpoint extends Endpoint {
  app: EndpointApp;
  port: number;
  /** What was logged, as text. */
  logged: string[];
  /** The Indications that were taken. */
  taken: unknown[];
}

type Wanted = Partial<Omit<EndpointOptions, 'limits'>> & { limits?: Partial<EndpointOptions['limits']> };

/** An open endpoint with these options; closed when the test has ended. */
export async function testEndpoint(
  options: Wanted = {},
  handlers: Partial<EndpointHandlers> = {},
): Promise<TestEndpoint> {
  const logged: string[] = [];
  const taken: unknown[] = [];
  const log = (what: object, message: string) => void logged.push(`${message} ${JSON.stringify(what)}`);
  const app = endpointApp({
    systems: [system],
    options: EndpointOptions.parse(options),
    handlers: {
      indicated: (_api, body) => void taken.push(body),
      shown: () => null,
      attached: () => null,
      synced: () => false,
      ...handlers,
    },
    surroundings: realSurroundings(),
    log: { info: log, warn: log, error: log },
  });
  const endpoint = await openEndpoint(app);
  onTestFinished(() => endpoint.close());
  app.open();
  return { ...endpoint, app, port: Number(new URL(endpoint.url).port), logged, taken };
}

export interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer | AsyncIterable<Buffer>;
  /** Certificates trusted besides the usual ones. */
  ca?: string;
}

/** One call on a connection of its own. */
export async function ask(
  url: string,
  { method = 'GET', body, ca, ...asked }: Asked = {},
): Promise<Answered> {
  const dispatcher = new Agent({ connect: ca === undefined ? {} : { ca } });
  try {
    const answer = await request(url, {
      method: method as 'GET',
      headers: asked.headers ?? headers,
      body: (body ?? null) as string | null,
      dispatcher,
    });
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
  } finally {
    await dispatcher.destroy();
  }
}

/** An Indication as the platform sends it. */
export function indicate(url: string, more: Record<string, string> = {}): Promise<Answered> {
  return ask(url + indicationPath, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', ...more },
    body: JSON.stringify(indication),
  });
}

export interface RawConnection {
  socket: Socket;
  /** All that came, once the other side has closed. */
  ended: Promise<string>;
  /** All that came so far, as soon as `text` is in it. */
  until: (text: string) => Promise<string>;
}

/** A connection on which nothing is sent by itself. */
export async function raw(port: number, host = '127.0.0.1'): Promise<RawConnection> {
  const socket = connect(port, host);
  onTestFinished(() => void socket.destroy());
  let came = '';
  const waiting = new Set<() => void>();
  socket.on('error', () => undefined); // a reset is an end like another; what came before it is looked at
  socket.setEncoding('utf8').on('data', (part: string) => {
    came += part;
    for (const look of waiting) look();
  });
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(came)));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return {
    socket,
    ended,
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!came.includes(text)) return;
          waiting.delete(look);
          resolve(came);
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`closed before "${text}"; came: ${came}`)));
      }),
  };
}

/** The head of a raw call, without the empty line that ends it. */
export function head(line: string, more: Record<string, string | number> = {}): string {
  const fields = Object.entries({ host: 'endpoint.test', ...headers, ...more });
  return [`${line} HTTP/1.1`, ...fields.map(([name, value]) => `${name}: ${value}`), ''].join('\r\n');
}

/** A plain server in front of, or instead of, an endpoint; gone when the test has ended. */
export async function plainServer(answer: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A promise and what ends it. */
export function later<Value = void>(): {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
} {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => (resolve = settle));
  return { promise, resolve };
}
