/**
 * The link of a child process to whoever started it: Electron's utilityProcess in the app, `child_process.fork` in
 * plain Node. The code above it can't tell which, and never imports electron.
 */
import type { WindowPort } from './window-port.ts';

export interface ParentLink {
  send(message: object): void;
  onMessage(handle: (message: unknown, ports: WindowPort[]) => void): void;
  /** The parent is gone: nothing is left to live for. Electron ends a utilityProcess with its parent by itself. */
  onGone(handle: () => void): void;
}

/** What Electron puts on `process` in a utilityProcess. */
interface UtilityParentPort {
  postMessage(message: object): void;
  on(event: 'message', handle: (event: { data: unknown; ports: ElectronPort[] }) => void): void;
}

/** Electron's MessagePortMain. */
interface ElectronPort {
  postMessage(message: object): void;
  on(event: 'message', handle: (event: { data: unknown }) => void): void;
  once(event: 'close', handle: () => void): void;
  start(): void;
  close(): void;
}

function windowPort(port: ElectronPort): WindowPort {
  return {
    post: (frame) => port.postMessage(frame),
    onFrame: (handle) => {
      port.on('message', (event) => handle(event.data));
      port.start();
    },
    onClose: (handle) => port.once('close', handle),
    close: () => port.close(),
  };
}

/** The link of this process, or null when nobody who can talk started it. */
export function parentLink(): ParentLink | null {
  const { parentPort } = process as { parentPort?: unknown };
  if (parentPort) {
    const port = parentPort as UtilityParentPort;
    return {
      send: (message) => port.postMessage(message),
      onMessage: (handle) => port.on('message', (event) => handle(event.data, event.ports.map(windowPort))),
      onGone: () => undefined,
    };
  }
  if (!process.send) return null;
  return {
    send: (message) => process.send?.(message),
    onMessage: (handle) => process.on('message', (message) => handle(message, [])),
    onGone: (handle) => process.once('disconnect', handle),
  };
}
