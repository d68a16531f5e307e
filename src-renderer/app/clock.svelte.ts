/** The time of day as a rune: whoever reads it is read again as it goes on, and nothing ticks while no one looks. */
import { createSubscriber } from 'svelte/reactivity';

const secondMs = 1000;
/** Often enough for "today" and "tomorrow", seldom enough to cost nothing. */
const slowMs = 15_000;

function ticking(everyMs: number): () => void {
  return createSubscriber((update) => {
    const timer = setInterval(update, everyMs);
    return () => clearInterval(timer);
  });
}

export class Clock {
  readonly #read: () => number;
  readonly #everySecond = ticking(secondMs);
  readonly #nowAndThen = ticking(slowMs);

  constructor(read: () => number = Date.now) {
    this.#read = read;
  }

  /** Milliseconds since the epoch, for countdowns. */
  get now(): number {
    this.#everySecond();
    return this.#read();
  }

  /** The same for words of the day, read again only now and then. */
  get about(): number {
    this.#nowAndThen();
    return this.#read();
  }
}
