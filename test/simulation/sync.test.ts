import { describe, expect, test } from 'vitest';
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';
import { simulate, type Acknowledged, type World } from './run.ts';

const seeds = Array.from({ length: 100 }, (_, at) => at + 1);

/** What the platform keeps for itself and does not tell the System that caused it. */
function comparable(document: TaskDocument): object {
  return { ...document, updatedAt: null, closedAt: null };
}

function held(world: World, taskId: string): TaskDocument {
  const document = world.platform.document(taskId);
  if (!document) throw new Error(`the platform lost ${taskId}`);
  return document;
}

/** Accepted and at the platform once; or visible as refused, withdrawn, or held up by a refused one before it. */
function checkChange(world: World, { changeId, taskId, mark }: Acknowledged): void {
  const { changes } = world.engine.call('task.open', { taskId });
  const change = changes.find((one) => one.changeId === changeId);
  const heldUp = changes.some((other) => other.state === 'refused');
  const times = held(world, taskId).notes?.filter((note) => note.text === mark).length ?? 0;
  if (change?.state === 'accepted') expect([mark, times]).toEqual([mark, 1]);
  else if (change?.state === 'queued') expect([mark, heldUp]).toEqual([mark, true]);
  else expect([mark, change?.state]).toEqual([mark, expect.stringMatching(/^(refused|withdrawn)$/)]);
  if (change?.state === 'withdrawn') expect([mark, times]).toEqual([mark, 0]);
  if (change?.state === 'refused') expect(change.refusal?.reasons.length).toBeGreaterThan(0);
}

function checkNothingLostDoubledOrStuck(world: World): void {
  for (const acknowledged of world.acknowledged) checkChange(world, acknowledged);
  for (const { id } of world.documents) checkTask(world, id);
}

function checkTask(world: World, taskId: string): void {
  const { engine, acknowledged } = world;
  const { base, document, changes } = engine.call('task.open', { taskId });
  expect(comparable(base)).toEqual(comparable(held(world, taskId)));
  if (!changes.some((change) => change.state === 'refused')) expect(document).toEqual(base);
  const marks = new Set(acknowledged.map(({ mark }) => mark));
  const arrived = held(world, taskId)
    .notes?.map((note) => note.text)
    .filter((text) => marks.has(text));
  const accepted = changes
    .filter((change) => change.state === 'accepted')
    .map((change) => acknowledged.find(({ changeId }) => changeId === change.changeId)?.mark);
  expect(arrived).toEqual(accepted);
}

describe('a day of work with faults and crashes', () => {
  test.each(seeds)('loses nothing, doubles nothing, and leaves nothing stuck (seed %i)', async (seed) => {
    await simulate(seed, checkNothingLostDoubledOrStuck);
  });

  test('is the same day again from the same seed', async () => {
    const first = await simulate(4, () => undefined);
    expect(await simulate(4, () => undefined)).toEqual(first);
    expect(first.length).toBeGreaterThan(100);
  });
});
