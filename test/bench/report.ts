/** docs/performance.md and its chart: what the bench found, and how cost grows with size. */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { chart } from './chart.ts';
import { cost, operationsOf, shortName, unique, type Row } from './figures.ts';
import type { StoreBench } from './store.ts';

const docs = join(import.meta.dirname, '../../docs');
const baseSize = 10_000;
const figure = (value: number | null): string => (value === null ? '' : String(value));
const thousands = (value: number): string => value.toLocaleString('en-GB');

function cell(row: Row | undefined): string {
  if (!row) return '–';
  if (row.perSecond !== null) return `${thousands(row.perSecond)}/s`;
  return row.p50Ms === null ? figure(row.p95Ms) : `${figure(row.p50Ms)} / ${figure(row.p95Ms)}`;
}

function table(rows: readonly Row[], size: number): string {
  const own = rows.filter((row) => row.size === size);
  const products = unique(own.map(({ product }) => product));
  const lines = operationsOf(own).map((operation) => {
    const cells = products.map((product) =>
      cell(own.find((row) => row.operation === operation && row.product === product)),
    );
    const ratio =
      own.find((row) => row.operation === operation && row.product === 'Patchdesk')?.ratio ?? null;
    return `| ${[operation, ...cells, figure(ratio)].join(' | ')} |`;
  });
  const heading = ['', ...products.map(shortName), 'Patchdesk against straight'];
  return [`| ${heading.join(' | ')} |`, `|${heading.map(() => '---').join('|')}|`, ...lines].join('\n');
}

/** What Patchdesk's operations cost at each size, in times what they cost at 10,000, or at the smallest that has them. */
function growth(rows: readonly Row[], sizes: readonly number[]): string {
  const own = rows.filter(({ product }) => product === 'Patchdesk');
  const lines = operationsOf(own).map((operation) => {
    const at = (size: number) => {
      const row = own.find((one) => one.operation === operation && one.size === size);
      return row ? cost(row) : null;
    };
    const base = [baseSize, ...sizes].map(at).find((value) => value !== null) ?? null;
    const cells = sizes.map((size) => {
      const value = at(size);
      return value === null || base === null ? '–' : (value / base).toFixed(2);
    });
    return `| ${[operation, ...cells].join(' | ')} |`;
  });
  const heading = ['', ...sizes.map(thousands)];
  return [`| ${heading.join(' | ')} |`, `|${heading.map(() => '---').join('|')}|`, ...lines].join('\n');
}

/** The windows have no common size: an empty one has no tasks. */
function coldStartTable(rows: readonly Row[]): string {
  const lines = rows.map(
    (row) => `| ${[row.product, thousands(row.size), cell(row), figure(row.ratio)].join(' | ')} |`,
  );
  return ['| | tasks | p50 / p95 | against an empty window |', '|---|---|---|---|', ...lines].join('\n');
}

/** Writes the report of a bench. */
export function writeReport({ rows, durability, remarks }: StoreBench): void {
  const store = rows.filter(({ operation }) => operation !== 'cold start');
  const windows = rows.filter(({ operation }) => operation === 'cold start');
  const sizes = unique(store.map(({ size }) => size));
  const [cpu] = cpus();
  const machine = `${cpus().length} cores (${cpu?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, ${process.platform}`;
  const parts = [
    '# Performance',
    `Written by \`npm run bench -- --report\`; run it on your machine. Last run: ${machine}. Figures are milliseconds, p50 / p95, unless they say otherwise; the longest block is the worst one (tasks come by the thousands; Patchdesk and straight SQLite divide them further, the rivals do not); machines are noisy, so look at ratios.`,
    '![Cost against size](images/performance.svg)',
    '## What a saved edit survives',
    Object.entries(durability)
      .map(([name, text]) => `- **${name}**: ${text}`)
      .join('\n'),
    ...sizes.flatMap((size) => [`## ${thousands(size)} tasks`, table(store, size)]),
    '## Cost against size',
    `Patchdesk, in times what the same costs at ${thousands(baseSize)} tasks, or at the fewest that have so many pages. Flat is 1.`,
    growth(store, sizes),
    ...(windows.length > 0 ? ['## Cold start', coldStartTable(windows)] : []),
    ...(remarks.length > 0 ? ['## Remarks', remarks.map((remark) => `- ${remark}`).join('\n')] : []),
  ];
  writeFileSync(join(docs, 'performance.md'), `${parts.join('\n\n')}\n`);
  writeFileSync(join(docs, 'images/performance.svg'), chart(store));
}
