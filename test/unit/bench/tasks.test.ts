import { describe, expect, it } from 'vitest';
import { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { isoMoment } from '../../../src-main/runtime/surroundings.ts';
import { keysOf } from '../../bench/operations.ts';
import { patchInstall } from '../../support/documents.ts';
import { batchesFrom, taskOf, tasksFrom } from '../../bench/tasks.ts';

const seed = 11;
const count = 400;

describe('the tasks of the bench', () => {
  const tasks = [...tasksFrom(seed, count)];

  it('are documents of the contract, as large as real ones', () => {
    for (const document of tasks) expect(TaskDocument.parse(document)).toEqual(document);
    const mean = tasks.reduce((sum, document) => sum + taskOf(document).json.length, 0) / count;
    expect(mean).toBeGreaterThan(2000);
    expect(mean).toBeLessThan(3000);
  });

  it('are as many as asked for, each another one, and the same from the same seed', () => {
    expect(tasks).toHaveLength(count);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(count);
    expect([...tasksFrom(seed, count)]).toEqual(tasks);
    expect([...tasksFrom(seed + 1, count)]).not.toEqual(tasks);
  });

  it('come in batches, the last with what is left', () => {
    const batches = [...batchesFrom(seed, count, 150)];
    expect(batches.map((batch) => batch.length)).toEqual([150, 150, 100]);
    expect(batches.flat()).toEqual(tasks);
  });

  it('have one order by when they changed', () => {
    expect(new Set(tasks.map(({ updatedAt }) => updatedAt)).size).toBe(count);
  });
});

describe('the keys of the bench', () => {
  // Statuses go round by four: at 500,000 every 312th task is of one status, and none of those can be started.
  const document = { ...patchInstall(), address: null, contactDetails: null, PoPInfo: null };
  const note = { id: 'N-1', author: null, orgId: null, createdAt: null, isInternal: false };
  it.each([1000, 6400, 10_000, 100_000, 500_000])('leave tasks to edit among %i', (size) => {
    const { keys, take, end } = keysOf(size);
    const statuses = ['RECEIVED', 'PLANNED', 'IN_PROGRESS', 'ON_HOLD'];
    for (let nth = 0; nth < size; nth++) {
      const status = statuses[nth % statuses.length] ?? '';
      const notes = [{ ...note, text: 'karel doormanlaan rijswijk' }];
      take({ ...document, id: String(nth), mainStatus: status, planned: isoMoment(nth), notes });
    }
    end();
    const earliest = new Set(keys.earliest.map(({ id }) => id));
    expect(keys.planned.length).toBeGreaterThanOrEqual(150);
    expect(earliest.size).toBe(50);
    expect(keys.planned.filter((id) => earliest.has(id))).toEqual([]);
    expect(keys.words.two.length).toBeGreaterThan(0);
  });
});
