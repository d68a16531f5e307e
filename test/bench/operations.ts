/** The operations of the bench, each with keys of its own for every time it is done. */
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';
import type { Product } from './peers/product.ts';
import { taskOf } from './tasks.ts';

/** What an operation needs to know of the tasks, gathered while they are made. */
export interface Keys {
  size: number;
  /** Tasks that can be started, spread over all. */
  planned: string[];
  /** Tasks that can be started, the earliest first: some are on the first page. */
  earliest: { id: string; planned: number }[];
  words: { two: string[]; three: string[]; five: string[]; pairs: string[] };
}

export interface Operation {
  name: string;
  /** How often it is done, in quick runs a third of it. */
  times: number;
  /** Whether a store of this size has what it is about. */
  fits: (size: number) => boolean;
  /** Does it once; returns milliseconds where it measures itself. */
  run: (product: Product, keys: Keys, turn: number) => Promise<unknown>;
  /** Done once before it is measured. */
  before?: (product: Product, keys: Keys) => Promise<unknown>;
  /** Whether it changes tasks. */
  changes?: boolean;
}

const at = (list: readonly string[], turn: number): string => list[turn % list.length] ?? '';
const always = () => true;
const has = (pages: number) => (size: number) => size >= pages * 50;
const statuses = ['PLANNED', 'RECEIVED', 'IN_PROGRESS', 'ON_HOLD'];

export const operations: readonly Operation[] = [
  { name: 'first page', times: 150, fits: always, run: (product) => product.page(0) },
  {
    name: 'first page, filtered',
    times: 150,
    fits: always,
    run: (product, _keys, turn) => product.filtered(at(statuses, turn), 'plan'),
  },
  {
    name: 'first page, filtered, by last change',
    times: 150,
    fits: always,
    run: (product, _keys, turn) => product.filtered(at(statuses, turn), 'change'),
  },
  {
    name: 'page 200',
    times: 60,
    fits: has(200),
    before: (product) => product.page(198),
    run: (product) => product.page(199),
  },
  {
    name: 'page 2,000',
    times: 60,
    fits: has(2000),
    before: (product) => product.page(1998),
    run: (product) => product.page(1999),
  },
  { name: 'counts', times: 60, fits: always, run: (product) => product.counts() },
  {
    name: 'search, 2 letters',
    times: 60,
    fits: always,
    run: (product, { words }, turn) => product.search(at(words.two, turn)),
  },
  {
    name: 'search, 3 letters',
    times: 60,
    fits: always,
    run: (product, { words }, turn) => product.search(at(words.three, turn)),
  },
  {
    name: 'search, 5 letters',
    times: 60,
    fits: always,
    run: (product, { words }, turn) => product.search(at(words.five, turn)),
  },
  {
    name: 'search, two words',
    times: 60,
    fits: always,
    run: (product, { words }, turn) => product.search(at(words.pairs, turn)),
  },
  {
    name: 'durable edit',
    times: 150,
    fits: always,
    changes: true,
    run: (product, { planned }, turn) => product.edit(planned[turn] ?? '', 'IN_PROGRESS'),
  },
];

/** Tasks that are edited, so that each edit meets another one. */
const mostPlanned = 400;
const mostWords = 60;

/** As many as a first page has. */
const mostEarliest = 50;

function keep(earliest: Keys['earliest'], task: { id: string; planned: number }): void {
  const last = earliest.at(-1);
  if (earliest.length === mostEarliest && last && last.planned <= task.planned) return;
  earliest.push(task);
  earliest.sort((one, other) => one.planned - other.planned || (one.id < other.id ? -1 : 1));
  earliest.splice(mostEarliest);
}

/** Gathers keys from tasks as they go by. */
export function keysOf(size: number): {
  keys: Keys;
  take: (document: TaskDocument) => void;
  end: () => void;
} {
  const keys: Keys = { size, planned: [], earliest: [], words: { two: [], three: [], five: [], pairs: [] } };
  const every = Math.max(1, Math.floor(size / (mostPlanned * statuses.length)));
  let nth = 0;
  let nthPlanned = 0;
  return {
    keys,
    take(document) {
      const { id, status, planned, text } = taskOf(document);
      nth += 1;
      if (status === 'PLANNED' && planned !== null) keep(keys.earliest, { id, planned });
      // Counted by themselves: statuses go round, so every fourth task of all may never be a planned one.
      if (status === 'PLANNED' && nthPlanned++ % every === 0 && keys.planned.length < mostPlanned)
        keys.planned.push(id);
      if (nth % Math.max(1, Math.floor(size / mostWords)) !== 0) return;
      const words = text.split(' ').filter((word) => /^[a-z]{5,}$/.test(word));
      const [first, second] = [words[nth % words.length], words[(nth + 1) % words.length]];
      if (first === undefined || second === undefined) return;
      keys.words.two.push(first.slice(0, 2));
      keys.words.three.push(first.slice(0, 3));
      keys.words.five.push(first.slice(0, 5));
      keys.words.pairs.push(`${first} ${second.slice(0, 4)}`);
    },
    /** Leaves the earliest tasks to the live query: a task can be started once only. */
    end() {
      const earliest = new Set(keys.earliest.map(({ id }) => id));
      keys.planned = keys.planned.filter((id) => !earliest.has(id));
      if (keys.planned.length === 0) throw new Error(`none of ${size} tasks is left to be edited`);
    },
  };
}
