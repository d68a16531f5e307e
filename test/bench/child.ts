/** One product in a process of its own, so that neither memory nor garbage of another one is in its figures. */
import { mkdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { keysOf, operations, type Keys } from './operations.ts';
import type { OpenProduct, Product } from './peers/product.ts';
import { received } from './products/patchdesk.ts';
import { batchesFrom } from './tasks.ts';

export type Order =
  | { kind: 'load'; product: string; folder: string; size: number; limitMs: number }
  | { kind: 'run'; operation: string; turn: number; times: number }
  | { kind: 'live'; times: number }
  | { kind: 'reopen'; times: number }
  | { kind: 'ask' };

export type Answer =
  | { kind: 'loaded'; name: string; durability: string; ms: number; durableMs: number; blockMs: number }
  | { kind: 'late'; name: string; durability: string; done: number }
  | { kind: 'times'; ms: number[] }
  | { kind: 'answers'; page: string[]; counts: Record<string, number> }
  | { kind: 'failed'; reason: string };

const seed = 2026;
const batch = 5000;
const pauseMs = 100;
const modules: Record<string, string> = {
  patchdesk: './products/patchdesk.ts',
  straight: './products/straight-sqlite.ts',
  watermelondb: './peers/watermelondb.ts',
  tinybase: './peers/tinybase.ts',
  pouchdb: './peers/pouchdb.ts',
};

let open: OpenProduct | null = null;
let product: Product | null = null;
let folder = '';
let keys: Keys | null = null;

function inUse(): { product: Product; keys: Keys } {
  if (!product || !keys) throw new Error('nothing was loaded');
  return { product, keys };
}

async function load(order: Extract<Order, { kind: 'load' }>): Promise<Answer> {
  const path = modules[order.product];
  if (path === undefined) throw new Error(`there is no product ${order.product}`);
  ({ open } = (await import(path)) as { open: OpenProduct });
  folder = order.folder;
  mkdirSync(folder, { recursive: true });
  product = await open(folder);
  const gathered = keysOf(order.size);
  ({ keys } = gathered);
  let ms = 0;
  let done = 0;
  let blockMs = 0;
  for (const tasks of batchesFrom(seed, order.size, batch)) {
    for (const task of tasks) gathered.take(task);
    // Making the tasks is none of the product's business.
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    await product.bulkApply(tasks);
    ms += performance.now() - start;
    delay.disable();
    blockMs = Math.max(blockMs, delay.max / 1e6);
    done += tasks.length;
    if (ms > order.limitMs) return { kind: 'late', name: product.name, durability: product.durability, done };
  }
  const { name, durability } = product;
  return { kind: 'loaded', name, durability, ms, durableMs: received.durableMs, blockMs };
}

async function times(count: number, once: (turn: number) => Promise<unknown>): Promise<Answer> {
  const ms: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    const start = performance.now();
    const own = await once(turn);
    ms.push(typeof own === 'number' ? own : performance.now() - start);
  }
  return { kind: 'times', ms };
}

async function run({ operation, turn, times: count }: Extract<Order, { kind: 'run' }>): Promise<Answer> {
  const known = operations.find(({ name }) => name === operation);
  if (!known) throw new Error(`there is no operation ${operation}`);
  const using = inUse();
  await known.before?.(using.product, using.keys);
  if (turn === 0 && operation !== 'durable edit') await known.run(using.product, using.keys, 0);
  return times(count, (nth) => known.run(using.product, using.keys, turn + nth));
}

/** Tasks of the first page that can be started, each once: the page is another one every time. */
async function live(most: number): Promise<Answer> {
  const using = inUse();
  const page = new Set(await using.product.page(0));
  const there = using.keys.earliest.filter(({ id }) => page.has(id) && !using.keys.planned.includes(id));
  return times(Math.min(most, there.length), async (turn) => {
    // People do not edit without a pause; what is announced in one goes together.
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return using.product.liveQuery(there[turn]?.id ?? '', 'IN_PROGRESS');
  });
}

async function reopen(count: number): Promise<Answer> {
  return times(count, async () => {
    await product?.close();
    const start = performance.now();
    product = (await open?.(folder)) ?? null;
    await product?.page(0);
    return performance.now() - start;
  });
}

async function obey(order: Order): Promise<Answer> {
  switch (order.kind) {
    case 'load':
      return load(order);
    case 'run':
      return run(order);
    case 'live':
      return live(order.times);
    case 'reopen':
      return reopen(order.times);
    case 'ask': {
      const using = inUse();
      return { kind: 'answers', page: await using.product.page(0), counts: await using.product.counts() };
    }
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (thrown: unknown) => process.send?.({ kind: 'failed', reason: String(thrown) } satisfies Answer),
  );
});
process.on('disconnect', () => process.exit(0));
