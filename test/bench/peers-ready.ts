/** The rivals are no part of the app: they are installed when the bench is first run. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'peers');

/** Installs the rivals where they are not; false when they can't be had, with the reason said. */
export function peersReady(): boolean {
  if (existsSync(join(folder, 'node_modules', 'pouchdb'))) return true;
  console.log('Installing the rivals in test/bench/peers, once');
  const start = performance.now();
  // npm is a script on Windows, which starts by a shell only.
  const made = spawnSync('npm ci --loglevel=error', { cwd: folder, stdio: 'inherit', shell: true });
  if (made.status === 0) {
    console.log(`That took ${Math.round((performance.now() - start) / 1000)} s.`);
    return true;
  }
  console.log('The rivals could not be installed: Patchdesk and straight SQLite are measured without them.');
  return false;
}
