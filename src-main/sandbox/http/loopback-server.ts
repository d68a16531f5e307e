/** A server on loopback whose connections can be cut, as a dead network does it: at once and without an answer. */
import { serve, type ServerType } from '@hono/node-server';
import type { AddressInfo, Socket } from 'node:net';

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  /** True destroys every connection, and each new one as soon as it is accepted; false lets them live again. */
  cut(isCut: boolean): void;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/** Listens on a free port. Rejects with the system's error when there is none. */
export function openLoopbackServer(app: {
  fetch: Parameters<typeof serve>[0]['fetch'];
}): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  let isCut = false;

  function keep(socket: Socket): void {
    if (isCut) return void socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  }

  function cutAll(): void {
    for (const socket of sockets) socket.destroy();
  }

  return new Promise((resolve, reject) => {
    const server: ServerType = serve(
      { fetch: app.fetch, hostname: loopback, port: 0 },
      (address: AddressInfo) => {
        server.off('error', reject);
        resolve({
          url: `http://${loopback}:${address.port}`,
          cut(wanted) {
            isCut = wanted;
            if (isCut) cutAll();
          },
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              cutAll();
            }),
        });
      },
    );
    server.on('connection', keep);
    server.once('error', reject);
  });
}
