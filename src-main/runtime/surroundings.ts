/**
 * Clock, randomness, ids and timers of a process, handed to whatever decides something.
 *
 * Nothing below the composition roots asks the system for any of these, so that a day of sync with faults runs in
 * a second from a seed, and the same seed gives the same trace.
 */
import { v7 } from 'uuid';

/** Ends a timer; ending it twice, or after it fired, does nothing. */
export type Cancel = () => void;

export interface Surroundings {
  /** Milliseconds since the epoch. */
  now(): number;
  /** From 0 up to, but not including, 1. */
  random(): number;
  /** A UUID v7, rising with time (contract rule 1). */
  newId(): string;
  /** Runs `act` once, `ms` from now or later. */
  after(ms: number, act: () => void): Cancel;
}

/** setTimeout fires at once above this; longer waits are cut here and whoever waits looks again. */
const longestTimer = 2 ** 31 - 1;

/** The surroundings of a real process. */
export function realSurroundings(): Surroundings {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    newId: () => v7(),
    after(ms, act) {
      if (ms <= 0) {
        const turn = setImmediate(act);
        return () => clearImmediate(turn);
      }
      const timer = setTimeout(act, Math.min(ms, longestTimer));
      return () => clearTimeout(timer);
    },
  };
}

/** The moment as documents and views write it: ISO 8601 in UTC. */
export function isoMoment(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
