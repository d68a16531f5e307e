/**
 * The engine's side of the thread that fills lists.
 *
 * Invariants: the engine and the thread never write at the same time; after `stop` the thread has let go of the file;
 * whatever becomes of the thread, `ended` is told once for every start.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { busyAt, FromFiller, stopAt, type ToFiller } from './messages.ts';

export interface FillingTold {
  /** More tasks are in the file. */
  committed(): void;
  /** The thread has let go of the file; `reason` says what went wrong, null for nothing. */
  ended(reason: string | null): void;
}

/** A commit of thousands of tasks may be under way, and the disk may be slow. */
const longestStopMs = 10_000;

/** The thread lies beside us as source, and by a name of its own among what was built. */
function threadFile(): string {
  const here = import.meta.dirname;
  const places = [
    join(here, 'thread.ts'),
    join(here, 'lists-thread.js'),
    join(dirname(here), 'lists-thread.js'),
  ];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`there is no thread that fills lists beside ${here}`);
  return found;
}

export type Filling = ReturnType<typeof fillingOf>;

/** A thread that is started when it is first needed. */
export function fillingOf() {
  const shared = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  let worker: Worker | null = null;
  let told: FillingTold | null = null;

  function ended(reason: string | null): void {
    const whom = told;
    told = null;
    whom?.ended(reason);
  }

  function hear(message: unknown): void {
    const heard = FromFiller.parse(message);
    if (heard.kind === 'committed') told?.committed();
    else {
      // An idle thread keeps no process alive.
      worker?.unref();
      ended(heard.reason);
    }
  }

  function startThread(): Worker {
    const started = new Worker(threadFile());
    let fault: string | null = null;
    // One that was stopped may still have something to say.
    started.on('message', (message) => {
      if (worker === started) hear(message);
    });
    started.on('error', (thrown) => {
      fault = String(thrown);
    });
    started.on('exit', () => {
      if (worker !== started) return;
      worker = null;
      Atomics.store(shared, busyAt, 0);
      ended(fault ?? 'the thread ended by itself');
    });
    return started;
  }

  return {
    get isBusy(): boolean {
      return told !== null;
    },
    /** Has the thread fill; not to be called while it does. Throws when there can be no thread. */
    start(order: Omit<ToFiller, 'shared'>, whom: FillingTold): void {
      worker ??= startThread();
      worker.ref();
      told = whom;
      Atomics.store(shared, stopAt, 0);
      Atomics.store(shared, busyAt, 1);
      worker.postMessage({ ...order, shared });
    },
    /** Waits until the thread has let go of the file, and tells nobody anything more. */
    stop(): void {
      told = null;
      const stopped = worker;
      worker = null;
      if (!stopped) return;
      Atomics.store(shared, stopAt, 1);
      Atomics.wait(shared, busyAt, 1, longestStopMs);
      void stopped.terminate();
    },
  };
}
