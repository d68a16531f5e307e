import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src-main/sandbox/platform/entries.ts';
import { openJournal } from '../../../src-main/sandbox/platform/journal.ts';
import { testFolder } from '../../support/sync-context.ts';

const name = 'network-1-20.jsonl';
const first: Entry = { kind: 'network', seed: 1, tasks: 20, startDay: '2026-11-23' };
const shown = (version: number): Entry => ({ kind: 'shown', systemId: 'S', taskId: 'T', version });

async function journalOf(...entries: Entry[]): Promise<string> {
  const folder = testFolder();
  const { journal } = await openJournal(folder, name);
  for (const entry of entries) journal.append(entry);
  await journal.close();
  return folder;
}

describe('the journal', () => {
  it('gives back what was appended, in order, however it was batched', async () => {
    const folder = testFolder();
    const { journal, entries } = await openJournal(folder, name);
    expect(entries).toEqual([]);
    journal.append(first);
    await journal.settled();
    expect(readFileSync(join(folder, name), 'utf8')).toBe(`${JSON.stringify(first)}\n`);
    for (let version = 1; version <= 50; version++) journal.append(shown(version));
    await journal.settled();
    journal.append(shown(51));
    await journal.close();
    const reopened = await openJournal(folder, name);
    expect(reopened.entries).toEqual([first, ...Array.from({ length: 51 }, (_, at) => shown(at + 1))]);
    expect(reopened.tornBytes).toBe(0);
    await reopened.journal.close();
  });

  it('sets a torn last line aside and goes on behind the last whole one', async () => {
    const folder = await journalOf(first, shown(1));
    const torn = JSON.stringify(shown(2)).slice(0, 20);
    appendFileSync(join(folder, name), torn);
    const { journal, entries, tornBytes } = await openJournal(folder, name);
    expect(entries).toEqual([first, shown(1)]);
    expect(tornBytes).toBe(20);
    expect(readFileSync(join(folder, `${name}.torn`), 'utf8')).toBe(torn);
    journal.append(shown(3));
    await journal.close();
    const after = await openJournal(folder, name);
    expect(after.entries).toEqual([first, shown(1), shown(3)]);
    await after.journal.close();
  });

  it('does not guess at a broken line in the middle', async () => {
    const folder = await journalOf(first);
    writeFileSync(join(folder, name), `{"kind":"network"\n${JSON.stringify(shown(1))}\n`);
    await expect(openJournal(folder, name)).rejects.toThrow(SyntaxError);
    writeFileSync(join(folder, name), '{"kind":"unheard of"}\n');
    await expect(openJournal(folder, name)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      detail: { where: `${name}, line 1` },
    });
  });

  it('says so for good when it can not write any more', async () => {
    const folder = testFolder();
    const { journal } = await openJournal(folder, name);
    await journal.close(); // stands for a disk that is gone: the file can't be written to
    journal.append(first);
    await expect(journal.settled()).rejects.toThrow();
    journal.append(shown(1));
    await expect(journal.settled()).rejects.toThrow();
  });
});
