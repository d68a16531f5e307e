/**
 * The engine beside its rivals on the same work. Every product has a process of its own; operations go round in turns,
 * so that a busy moment of the machine meets all of them.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Order } from './child.ts';
import { percentile, rounded, type Row } from './figures.ts';
import { operations } from './operations.ts';
import { startsOf } from './starts.ts';

export interface StoreBench {
  rows: Row[];
  /** What a saved edit survives, by product. */
  durability: Record<string, string>;
  /** What a product could not do, and where products disagree. */
  remarks: string[];
}

export interface Plan {
  size: number;
  products: readonly string[];
  /** How long a product may take to load. */
  limitMs: (product: string) => number;
  quick: boolean;
  /** Operations with this in their names, or all of them. */
  only: string | null;
}

const turns = 3;
const openings = 5;
const lives = 30;
const straight = 'SQLite, straight';
/** How long making a thousand tasks may take. */
const makingMs = 1000;
/** How long a product may be at one operation in one turn, after which it does it less often. */
const budgetMs = { quick: 500, full: 4000 };
/** How long one answer may take, however seldom it is asked for. */
const answerMs = 120_000;

interface Runner {
  id: string;
  name: string;
  folder: string;
  child: ChildProcess;
}

const newProcess = (): ChildProcess =>
  fork(join(import.meta.dirname, 'child.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });

/** Tells a process to do something; fails where the process does, ends, or is not done in time. */
function tell(child: ChildProcess, order: Order, limitMs: number): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const ended = () => reject(new Error('its process ended'));
  const late = () => reject(new Error(`not done in ${Math.round(limitMs / 1000)} s`));
  const timer = setTimeout(late, limitMs);
  const told = (answer: Answer) =>
    answer.kind === 'failed' ? reject(new Error(answer.reason)) : resolve(answer);
  child.once('exit', ended);
  child.once('message', told);
  child.send(order);
  return promise.finally(() => {
    clearTimeout(timer);
    child.off('exit', ended);
    child.off('message', told);
  });
}

/** The products of one size. One that fails says so and is left out from there; the others go on. */
class Runners {
  #running: Runner[] = [];
  readonly #size: number;
  readonly #into: StoreBench;

  constructor(size: number, into: StoreBench) {
    this.#size = size;
    this.#into = into;
  }

  add(runner: Runner): void {
    this.#running.push(runner);
  }

  #leaveOut(runner: Runner, doing: string, thrown: unknown): void {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    this.#into.remarks.push(`FAILED: ${runner.name}, ${doing} of ${this.#size} tasks: ${reason}`);
    runner.child.kill();
    this.#running = this.#running.filter((other) => other !== runner);
  }

  /** Asks one product after the other; those that fail are left out of what is returned, too. */
  async each(doing: string, order: Order): Promise<{ name: string; answer: Answer }[]> {
    const answers = [];
    for (const runner of this.#running) {
      try {
        answers.push({ name: runner.name, answer: await tell(runner.child, order, answerMs) });
      } catch (thrown) {
        this.#leaveOut(runner, doing, thrown);
      }
    }
    return answers;
  }

  /** Measures every one from the start of a process; afterwards each has a new one. */
  async starts(times: number): Promise<Map<string, number[]>> {
    await this.each('closing', { kind: 'close' });
    // Some let go of their files only when their process ends.
    for (const { child } of this.#running) {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
    const folders = new Map(this.#running.map(({ id, folder }) => [id, folder]));
    const found = await startsOf(folders, times);
    this.#running = this.#running.map((runner) => ({ ...runner, child: newProcess() }));
    for (const runner of this.#running) {
      const { id: product, folder, child } = runner;
      await tell(child, { kind: 'open', product, folder, size: this.#size }, answerMs);
    }
    return new Map(this.#running.map(({ id, name }) => [name, found.get(id) ?? []]));
  }

  end(): void {
    for (const { child } of this.#running) child.kill();
  }
}

function timedRow(operation: string, size: number, product: string, ms: readonly number[]): Row {
  const [p50Ms, p95Ms] = [rounded(percentile(ms, 0.5)), rounded(percentile(ms, 0.95))];
  return { operation, size, product, p50Ms, p95Ms, perSecond: null, ratio: null };
}

function loadedRows(size: number, loaded: Extract<Answer, { kind: 'loaded' }>): Row[] {
  const { name: product, ms, durableMs, blockMs } = loaded;
  const bulk = { size, product, p50Ms: null, p95Ms: null, perSecond: null, ratio: null };
  const perSecond = (taken: number) => Math.round(size / (taken / 1000));
  const durable = { ...bulk, operation: 'bulk apply, durable', perSecond: perSecond(durableMs) };
  return [
    { ...bulk, operation: 'bulk apply, listed and searchable', perSecond: perSecond(ms) },
    ...(durableMs > 0 ? [durable] : []),
    { ...bulk, operation: 'bulk apply, longest block', p95Ms: rounded(blockMs) },
  ];
}

/** Loads every product; those that are too slow or fail are left out and said. */
async function loadAll(plan: Plan, folder: string, runners: Runners, into: StoreBench): Promise<void> {
  const { size } = plan;
  // Making the tasks takes its time as well; what hangs never says that it is late.
  const hardLimitMs = (limitMs: number) => limitMs * 2 + (size / 1000) * makingMs;
  for (const id of plan.products) {
    const limitMs = plan.limitMs(id);
    const child = newProcess();
    try {
      const order: Order = { kind: 'load', product: id, folder: join(folder, id), size, limitMs };
      const answer = await tell(child, order, hardLimitMs(limitMs));
      if (answer.kind === 'late') {
        const seconds = Math.round(limitMs / 1000);
        into.remarks.push(
          `${answer.name}: ${answer.done} of ${size} tasks after ${seconds} s, so it was left out`,
        );
      }
      if (answer.kind !== 'loaded') {
        child.kill();
        continue;
      }
      into.durability[answer.name] = answer.durability;
      into.rows.push(...loadedRows(size, answer));
      runners.add({ id, name: answer.name, folder: join(folder, id), child });
    } catch (thrown) {
      child.kill();
      into.remarks.push(`FAILED: ${id}, taking in ${size} tasks: ${String(thrown)}`);
    }
  }
}

/** Whoever answers something else does other work: then no figure counts. */
async function compareAnswers(when: string, runners: Runners, into: StoreBench): Promise<void> {
  const [first, ...others] = await runners.each('answering', { kind: 'ask' });
  if (first?.answer.kind !== 'answers') return;
  for (const { name, answer } of others) {
    if (answer.kind !== 'answers') continue;
    for (const [question, expected] of Object.entries(first.answer.answers)) {
      if (JSON.stringify(answer.answers[question]) === JSON.stringify(expected)) continue;
      into.remarks.push(`MISMATCH: ${name} answers otherwise than ${first.name} ${when}: ${question}`);
    }
  }
}

async function measure(plan: Plan, runners: Runners, into: StoreBench): Promise<void> {
  const { size, quick, only } = plan;
  const wanted = (name: string) => only === null || name.includes(only);
  const report = (operation: string, all: ReadonlyMap<string, readonly number[]>) => {
    for (const [name, ms] of all) if (ms.length > 0) into.rows.push(timedRow(operation, size, name, ms));
  };
  const gather = async (operation: string, orders: readonly Order[]) => {
    const all = new Map<string, number[]>();
    for (const order of orders) {
      for (const { name, answer } of await runners.each(operation, order)) {
        if (answer.kind === 'times') all.set(name, [...(all.get(name) ?? []), ...answer.ms]);
      }
    }
    report(operation, all);
  };
  for (const { name: operation, times, fits } of operations) {
    if (!fits(size) || !wanted(operation)) continue;
    const each = Math.ceil(times / turns / (quick ? 3 : 1));
    const budget = budgetMs[quick ? 'quick' : 'full'];
    const turn = (nth: number): Order => ({
      kind: 'run',
      operation,
      turn: nth * each,
      times: each,
      budgetMs: budget,
    });
    await gather(
      operation,
      Array.from({ length: turns }, (_, nth) => turn(nth)),
    );
  }
  const live = 'live query, from edit to page';
  if (wanted(live)) await gather(live, [{ kind: 'live', times: quick ? lives / 3 : lives }]);
  // Always: what was edited has to be there again afterwards.
  report('start of a process to first page', await runners.starts(quick ? 1 : openings));
}

/** Every row against straight SQLite of the same size and operation; of what is done in bulk, the time it takes. */
function withRatios(rows: readonly Row[]): Row[] {
  return rows.map((row) => {
    const same = rows.find(
      (other) => other.product === straight && other.operation === row.operation && other.size === row.size,
    );
    const alike = row.operation.startsWith('bulk apply, durable')
      ? rows.find(
          (other) =>
            other.product === straight &&
            other.operation.startsWith('bulk apply, listed') &&
            other.size === row.size,
        )
      : same;
    if (!alike) return row;
    if (row.perSecond !== null && alike.perSecond !== null) {
      return { ...row, ratio: rounded(alike.perSecond / row.perSecond) };
    }
    const [own, limit] = [row.p50Ms ?? row.p95Ms, alike.p50Ms ?? alike.p95Ms];
    return own === null || limit === null ? row : { ...row, ratio: rounded(own / limit) };
  });
}

/** Runs the plans one after the other. */
export async function storeBench(plans: readonly Plan[]): Promise<StoreBench> {
  const bench: StoreBench = { rows: [], durability: {}, remarks: [] };
  for (const plan of plans) {
    const folder = mkdtempSync(join(tmpdir(), 'patchdesk-bench-'));
    console.log(`${plan.size} tasks: ${plan.products.join(', ')}`);
    const runners = new Runners(plan.size, bench);
    try {
      await loadAll(plan, folder, runners, bench);
      await compareAnswers('at first', runners, bench);
      await measure(plan, runners, bench);
      await compareAnswers('after the edits, opened again', runners, bench);
    } finally {
      runners.end();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return { ...bench, rows: withRatios(bench.rows) };
}
