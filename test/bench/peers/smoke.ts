/** Runs every operation of each product and compares the answers: node test/bench/peers/smoke.ts [PRODUCT...] */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open as openPouchdb } from './pouchdb.ts';
import { type BenchTask, type OpenProduct, pageSize, type Product, searchWords } from './product.ts';
import { open as openTinybase } from './tinybase.ts';
import { open as openWatermelondb } from './watermelondb.ts';

const products: Record<string, OpenProduct> = {
  watermelondb: openWatermelondb,
  tinybase: openTinybase,
  pouchdb: openPouchdb,
};
const statuses = ['new', 'ready', 'active', 'blocked', 'review', 'done', 'dropped'];
const vocabulary =
  'Meter valve pump Cable invoice north Bridge roof visit repair panel report order window storm'.split(' ');

/** A generator of numbers from 0 to 1 that a seed repeats. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function makeTasks(count: number): BenchTask[] {
  const random = seeded(count);
  const pick = (list: string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const day = 86_400_000;
  return Array.from({ length: count }, (_, index) => {
    const status = pick(statuses);
    const planned = random() < 0.1 ? null : (20_000 + Math.floor(random() * 200)) * day;
    const words = Array.from({ length: 30 }, () => pick(vocabulary)).join(' ');
    const id = `task-${String((index * 7919) % 1_000_003).padStart(7, '0')}`;
    const task = { id, status, planned, ended: status === 'done' || status === 'dropped' };
    const updatedAt = 19_000 * day + ((index * 104_729) % 1_299_709);
    const text = `${words} number${index}`;
    return { ...task, updatedAt, text, json: JSON.stringify({ ...task, updatedAt, text }) };
  });
}

/** The answers that the products are held to. */
class Reference {
  readonly #tasks: Map<string, BenchTask>;

  constructor(tasks: readonly BenchTask[]) {
    this.#tasks = new Map(tasks.map((task) => [task.id, { ...task }]));
  }

  edit(id: string, status: string): void {
    const task = this.#tasks.get(id);
    ok(task);
    task.status = status;
  }

  page(page: number): string[] {
    const byPlan = (left: BenchTask, right: BenchTask): number =>
      (left.planned ?? Infinity) === (right.planned ?? Infinity)
        ? Number(left.id > right.id) * 2 - 1
        : (left.planned ?? Infinity) - (right.planned ?? Infinity);
    const open = [...this.#tasks.values()].filter((task) => !task.ended).sort(byPlan);
    return open.slice(page * pageSize, (page + 1) * pageSize).map((task) => task.id);
  }

  filtered(status: string): string[] {
    const found = [...this.#tasks.values()].filter((task) => task.status === status);
    const sorted = found.sort((left, right) => right.updatedAt - left.updatedAt);
    return sorted.slice(0, pageSize).map((task) => task.id);
  }

  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { status } of this.#tasks.values()) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }

  search(words: string): Set<string> {
    const matches = ({ text }: BenchTask): boolean =>
      searchWords(words).every((word) => text.toLowerCase().includes(word));
    return new Set([...this.#tasks.values()].filter(matches).map((task) => task.id));
  }
}

type Timed = <T>(label: string, work: () => Promise<T>) => Promise<T>;

async function checkAnswers(product: Product, reference: Reference, timed: Timed): Promise<void> {
  for (const page of [0, 1, 2, 3, 100]) {
    deepEqual(await timed(`page ${page}`, () => product.page(page)), reference.page(page));
  }
  deepEqual(await timed('filtered', () => product.filtered('review')), reference.filtered('review'));
  deepEqual({ ...(await timed('counts', () => product.counts())) }, reference.counts());
  for (const words of ['meter cab', 'NUMBER77', 'valve number999', 'nothing%']) {
    const expected = reference.search(words);
    const found = await timed(`search ${words}`, () => product.search(words));
    equal(found.length, Math.min(pageSize, expected.size), words);
    ok(
      found.every((id) => expected.has(id)),
      words,
    );
    equal(new Set(found).size, found.length, words);
  }
}

async function checkEdits(
  product: Product,
  reference: Reference,
  timed: Timed,
  figures: Record<string, number>,
): Promise<void> {
  for (const [index, id] of reference.page(0).slice(0, 20).entries()) {
    const status = `edited-${index % 2}`;
    await timed(`edit ${index}`, () => product.edit(id, status));
    reference.edit(id, status);
  }
  for (const [index, id] of reference.page(0).slice(20, 25).entries()) {
    const status = `live-${index}`;
    figures[`liveQuery ${index}`] = await product.liveQuery(id, status);
    reference.edit(id, status);
  }
  await product.edit('task-none', 'x').then(
    () => ok(false, 'an edit of no task must fail'),
    (error: unknown) => ok(error !== undefined),
  );
}

/** Checks that all is there after a reopening, and changes something for the next one. */
async function checkReopened(
  open: OpenProduct,
  folder: string,
  reference: Reference,
  timed: Timed,
): Promise<void> {
  const product = await timed('reopen', () => open(folder));
  await timed('page 0 after reopen', () => product.page(0));
  await checkAnswers(product, reference, (_, work) => work());
  const [id = ''] = reference.page(3);
  const status = `reopened-${reference.counts()['reopened-1'] === undefined ? 1 : 2}`;
  await product.edit(id, status);
  reference.edit(id, status);
  await product.close();
}

async function checkProduct(open: OpenProduct, count: number): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-peer-'));
  const figures: Record<string, number> = {};
  const timed: Timed = async (label, work) => {
    const start = performance.now();
    const answer = await work();
    figures[label] = performance.now() - start;
    return answer;
  };
  try {
    const tasks = makeTasks(count);
    const reference = new Reference(tasks);
    const product = await timed('open', () => open(folder));
    await timed('bulkApply', () => product.bulkApply(tasks));
    await checkAnswers(product, reference, timed);
    await checkEdits(product, reference, timed, figures);
    await checkAnswers(product, reference, (_, work) => work());
    await product.close();
    await checkReopened(open, folder, reference, timed);
    await checkReopened(open, folder, reference, (_, work) => work());
    return figures;
  } finally {
    await rm(folder, { recursive: true });
  }
}

for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(products)) {
  const open = products[name];
  if (open === undefined) throw new Error(`no product ${name}`);
  for (const count of [1_000, 10_000]) {
    console.log(`${name}, ${count} tasks`);
    const figures = Object.entries(await checkProduct(open, count));
    console.log(
      figures.map(([label, milliseconds]) => `  ${label}: ${milliseconds.toFixed(2)} ms`).join('\n'),
    );
  }
}
