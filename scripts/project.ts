// Where things are.
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import manifest from '../package.json' with { type: 'json' };

export const projectName = manifest.name;
export const projectRoot = resolve(import.meta.dirname, '..');
export const inProject = (...path: string[]): string => join(projectRoot, ...path);

/** What is fetched or compiled once per machine. It outlives node_modules. */
export function toolCache(): string {
  const caches = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return process.env['PATCHDESK_TOOL_CACHE'] ?? join(caches, projectName);
}

/** The environment with the project's own commands, and its own Node, in front. */
export function withCommands(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...env, PATH: [inProject('node_modules', '.bin'), env['PATH']].join(delimiter) };
}
