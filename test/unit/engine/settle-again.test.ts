import { describe, expect, it, onTestFinished } from 'vitest';
import type { EventName } from '../../../src-main/contract/events.ts';
import type { EngineFrame } from '../../../src-main/contract/frames.ts';
import { defaultRulebook } from '../../../src-main/domain/rules/default-rules.ts';
import { writeRules } from '../../../src-main/domain/rule-files/write.ts';
import { compose } from '../../../src-main/engine/composition.ts';
import { silentLog } from '../../../src-main/runtime/log.ts';
import { patchInstall } from '../../support/documents.ts';
import { rowsOf } from '../../support/lists.ts';
import { environment, syncContext, testFolder } from '../../support/sync-context.ts';
import { virtualSurroundings } from '../../support/surroundings.ts';

/** The rules that ship, but that a planned order is ended. */
function withPlannedAsEnd(): string {
  const book = defaultRulebook();
  const models = book.statusModels.models.map((model) =>
    model.api === 'outTask' && model.modules.includes('ORDER_FULFILMENT')
      ? {
          ...model,
          ends: ['PLANNED'],
          transitions: [
            { from: ['RECEIVED'], to: 'PLANNED', by: ['contractor' as const], when: [], clears: [] },
          ],
        }
      : model,
  );
  return writeRules({ ...book, statusModels: { ...book.statusModels, models } }, 'statusModels');
}

const taskIds = Array.from({ length: 250 }, (_, at) => `OT-${String(at).padStart(4, '0')}`);

/** An engine on a store with planned and received orders; the platform can't be reached. */
function engineOn(folder: string) {
  const { store } = syncContext([], folder);
  const surroundings = virtualSurroundings();
  const frames: EngineFrame[] = [];
  const composition = compose({ store, environment, surroundings, log: silentLog, version: 'test' }, () =>
    Promise.resolve({ kind: 'trouble', trouble: { kind: 'unreachable', cause: 'test' }, retryAfterMs: null }),
  );
  onTestFinished(() => composition.stop());
  composition.connect({
    post: (frame) => frames.push(frame as EngineFrame),
    onFrame: () => undefined,
    onClose: () => undefined,
    close: () => undefined,
  });
  const told = (event: EventName) =>
    frames.flatMap((frame) => (frame.kind === 'event' && frame.event === event ? [frame.detail] : []));
  const ended = () => taskIds.filter((taskId) => store.tasks.get(taskId)?.ended);
  const take = (text: string) =>
    composition.handlers['rules.import']({
      kind: 'statusModels',
      fileName: 'x.json',
      content: Buffer.from(text).toString('base64'),
    });
  return { store, surroundings, composition, told, ended, take };
}

function folderWithTasks(): string {
  const folder = testFolder();
  const { store } = syncContext(
    taskIds.map((id, at) => patchInstall({ id, mainStatus: at % 2 === 0 ? 'PLANNED' : 'RECEIVED' })),
    folder,
  );
  rowsOf(store); // so that the lists have nothing to tell any more
  return folder;
}

const planned = taskIds.filter((_, at) => at % 2 === 0);

describe('tasks by other rules', () => {
  it('are ended or open again, in batches, and the windows hear of them and of the rules', async () => {
    const { surroundings, composition, told, ended, take } = engineOn(folderWithTasks());
    await surroundings.pass(1000);
    expect(ended()).toEqual([]);

    take(withPlannedAsEnd());
    expect(told('rules.changed')).toEqual([{ kind: 'statusModels' }]);
    expect(ended().length).toBeLessThan(planned.length);
    await surroundings.pass(1000);
    expect(ended()).toEqual(planned);
    const heard = told('tasks.changed').flatMap((detail) => (detail as { taskIds: string[] }).taskIds);
    expect(new Set(heard)).toEqual(new Set(planned));
    const edit = () =>
      composition.handlers['task.edit']({
        changeId: '00000000-0000-4000-8000-000000000001',
        taskId: planned[0] ?? '',
        patch: { work: { remarks: 'x' } },
      });
    expect(edit).toThrow(expect.objectContaining({ code: 'TASK_ENDED' }) as Error);

    composition.handlers['rules.reset']({ kind: 'statusModels' });
    await surroundings.pass(1000);
    expect(ended()).toEqual([]);
    expect(edit()).toEqual({ changeNumber: 1 });
  });

  it('are put back where the rules are taken back before all were settled', async () => {
    const folder = folderWithTasks();
    const first = engineOn(folder);
    await first.surroundings.pass(1000);
    first.take(withPlannedAsEnd()); // the first batch is done at once
    expect(first.ended().length).toBeGreaterThan(0);
    first.composition.handlers['rules.reset']({ kind: 'statusModels' });
    await first.surroundings.pass(60_000);
    expect(first.ended()).toEqual([]);
    await first.composition.stop();
  });

  it('are settled by the next start where the engine died in between', async () => {
    const folder = folderWithTasks();
    const first = engineOn(folder);
    await first.surroundings.pass(1000);
    first.take(withPlannedAsEnd());
    await first.composition.stop(); // before time passes: the first batch alone is done
    const halfway = first.ended();
    expect(halfway.length).toBeGreaterThan(0);
    expect(halfway.length).toBeLessThan(planned.length);

    const next = engineOn(folder);
    await next.surroundings.pass(1000);
    expect(next.ended()).toEqual(planned);
  });

  it('are left alone by a change of rules that says nothing of ends', async () => {
    const { surroundings, composition, told } = engineOn(folderWithTasks());
    await surroundings.pass(1000);
    const content = Buffer.from('[{ "name": "Hoog" }]').toString('base64');
    composition.handlers['rules.import']({ kind: 'labels', fileName: 'x.json', content });
    await surroundings.pass(1000);
    expect([told('rules.changed'), told('tasks.changed')]).toEqual([[{ kind: 'labels' }], []]);
  });
});
