/**
 * The engine beside its rivals on the same work. Every product has a process of its own; operations go round in turns,
 * so that a busy moment of the machine meets all of them.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Order } from './child.ts';
import { percentile, rounded, type Row } from './figures.ts';
import { operations } from './operations.ts';

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
  limitMs: number;
  quick: boolean;
}

const turns = 3;
const openings = 5;
const lives = 30;
const straight = 'SQLite, straight';

interface Runner {
  id: string;
  name: string;
  child: ChildProcess;
}

function tell(child: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('the process of a product ended'));
    child.once('exit', ended);
    child.once('message', (answer: Answer) => {
      child.off('exit', ended);
      if (answer.kind === 'failed') reject(new Error(answer.reason));
      else resolve(answer);
    });
    child.send(order);
  });
}

async function timesOf(child: ChildProcess, order: Order): Promise<number[]> {
  const answer = await tell(child, order);
  return answer.kind === 'times' ? answer.ms : [];
}

function timedRow(operation: string, size: number, product: string, ms: readonly number[]): Row {
  const [p50Ms, p95Ms] = [rounded(percentile(ms, 0.5)), rounded(percentile(ms, 0.95))];
  return { operation, size, product, p50Ms, p95Ms, perSecond: null, ratio: null };
}

/** Loads every product; those that are too slow are left out and said. */
async function loadAll(plan: Plan, folder: string, into: StoreBench): Promise<Runner[]> {
  const runners: Runner[] = [];
  const { size, limitMs } = plan;
  for (const id of plan.products) {
    const child = fork(join(import.meta.dirname, 'child.ts'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const answer = await tell(child, { kind: 'load', product: id, folder: join(folder, id), size, limitMs });
    if (answer.kind !== 'loaded') {
      if (answer.kind === 'late') {
        const seconds = Math.round(limitMs / 1000);
        into.remarks.push(
          `${answer.name}: ${answer.done} of ${size} tasks after ${seconds} s, so it was left out`,
        );
      }
      child.kill();
      continue;
    }
    const { name, durability, ms, durableMs, blockMs } = answer;
    into.durability[name] = durability;
    const perSecond = (taken: number) => Math.round(size / (taken / 1000));
    const bulk = { size, product: name, p50Ms: null, p95Ms: null, ratio: null };
    into.rows.push({ ...bulk, operation: 'bulk apply, listed and searchable', perSecond: perSecond(ms) });
    if (durableMs > 0)
      into.rows.push({ ...bulk, operation: 'bulk apply, durable', perSecond: perSecond(durableMs) });
    const block = { ...bulk, operation: 'bulk apply, longest block', perSecond: null };
    into.rows.push({ ...block, p50Ms: null, p95Ms: rounded(blockMs) });
    runners.push({ id, name, child });
  }
  return runners;
}

/** Whoever answers something else does other work: then no figure counts. */
async function compareAnswers(runners: readonly Runner[], into: StoreBench): Promise<void> {
  const answers = [];
  for (const { name, child } of runners) {
    const answer = await tell(child, { kind: 'ask' });
    if (answer.kind === 'answers') answers.push({ name, answer });
  }
  const [first, ...others] = answers;
  for (const { name, answer } of others) {
    const same =
      JSON.stringify(answer.page) === JSON.stringify(first?.answer.page) &&
      JSON.stringify(Object.entries(answer.counts).sort()) ===
        JSON.stringify(Object.entries(first?.answer.counts ?? {}).sort());
    if (!same) into.remarks.push(`MISMATCH: ${name} answers otherwise than ${first?.name ?? ''}`);
  }
}

async function measure(plan: Plan, runners: readonly Runner[], into: StoreBench): Promise<void> {
  const { size } = plan;
  for (const { name: operation, times, fits } of operations) {
    if (!fits(size)) continue;
    const each = Math.ceil(times / turns / (plan.quick ? 3 : 1));
    const all = new Map<string, number[]>(runners.map(({ name }) => [name, []]));
    for (let turn = 0; turn < turns; turn++) {
      for (const { name, child } of runners) {
        const ms = await timesOf(child, { kind: 'run', operation, turn: turn * each, times: each });
        all.get(name)?.push(...ms);
      }
    }
    for (const [name, ms] of all) into.rows.push(timedRow(operation, size, name, ms));
  }
  for (const { name, child } of runners) {
    const ms = await timesOf(child, { kind: 'live', times: plan.quick ? lives / 3 : lives });
    into.rows.push(timedRow('live query, from edit to page', size, name, ms));
  }
  for (const { name, child } of runners) {
    const ms = await timesOf(child, { kind: 'reopen', times: openings });
    into.rows.push(timedRow('open to first page', size, name, ms));
  }
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
    const runners = await loadAll(plan, folder, bench);
    try {
      await compareAnswers(runners, bench);
      await measure(plan, runners, bench);
    } finally {
      for (const { child } of runners) child.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return { ...bench, rows: withRatios(bench.rows) };
}
