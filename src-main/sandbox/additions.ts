/**
 * What somebody adds to the sandbox network as data: rule data and tasks of his own, in `additions.json` in its folder.
 *
 * Read at every start; what is there already is left as it is, so that the file may stay where it is.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TaskDocument } from '../contract/document/task-document.ts';
import { Api } from '../contract/document/values.ts';
import { parseInput, PatchdeskError } from '../contract/errors.ts';
import { RuleKind } from '../contract/rules/rulebook.ts';
import type { Platform } from './platform/platform.ts';

/** Name of the file, in the folder of the journal. */
export const additionsFile = 'additions.json';

export const Additions = z.strictObject({
  /** Kinds of rule data that take the place of the platform's own. */
  rules: z.partialRecord(RuleKind, z.unknown()).default({}),
  tasks: z.array(z.strictObject({ api: Api, document: TaskDocument })).default([]),
});
export type Additions = z.input<typeof Additions>;

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}

function parsed(text: string, file: string): z.output<typeof Additions> {
  try {
    return parseInput(Additions, JSON.parse(text), file);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw new PatchdeskError('INPUT_INVALID', {
      where: file,
      issues: [{ path: '', message: thrown.message }],
    });
  }
}

/** Adds what the file has, when there is one. Throws INPUT_INVALID naming each mistake. */
export async function addFrom(dir: string, platform: Platform): Promise<void> {
  const file = join(dir, additionsFile);
  const text = await textOf(file);
  if (text === null) return;
  const { rules, tasks } = parsed(text, file);
  for (const kind of RuleKind.options) if (rules[kind] !== undefined) platform.setRules(kind, rules[kind]);
  for (const { api, document } of tasks) {
    if (!platform.document(document.id)) platform.create(api, document);
  }
  await platform.settled();
}
