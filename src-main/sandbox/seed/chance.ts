/** Chance from a seed: the same seed draws the same, on every machine and in every version of Node. */

export interface Chance {
  /** A whole number from `least` up to and including `most`. */
  int(least: number, most: number): number;
  /** One of a list that is not empty. */
  pick<Item>(list: readonly Item[]): Item;
  /** True in `share` of all draws, from 0 to 1. */
  often(share: number): boolean;
  /** The list in another order. */
  shuffled<Item>(list: readonly Item[]): Item[];
  /** That many decimal digits. */
  digits(count: number): string;
}

/** mulberry32: 32 bits of state, more than enough to draw a network. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Chance for the seed and the `nth` thing drawn from it. Each thing has a chance of its own, so that what is drawn
 * for one does not move all that follow: a network of 20 tasks is the beginning of one of 200.
 */
export function chanceOf(seed: number, nth: number): Chance {
  const draw = mulberry32(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(nth + 1, 0xc2b2ae35));
  const below = (bound: number) => Math.floor(draw() * bound);

  function pick<Item>(list: readonly Item[]): Item {
    const item = list[below(list.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  return {
    int: (least, most) => least + below(most - least + 1),
    pick,
    often: (share) => draw() < share,
    shuffled: (list) =>
      list
        .map((item) => ({ item, place: draw() }))
        .sort((one, other) => one.place - other.place)
        .map(({ item }) => item),
    digits: (count) => Array.from({ length: count }, () => below(10)).join(''),
  };
}
