/**
 * Errands: things to carry to somebody who may not be there, each repeated until it is done.
 *
 * Invariants: at most `width` run at a time, and never two with the same key; an errand that fails waits longer each
 * time (full jitter), one that is wanted again starts at once and from the shortest wait.
 */
import type { Cancel, Surroundings } from '../../runtime/surroundings.ts';

/** `done`; `failed`: again after a back-off; `next`: again at once; or again after a given time. */
export type ErrandResult = 'done' | 'failed' | 'next' | { againInMs: number };

export interface Errands {
  /** Wants the errand now; while it runs it is wanted once more afterwards. */
  want(key: string): void;
  /** Starts nothing any more; resolves when those that run have come back. */
  stop(): Promise<void>;
}

export interface ErrandOptions {
  width: number;
  surroundings: Surroundings;
  /** Runs the errand; a rejection counts as `failed`. */
  run: (key: string) => Promise<ErrandResult>;
  onRejected: (thrown: unknown, key: string) => void;
}

const firstWaitMs = 250;
const longestWaitMs = 5_000;
const shortestWaitMs = 50;

/** The wait before try `tries` + 1, in ms: full jitter below a doubling bound. `random` is in [0, 1). */
export function waitMs(tries: number, random: number): number {
  const bound = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries, 20));
  return Math.max(shortestWaitMs, Math.floor(random * bound));
}

/** Makes the holder of errands; nothing runs until one is wanted. */
export function errands({ width, surroundings, run, onRejected }: ErrandOptions): Errands {
  const queue = new Set<string>(); // in order of wanting
  const running = new Map<string, Promise<void>>();
  const wantedAgain = new Set<string>();
  const timers = new Map<string, Cancel>();
  const tries = new Map<string, number>();
  let stopped = false;

  function want(key: string): void {
    tries.delete(key);
    enqueue(key);
  }

  function enqueue(key: string): void {
    if (stopped) return;
    timers.get(key)?.();
    timers.delete(key);
    if (running.has(key)) wantedAgain.add(key);
    else queue.add(key);
    pump();
  }

  function pump(): void {
    for (const key of queue) {
      if (running.size >= width) return;
      queue.delete(key);
      running.set(key, go(key));
    }
  }

  async function go(key: string): Promise<void> {
    let result: ErrandResult;
    try {
      result = await Promise.resolve(key).then(run); // so that it never ends before it is noted as running
    } catch (thrown) {
      onRejected(thrown, key);
      result = 'failed';
    }
    running.delete(key);
    if (wantedAgain.delete(key)) enqueue(key);
    else follow(key, result);
    pump();
  }

  function follow(key: string, result: ErrandResult): void {
    if (stopped) return;
    if (result === 'done') tries.delete(key);
    else if (result === 'next') want(key);
    else if (result === 'failed') {
      const before = tries.get(key) ?? 0;
      tries.set(key, before + 1);
      later(key, waitMs(before, surroundings.random()));
    } else {
      tries.delete(key);
      later(key, result.againInMs);
    }
  }

  function later(key: string, ms: number): void {
    timers.set(
      key,
      surroundings.after(ms, () => enqueue(key)),
    );
  }

  return {
    want,
    async stop() {
      stopped = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
      queue.clear();
      await Promise.all(running.values());
    },
  };
}
