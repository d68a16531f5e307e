import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RecordAction } from '../../../src-main/contract/record.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { show } from '../../../src-main/sync/answering.ts';
import { correct, edit } from '../../../src-main/sync/outbox.ts';
import { factsOf, recordAction, recordView } from '../../../src-main/sync/records.ts';
import { merge } from '../../../src-main/sync/receiving.ts';
import { openExchanges } from '../../../src-main/sync/sending.ts';
import { asBuilt, patchInstall, taskId } from '../../support/documents.ts';
import { safeLmra } from '../../support/record-actions.ts';
import { refuse } from '../../support/judging.ts';
import { syncContext, testFolder, type TestContext } from '../../support/sync-context.ts';

const answers = safeLmra;

/** A context whose records count, as in the engine. */
function recording(folder?: string): TestContext {
  const context = syncContext([patchInstall()], folder);
  context.recordFacts = (task) => factsOf(context, task);
  return context;
}

function record(context: TestContext, ...actions: RecordAction[]): void {
  for (const action of actions) recordAction(context, context.surroundings.newId(), taskId, action);
}

const step = (context: TestContext, mainStatus: string, rest: object = {}) =>
  edit(context, context.surroundings.newId(), taskId, { mainStatus, ...rest });

describe("the contractor's own records", () => {
  test('keep the work from starting until the LMRA is answered', () => {
    const context = recording();
    expect(() => step(context, 'IN_PROGRESS')).toThrow(/TRANSITION_NEEDS.*"kind":"lmra"/);
    record(context, ...answers);
    step(context, 'IN_PROGRESS');
    expect(context.store.tasks.get(taskId)?.local.mainStatus).toBe('IN_PROGRESS');
  });

  test('ask for the LMRA again after the task was on hold', async () => {
    const context = recording();
    record(context, ...answers);
    step(context, 'IN_PROGRESS');
    await context.surroundings.pass(60_000);
    step(context, 'ON_HOLD', { reasons: [{ code: 'CORD_MISSING' }] });
    await context.surroundings.pass(60_000);
    expect(() => step(context, 'IN_PROGRESS')).toThrow(/"kind":"lmra"/);
    record(context, ...answers);
    step(context, 'IN_PROGRESS');
  });

  test('ask for the LMRA again after the platform put the task on hold and took it off', async () => {
    const context = recording();
    record(context, ...answers);
    await context.surroundings.pass(60_000);
    merge(context, 'outTask', patchInstall({ version: 8, mainStatus: 'ON_HOLD' }));
    merge(context, 'outTask', patchInstall({ version: 9 }));
    await context.surroundings.pass(60_000);
    expect(() => step(context, 'IN_PROGRESS')).toThrow(/"kind":"lmra"/);
    record(context, ...answers);
    step(context, 'IN_PROGRESS');
  });

  test('are asked for by a correction that starts the work as well', () => {
    const context = recording();
    const id = context.surroundings.newId();
    edit(context, id, taskId, { work: { remarks: 'kast klemt' } });
    refuse(context, '/work/remarks');
    expect(() => correct(context, id, { mainStatus: 'IN_PROGRESS' })).toThrow(/"kind":"lmra"/);
    expect(context.store.changes.get(id)).toMatchObject({ state: 'refused', patch: { work: {} } });
    record(context, ...answers);
    correct(context, id, { mainStatus: 'IN_PROGRESS' });
    expect(context.store.tasks.get(taskId)?.local.mainStatus).toBe('IN_PROGRESS');
  });

  test('keep a task from being delivered while something of a template is open', () => {
    const context = recording();
    record(context, ...answers, { kind: 'addTemplate', template: 'patching' });
    step(context, 'IN_PROGRESS');
    expect(() => step(context, 'DELIVERED', asBuilt)).toThrow(
      /"kind":"question".*"kind":"mainTask".*"kind":"attachment"/,
    );
    record(context, { kind: 'removeTemplate', template: 'patching' });
    step(context, 'DELIVERED', asBuilt);
  });

  test('are part of the history, and the same entry twice has one effect', () => {
    const context = recording();
    const [first] = answers;
    if (!first) throw new Error('no question');
    const entryId = context.surroundings.newId();
    recordAction(context, entryId, taskId, first);
    recordAction(context, entryId, taskId, first);
    const history = context.store.history.ofTask(taskId, 10).filter(({ kind }) => kind === 'recorded');
    expect(history).toMatchObject([{ by: 'Sanne de Vries', detail: { action: first } }]);
    expect(context.store.records.ofTask(taskId)).toHaveLength(1);
    expect(context.told).toContain(taskId);
  });

  test('are there again after a restart', () => {
    const folder = testFolder();
    const context = recording(folder);
    record(context, ...answers, { kind: 'addTemplate', template: 'patching' });
    const task = context.store.tasks.get(taskId);
    if (!task) throw new Error('no task');
    const view = recordView(context, task);
    const store = openStore(join(folder, 'patchdesk.sqlite'));
    try {
      expect(recordView({ ...context, store }, task)).toEqual(view);
    } finally {
      store.close();
    }
  });

  test('can not be changed or deleted in the database', () => {
    const folder = testFolder();
    const context = recording(folder);
    record(context, ...answers);
    const raw = new Database(join(folder, 'patchdesk.sqlite'));
    expect(() => raw.exec('delete from record_entry')).toThrow('a record is append only');
    expect(() => raw.exec("update record_entry set by = 'x'")).toThrow('a record is append only');
    raw.close();
    expect(context.store.records.ofTask(taskId)).toHaveLength(answers.length);
  });

  test('never travel: nothing of them is in what the platform is shown, nor in a change [§7 own records]', () => {
    const context = recording();
    record(
      context,
      ...answers,
      { kind: 'addTemplate', template: 'patching' },
      { kind: 'answer', checklist: 'tidy', question: 'remark', value: 'GEHEIM-1' },
      { kind: 'done', mainTask: 'patch', subTask: 'find', done: true },
    );
    step(context, 'IN_PROGRESS');
    openExchanges(context);
    const shown = JSON.stringify(show(context, 'outTask', taskId));
    for (const trace of ['GEHEIM-1', 'lmra', 'patching', 'tidy']) expect(shown).not.toContain(trace);
    const changes = JSON.stringify(context.store.changes.ofTask(taskId));
    for (const trace of ['GEHEIM-1', 'lmra', 'patching']) expect(changes).not.toContain(trace);
    expect(JSON.parse(shown)).toEqual({ ...patchInstall(), mainStatus: 'IN_PROGRESS' });
  });

  test('are not kept of an ended task, an unknown one, or an inTask', () => {
    const context = syncContext([patchInstall({ mainStatus: 'DELIVERED' })]);
    expect(() => record(context, ...answers)).toThrow('TASK_ENDED');
    expect(() =>
      recordAction(context, context.surroundings.newId(), 'OT-0', { kind: 'addTemplate', template: 'x' }),
    ).toThrow('TASK_UNKNOWN');
    const noc = { ...syncContext([patchInstall()]), environment: { ...context.environment } };
    const asNoc = { ...noc, rules: { ...noc.rules, party: 'noc' as const } };
    expect(() => record(asNoc, ...answers)).toThrow(/RECORD_REFUSED.*notKept/);
  });
});
