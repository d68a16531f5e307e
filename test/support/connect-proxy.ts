/** A proxy for CONNECT on loopback: it leads every tunnel to one port of this machine, whatever name was asked for. */
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ConnectProxy {
  port: number;
  /** `host:port` of each tunnel that was asked for. */
  asked: string[];
  /** The credentials each of them came with. */
  credentials: (string | undefined)[];
}

/** `refusal` is the status it refuses with, null to open the tunnel. */
export async function connectProxy(toPort: number, refusal: number | null = null): Promise<ConnectProxy> {
  const asked: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer();
  server.on('connection', keep);
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(request.url ?? '');
    credentials.push(request.headers['proxy-authorization']);
    if (refusal !== null) return socket.end(`HTTP/1.1 ${refusal} Refused\r\ncontent-length: 0\r\n\r\n`);
    const onward = keep(connect(toPort, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n')));
    return onward.pipe(socket).pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  );
  return { port: (server.address() as AddressInfo).port, asked, credentials };
}
