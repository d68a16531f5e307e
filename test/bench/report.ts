/** docs/performance.md and its chart: what the bench found, and how cost grows with size. */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { chart } from './chart.ts';
import type { Row } from './figures.ts';
import type { StoreBench } from './store.ts';

const docs = join(import.meta.dirname, '../../docs');
const figure = (value: number | null): string => (value === null ? '' : String(value));
const thousands = (value: number): string => value.toLocaleString('en-GB');

function cell(row: Row | undefined): string {
  if (!row) return '–';
  if (row.perSecond !== null) return `${thousands(row.perSecond)}/s`;
  return row.p50Ms === null ? figure(row.p95Ms) : `${figure(row.p50Ms)} / ${figure(row.p95Ms)}`;
}

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

function table(rows: readonly Row[], size: number): string {
  const own = rows.filter((row) => row.size === size);
  const products = unique(own.map(({ product }) => product));
  const lines = unique(own.map(({ operation }) => operation)).map((operation) => {
    const cells = products.map((product) =>
      cell(own.find((row) => row.operation === operation && row.product === product)),
    );
    const ratio =
      own.find((row) => row.operation === operation && row.product === 'Patchdesk')?.ratio ?? null;
    return `| ${[operation, ...cells, figure(ratio)].join(' | ')} |`;
  });
  const heading = ['', ...products, 'Patchdesk against straight'];
  return [`| ${heading.join(' | ')} |`, `|${heading.map(() => '---').join('|')}|`, ...lines].join('\n');
}

/** Milliseconds a row stands for: of what is done in bulk, those of a thousand tasks. */
function cost({ p50Ms, p95Ms, perSecond }: Row): number | null {
  return perSecond === null ? (p50Ms ?? p95Ms) : 1_000_000 / perSecond;
}

/** What Patchdesk's operations cost at each size, in times what they cost at 10,000. */
function growth(rows: readonly Row[], sizes: readonly number[]): string {
  const own = rows.filter(({ product }) => product === 'Patchdesk');
  const lines = unique(own.map(({ operation }) => operation)).map((operation) => {
    const at = (size: number) => {
      const row = own.find((one) => one.operation === operation && one.size === size);
      return row ? cost(row) : null;
    };
    const base = at(10_000);
    const cells = sizes.map((size) => {
      const value = at(size);
      return value === null || base === null ? '–' : (value / base).toFixed(2);
    });
    return `| ${[operation, ...cells].join(' | ')} |`;
  });
  const heading = ['', ...sizes.map(thousands)];
  return [`| ${heading.join(' | ')} |`, `|${heading.map(() => '---').join('|')}|`, ...lines].join('\n');
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
    `Written by \`npm run bench -- --report\`; run it on your machine. Last run: ${machine}. Figures are milliseconds, p50 / p95, unless they say otherwise; machines are noisy, so look at ratios.`,
    '![Cost against size](images/performance.svg)',
    '## What a saved edit survives',
    Object.entries(durability)
      .map(([name, text]) => `- **${name}**: ${text}`)
      .join('\n'),
    ...sizes.flatMap((size) => [`## ${thousands(size)} tasks`, table(store, size)]),
    '## Cost against size',
    'Patchdesk, in times what the same costs at 10,000 tasks. Flat is 1.',
    growth(store, sizes),
    ...(windows.length > 0 ? ['## Cold start', table(windows, windows[1]?.size ?? 0)] : []),
    ...(remarks.length > 0 ? ['## Remarks', remarks.map((remark) => `- ${remark}`).join('\n')] : []),
  ];
  writeFileSync(join(docs, 'performance.md'), `${parts.join('\n\n')}\n`);
  writeFileSync(join(docs, 'images/performance.svg'), chart(store));
}
