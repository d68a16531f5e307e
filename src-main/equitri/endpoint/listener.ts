/**
 * The endpoint on its socket: host, port, TLS, and the limits that hold before there is a request.
 *
 * Invariant: what one address can take of connections, headers and time is bounded, so that nobody who opens many and
 * says little keeps the platform out.
 */
import { getRequestListener } from '@hono/node-server';
import {
  createServer as createHttpServer,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { Server as NetServer, type AddressInfo, type Socket } from 'node:net';
import type { EndpointLimits, EndpointOptions } from '../../contract/endpoint/options.ts';
import { PatchdeskError } from '../../contract/errors.ts';
import { problemType } from '../messages.ts';
import { problemBody } from '../problem.ts';
import { inRanges } from './address-ranges.ts';
import { countedAs } from './by-address.ts';
import { peerOf } from './caller.ts';
import { secured } from './certificate.ts';
import type { EndpointApp } from './endpoint-app.ts';
import { refuseAsProblems } from './parser-refusals.ts';

export interface Endpoint {
  /** Where it listens, as this machine reaches it; the platform may need another address. */
  url: string;
  /** Takes no new call, lets those under way end within `limits.closingMs`, then ends every connection. */
  close(): Promise<void>;
}

/** What is open just now. */
interface Traffic {
  sockets: ReadonlySet<Socket>;
  answers: ReadonlySet<ServerResponse>;
}

/** How often connections are looked at for those that dawdle. */
const lookEveryMs = 1_000;

function serverOptions(limits: EndpointLimits): ServerOptions {
  return {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: Math.max(limits.callMs, limits.headersMs), // a call can't take less than its headers
    keepAliveTimeout: limits.idleMs,
    connectionsCheckingInterval: Math.min(lookEveryMs, limits.headersMs),
    requireHostHeader: false, // it would refuse with an empty answer; the listener refuses with a problem
  };
}

/** What can't be made a request (no host, no such path) is refused before the app sees it. */
function requestListener(app: EndpointApp) {
  return getRequestListener(app.routes.fetch, {
    errorHandler: () =>
      new Response(problemBody(400, { title: 'This call is not understood here' }), {
        status: 400,
        headers: { 'content-type': problemType, connection: 'close' },
      }),
  });
}

function serverOf(app: EndpointApp): Server {
  const { tls, limits } = app.options;
  const listener = requestListener(app);
  const answer = (...call: Parameters<typeof listener>) => void listener(...call);
  const options = serverOptions(limits);
  if (!tls) return createHttpServer(options, answer);
  return createHttpsServer({ ...options, ...secured(tls), handshakeTimeout: limits.headersMs }, answer);
}

/** Counts connections by address, and closes one too many at once. Proxies bring the calls of many, so they count as all. */
function connectionsOf(server: Server, { limits, trustedProxies }: EndpointOptions): Set<Socket> {
  const isProxy = inRanges(trustedProxies);
  const sockets = new Set<Socket>();
  const counts = new Map<string, number>();
  server.maxConnections = limits.connections;
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket.remoteAddress);
    const key = countedAs(peer);
    const count = (counts.get(key) ?? 0) + 1;
    if (count > limits.connectionsByAddress && !(peer && isProxy(peer))) return void socket.destroy();
    sockets.add(socket);
    counts.set(key, count);
    socket.once('close', () => {
      sockets.delete(socket);
      const left = (counts.get(key) ?? 1) - 1;
      if (left > 0) counts.set(key, left);
      else counts.delete(key);
    });
  });
  return sockets;
}

/** The failure that an error of `listen` stands for; an error that stands for none comes back as it is. */
export function listenFailure(error: NodeJS.ErrnoException, { host, port }: EndpointOptions): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new PatchdeskError('ENDPOINT_PORT_TAKEN', { host, port });
    case 'EACCES':
    case 'EPERM':
      return new PatchdeskError('ENDPOINT_PORT_FORBIDDEN', { host, port });
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return new PatchdeskError('ENDPOINT_ADDRESS_UNAVAILABLE', { host });
    default:
      return error;
  }
}

/** The host as this machine reaches it. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * The answers of which not every byte is with the system yet. The server's own way to close takes a connection for idle
 * whose answer is still being sent, and cuts it off; so once it is closing, idle ones end when nothing is being sent.
 */
function answersOf(server: Server): Set<ServerResponse> {
  const answers = new Set<ServerResponse>();
  server.on('request', (_request, answer) => {
    answers.add(answer);
    answer.once('close', () => {
      answers.delete(answer);
      if (answers.size === 0 && !server.listening) server.closeIdleConnections();
    });
  });
  return answers;
}

/** Lets the calls under way end, but no longer than the limit. */
function closing(server: Server, { sockets, answers }: Traffic, app: EndpointApp): Promise<void> {
  app.stop();
  return new Promise((resolve) => {
    const cancel = app.surroundings.after(app.options.limits.closingMs, () => {
      for (const socket of sockets) socket.destroy();
    });
    NetServer.prototype.close.call(server, () => {
      cancel();
      server.close(); // what is left of it: it looks for those that dawdle no more
      resolve();
    });
    if (answers.size === 0) server.closeIdleConnections();
  });
}

/**
 * Listens as the options say. Rejects with ENDPOINT_PORT_TAKEN, ENDPOINT_PORT_FORBIDDEN, ENDPOINT_ADDRESS_UNAVAILABLE or
 * ENDPOINT_TLS_INVALID. Until the app is opened every call gets a 503.
 */
export async function openEndpoint(app: EndpointApp): Promise<Endpoint> {
  const { host, port, tls, limits } = app.options;
  const server = serverOf(app);
  server.setTimeout(limits.idleMs);
  refuseAsProblems(server);
  const traffic = { sockets: connectionsOf(server, app.options), answers: answersOf(server) };
  await new Promise<void>((resolve, reject) => {
    const failed = (error: Error) => reject(listenFailure(error, app.options));
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve();
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  let closed: Promise<void> | null = null;
  return {
    url: `${tls ? 'https' : 'http'}://${reachable(host)}:${taken}`,
    close: () => (closed ??= closing(server, traffic, app)),
  };
}
