/** Small servers on loopback that stand where the platform would, and misbehave; gone when the test has ended. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  createServer as createSocketServer,
  type AddressInfo,
  type Server as SocketServer,
  type Socket,
} from 'node:net';
import { createServer as createSecureServer } from 'node:https';
import { onTestFinished } from 'vitest';

export interface Misbehaving {
  /** `http://127.0.0.1:<port>` or, with a certificate, `https://localhost:<port>`. */
  url: string;
  port: number;
  /** `GET /path` of each request, in order. */
  requests: string[];
  /** Headers of each request. */
  headers: IncomingMessage['headers'][];
}

export type Answering = (response: ServerResponse, request: IncomingMessage) => void;

async function listen(server: SocketServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  );
  return (server.address() as AddressInfo).port;
}

async function opened(server: Server, answer: Answering, base: string): Promise<Misbehaving> {
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    request.resume().on('end', () => answer(response, request));
  });
  const port = await listen(server);
  return { url: `${base}:${port}`, port, requests, headers };
}

/** Answers each request by `answer`. */
export function misbehavingServer(answer: Answering): Promise<Misbehaving> {
  return opened(createServer(), answer, 'http://127.0.0.1');
}

/** The same with TLS, for the name `localhost`. */
export function secureServer(pems: { key: string; cert: string }, answer: Answering): Promise<Misbehaving> {
  return opened(createSecureServer(pems), answer, 'https://localhost');
}

/** Does `act` to each connection, without any HTTP; answers the port. */
export function misbehavingSocket(act: (socket: Socket) => void): Promise<number> {
  return listen(createSocketServer(act));
}

/** Answers with a status, headers and a body. */
export function answering(status: number, headers: Record<string, string> = {}, body = ''): Answering {
  return (response) => response.writeHead(status, headers).end(body);
}

/** Answers with a problem body (RFC 9457). */
export function problem(status: number, content: object): Answering {
  return answering(status, { 'content-type': 'application/problem+json' }, JSON.stringify(content));
}

/** A port on which nobody listens: one that was free a moment ago. */
export async function deadPort(): Promise<number> {
  const server = createSocketServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
