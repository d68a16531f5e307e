/** Surroundings under the test's control: virtual time, seeded randomness, ids in order. */
import type { Surroundings } from '../../src-main/runtime/surroundings.ts';
import { mulberry32 } from '../../src-main/sandbox/seed/chance.ts';

export interface VirtualSurroundings extends Surroundings {
  /** Lets time pass; timers fire in the order of their time, and promises settle between them. */
  pass(ms: number): Promise<void>;
  /** The times at which timers are set, soonest first. */
  timers(): number[];
}

/** The moment at which virtual time starts. */
export const startOfTime = Date.parse('2026-11-23T08:00:00.000Z');

/** Lets everything that is ready to run do so; bodies of answers take turns of the event loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export function virtualSurroundings(seed = 1): VirtualSurroundings {
  const random = mulberry32(seed);
  let now = startOfTime;
  let ids = 0;
  let order = 0;
  const waiting = new Map<number, { at: number; act: () => void }>();

  function next(until: number): [number, { at: number; act: () => void }] | undefined {
    return [...waiting]
      .filter(([, timer]) => timer.at <= until)
      .sort(([one, a], [other, b]) => a.at - b.at || one - other)[0];
  }

  return {
    now: () => now,
    random,
    newId() {
      const count = (++ids).toString(16).padStart(12, '0');
      return `0192f0c4-0000-7000-8000-${count}`;
    },
    after(ms, act) {
      const key = ++order;
      waiting.set(key, { at: now + Math.max(0, Math.ceil(ms)), act }); // a clock of whole milliseconds, as Date.now is
      return () => void waiting.delete(key);
    },
    timers: () => [...waiting.values()].map((timer) => timer.at).sort((one, other) => one - other),
    async pass(ms) {
      const until = now + Math.ceil(ms);
      await settled();
      for (let due = next(until); due; due = next(until)) {
        const [key, timer] = due;
        waiting.delete(key);
        now = Math.max(now, timer.at);
        timer.act();
        await settled();
      }
      now = until;
    },
  };
}
