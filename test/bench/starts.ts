/**
 * From the start of a process to the first page of what it was left: what somebody waits for. Products are bundled for it,
 * as an app is, so that no loading of hundreds of source files is measured.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { modules } from './products.ts';

/** Where the packages of the rivals are found from. */
const folder = join(import.meta.dirname, 'peers', 'node_modules', '.bundled');

const script = `
  const { open } = await import(process.argv[1]);
  const product = await open(process.argv[2]);
  const rows = await product.page(0);
  if (rows.length === 0) throw new Error('there is no page');
  process.stdout.write('page');
  await product.close();
  process.exit(0);
`;

/** Bundles products; returns where each is. */
async function bundled(products: readonly string[]): Promise<Map<string, string>> {
  rmSync(folder, { recursive: true, force: true });
  for (const product of products) {
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: join(import.meta.dirname, modules[product] ?? product),
        outDir: folder,
        emptyOutDir: false,
        target: 'node24',
        rolldownOptions: {
          external: ['better-sqlite3'],
          output: { entryFileNames: `${product}.mjs`, chunkFileNames: `${product}-[hash].mjs` },
        },
      },
      ssr: { noExternal: true, external: ['better-sqlite3'] },
    });
  }
  return new Map(products.map((product) => [product, join(folder, `${product}.mjs`)]));
}

/** Milliseconds from the start of a process to its first page. */
async function start(bundle: string, data: string): Promise<number> {
  const begin = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, bundle, data], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const exited = once(child, 'exit');
  const first = await Promise.race([once(child.stdout, 'data'), exited.then(() => null)]);
  const ms = performance.now() - begin;
  await exited;
  if (!first) throw new Error(`${bundle} ended without a page`);
  return ms;
}

/** Starts each product on its folder in turns; the first start of each warms the caches of the disk. */
export async function startsOf(
  folders: ReadonlyMap<string, string>,
  times: number,
): Promise<Map<string, number[]>> {
  const all = new Map<string, number[]>();
  try {
    const bundles = await bundled([...folders.keys()]);
    for (let turn = -1; turn < times; turn++) {
      for (const [product, data] of folders) {
        const ms = await start(bundles.get(product) ?? '', data);
        if (turn >= 0) all.set(product, [...(all.get(product) ?? []), ms]);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return all;
}
