/** npm run bench [-- --json FILE] [-- --runs N]: cold start of Patchdesk beside an empty Electron window, in one run. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { coldStart, type Row } from './cold-start.ts';

const { values } = parseArgs({
  options: { json: { type: 'string' }, runs: { type: 'string', default: '5' } },
});
const rows: Row[] = await coldStart(Number(values.runs));
console.table(rows);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
