/** A child process of the shell: a utilityProcess whose messages are parsed on the way in. */
import { utilityProcess, type MessagePortMain } from 'electron';
import { join } from 'node:path';
import type { z } from 'zod';
import { parseInput } from '../contract/errors.ts';
import type { Log } from '../runtime/log.ts';

export interface Child {
  send(message: object, ports?: MessagePortMain[]): void;
  /** Asks it to end by itself; ends it when it does not within `limitMs`. Resolves when it is gone. */
  stop(limitMs: number): Promise<void>;
  kill(): void;
}

export interface ChildEvents<Message> {
  onMessage(message: Message): void;
  /** It is gone, and nobody here asked it to go. */
  onLost(exitCode: number): void;
}

/** Starts `entry` (a file beside the main bundle) as the service `name`. */
export function startChild<Schema extends z.ZodType>(
  entry: string,
  name: string,
  schema: Schema,
  events: ChildEvents<z.output<Schema>>,
  log: Log,
): Child {
  const child = utilityProcess.fork(join(import.meta.dirname, entry), [], { serviceName: name });
  let stopping = false;
  let gone = false;
  child.on('message', (received: unknown) =>
    events.onMessage(parseInput(schema, received, `message of the ${name}`)),
  );
  child.on('exit', (exitCode) => {
    gone = true;
    log.info({ process: name, exitCode }, 'a process has ended');
    if (!stopping) events.onLost(exitCode);
  });
  return {
    send(message, ports) {
      // Whoever starts the next one tells it everything again.
      if (!gone) child.postMessage(message, ports);
    },
    kill: () => void child.kill(),
    stop(limitMs) {
      stopping = true;
      if (gone) return Promise.resolve();
      return new Promise((resolve) => {
        const late = setTimeout(() => child.kill(), limitMs);
        child.once('exit', () => {
          clearTimeout(late);
          resolve();
        });
        child.postMessage({ kind: 'stop' });
      });
    },
  };
}
