/**
 * npm run bench [-- --json FILE] [-- --quick] [-- --report] [-- --sizes 1000,10000] [-- --only search] [-- --runs N]
 * [-- --products patchdesk,straight]: the engine beside its rivals, and the cold start of the app beside an empty window. `--quick` ends within two minutes and leaves the windows
 * out, as does a choice of products; `--report` writes docs/performance.md and its chart.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { coldStart } from './cold-start.ts';
import type { Row } from './figures.ts';
import { peersReady } from './peers-ready.ts';
import { writeReport } from './report.ts';
import { storeBench, type Plan } from './store.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    only: { type: 'string' },
    products: { type: 'string' },
    runs: { type: 'string', default: '5' },
  },
});
const { quick } = values;
const own = ['patchdesk', 'straight'];
const rivals = peersReady() ? ['watermelondb', 'tinybase', 'pouchdb'] : [];
/** How long a product may take to take in the tasks of one size; a rival that is late is left out, and that is said. */
const limitMs = (product: string): number => (own.includes(product) ? 600_000 : quick ? 10_000 : 120_000);

const sizes =
  values.sizes?.split(',').map(Number) ??
  (quick ? [1000, 10_000, 100_000] : [1000, 10_000, 100_000, 500_000]);
const plans = sizes.map((size): Plan => {
  const products = values.products?.split(',') ?? (quick && size > 10_000 ? own : [...own, ...rivals]);
  return { size, products, limitMs, quick, only: values.only ?? null };
});

const bench = await storeBench(plans);
const rows: Row[] = [
  ...bench.rows,
  ...(quick || values.products !== undefined ? [] : await coldStart(Number(values.runs))),
];
console.table(
  rows.map(({ operation, size, product, p50Ms, p95Ms, perSecond, ratio }) => ({
    operation,
    size,
    product,
    p50Ms,
    p95Ms,
    perSecond,
    ratio,
  })),
);
for (const remark of bench.remarks) console.log(remark);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
if (values.report) writeReport({ ...bench, rows });
if (bench.remarks.some((remark) => /^(MISMATCH|FAILED)/.test(remark))) process.exitCode = 1;
