/** One product in a process of its own, so that neither memory nor garbage of another one is in its figures. */
import { mkdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { keysOf, operations, type Keys } from './operations.ts';
import { modules } from './products.ts';
import { pageSize, type OpenProduct, type Product, type ShownRow } from './peers/product.ts';
import { received } from './products/patchdesk.ts';
import { batchesFrom } from './tasks.ts';

export type Order =
  | { kind: 'load'; product: string; folder: string; size: number; limitMs: number }
  | { kind: 'run'; operation: string; turn: number; times: number; budgetMs: number }
  | { kind: 'live'; times: number }
  | { kind: 'close' }
  | { kind: 'open'; product: string; folder: string; size: number }
  | { kind: 'ask' };

export type Answer =
  | { kind: 'loaded'; name: string; durability: string; ms: number; durableMs: number; blockMs: number }
  | { kind: 'late'; name: string; durability: string; done: number }
  | { kind: 'times'; ms: number[] }
  | { kind: 'done' }
  | { kind: 'answers'; answers: Record<string, unknown> }
  | { kind: 'failed'; reason: string };

const seed = 2026;
const batch = 25_000;
const pauseMs = 100;
/** A few beats of the probe for blocks. */
const probeMs = 5;
const deepPage = 199;

let product: Product | null = null;
let keys: Keys | null = null;

function inUse(): { product: Product; keys: Keys } {
  if (!product || !keys) throw new Error('nothing was loaded');
  return { product, keys };
}

/**
 * How long the work takes, and the longest time for which nothing else had a turn. The probe counts only what lies between
 * two of its own beats, so it has some before the work and some after it: else one long block would be none.
 */
async function blocking(work: () => Promise<void>): Promise<{ ms: number; blockMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await pause(probeMs);
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  await pause(probeMs);
  delay.disable();
  return { ms, blockMs: delay.max / 1e6 };
}

async function opened(id: string, folder: string): Promise<Product> {
  const path = modules[id];
  if (path === undefined) throw new Error(`there is no product ${id}`);
  const { open } = (await import(path)) as { open: OpenProduct };
  mkdirSync(folder, { recursive: true });
  return open(folder);
}

async function load(order: Extract<Order, { kind: 'load' }>): Promise<Answer> {
  const using = await opened(order.product, order.folder);
  product = using;
  const gathered = keysOf(order.size);
  ({ keys } = gathered);
  let ms = 0;
  let done = 0;
  let blockMs = 0;
  for (const documents of batchesFrom(seed, order.size, batch)) {
    for (const document of documents) gathered.take(document);
    // Making the tasks is none of the product's business.
    const taken = await blocking(() => using.bulkApply(documents));
    ms += taken.ms;
    blockMs = Math.max(blockMs, taken.blockMs);
    done += documents.length;
    const { name, durability } = using;
    if (ms > order.limitMs) return { kind: 'late', name, durability, done };
  }
  gathered.end();
  const { name, durability } = using;
  return { kind: 'loaded', name, durability, ms, durableMs: received.durableMs, blockMs };
}

/** Times something, less often where that would take longer than the budget. */
async function times(
  count: number,
  once: (turn: number) => Promise<unknown>,
  budgetMs = Number.POSITIVE_INFINITY,
): Promise<Answer> {
  const ms: number[] = [];
  const until = performance.now() + budgetMs;
  for (let turn = 0; turn < count && (turn === 0 || performance.now() < until); turn++) {
    const start = performance.now();
    const own = await once(turn);
    ms.push(typeof own === 'number' ? own : performance.now() - start);
  }
  return { kind: 'times', ms };
}

async function run(order: Extract<Order, { kind: 'run' }>): Promise<Answer> {
  const { operation, turn, times: count, budgetMs } = order;
  const known = operations.find(({ name }) => name === operation);
  if (!known) throw new Error(`there is no operation ${operation}`);
  const using = inUse();
  await known.before?.(using.product, using.keys);
  if (turn === 0 && !known.changes) await known.run(using.product, using.keys, 0);
  // What changes tasks is done as often by all of them, or they would hold different tasks afterwards.
  const budget = known.changes ? Number.POSITIVE_INFINITY : budgetMs;
  return times(count, (nth) => known.run(using.product, using.keys, turn + nth), budget);
}

/** Tasks of the first page that can be started, each once: the page is another one every time. */
async function live(most: number): Promise<Answer> {
  const using = inUse();
  const { names } = using.product;
  const page = new Set((await using.product.page(0)).map((row) => row[names.id]));
  const there = using.keys.earliest.filter(({ id }) => page.has(id) && !using.keys.planned.includes(id));
  return times(Math.min(most, there.length), async (turn) => {
    // People do not edit without a pause; what is announced in one goes together.
    await pause(pauseMs);
    return using.product.liveQuery(there[turn]?.id ?? '', 'IN_PROGRESS');
  });
}

async function close(): Promise<Answer> {
  await product?.close();
  return { kind: 'done' };
}

/** Opens what another process has left. */
async function openAgain(order: Extract<Order, { kind: 'open' }>): Promise<Answer> {
  product = await opened(order.product, order.folder);
  ({ keys } = keysOf(order.size));
  return { kind: 'done' };
}

/** What every product has to answer alike. */
async function answersOf({ product: asked, keys: { size } }: ReturnType<typeof inUse>): Promise<Answer> {
  const { id, status, street, pop } = asked.names;
  const shown = (rows: readonly ShownRow[]) =>
    rows.map((row) => [id, status, street, pop].map((name) => row[name] ?? null));
  const answers: Record<string, unknown> = {
    counts: Object.entries(await asked.counts()).sort(),
    'first page': shown(await asked.page(0)),
    filtered: shown(await asked.filtered('IN_PROGRESS', 'plan')),
    'filtered by last change': shown(await asked.filtered('IN_PROGRESS', 'change')),
  };
  if (size >= (deepPage + 1) * pageSize) answers['page 200'] = shown(await asked.page(deepPage));
  return { kind: 'answers', answers };
}

async function obey(order: Order): Promise<Answer> {
  switch (order.kind) {
    case 'load':
      return load(order);
    case 'run':
      return run(order);
    case 'live':
      return live(order.times);
    case 'close':
      return close();
    case 'open':
      return openAgain(order);
    case 'ask':
      return answersOf(inUse());
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (thrown: unknown) => {
      // Where it happened is for whoever looks on; the report gets the reason without the paths of this machine.
      console.error(thrown);
      process.send?.({ kind: 'failed', reason: String(thrown) } satisfies Answer);
    },
  );
});
process.on('disconnect', () => process.exit(0));
