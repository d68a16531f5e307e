import { existsSync, readdirSync, statSync } from 'node:fs';
import { capture } from './commands.ts';
import { inProject } from './project.ts';
import { say, step } from './report.ts';

/** Builds all of the app into out/. */
export async function build(): Promise<void> {
  const { code, output } = await step('building', () =>
    capture('electron-vite', ['build', '--logLevel', 'warn']),
  );
  if (code === 0) return;
  say(output.trim());
  throw new Error('the build failed');
}

/** Builds unless what is in out/ is newer than every source of the main processes. */
export async function buildMainIfStale(): Promise<void> {
  const built = inProject('out', 'main', 'headless.js');
  if (!existsSync(built) || newestChange('src-main', 'resources') > statSync(built).mtimeMs) await build();
}

function newestChange(...folders: string[]): number {
  const files = folders.flatMap((folder) =>
    readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      inProject(folder, file),
    ),
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}
