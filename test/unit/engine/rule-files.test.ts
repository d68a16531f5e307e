import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PatchdeskError } from '../../../src-main/contract/errors.ts';
import type { RuleFile } from '../../../src-main/contract/rules/rule-file.ts';
import { RuleKind } from '../../../src-main/contract/rules/rulebook.ts';
import { ruleHandlers } from '../../../src-main/engine/handlers/rules.ts';
import { liveRules } from '../../../src-main/engine/live-rules.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { environment, testFolder } from '../../support/sync-context.ts';
import { startOfTime, virtualSurroundings } from '../../support/surroundings.ts';
import { goodFile, goodFiles, goodKinds } from '../domain/rule-files/breaking.ts';

const importedAt = new Date(startOfTime).toISOString();

function fileOf(kind: RuleKind, text: string | Uint8Array, fileName = `mijn ${kind}.txt`): RuleFile {
  return { kind, fileName, content: Buffer.from(text).toString('base64') };
}

/** Rules on a real file; opened again they are what a next start of the engine would find. */
function rig(folder = testFolder()) {
  const store = openStore(join(folder, 'patchdesk.sqlite'));
  onTestFinished(() => store.close());
  const told: RuleKind[] = [];
  const live = liveRules({
    store,
    environment,
    surroundings: virtualSurroundings(),
    changed: (kind) => told.push(kind),
  });
  const call = ruleHandlers(live);
  const stateOf = (kind: RuleKind) => call['rules.view']({}).files.find((file) => file.kind === kind);
  return { folder, store, live, call, told, stateOf };
}

function failureOf(act: () => unknown) {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof PatchdeskError) return thrown.failure;
    throw thrown;
  }
  throw new Error('it was not refused');
}

const crlf = (text: string) => text.replaceAll('\n', '\r\n');

describe.each(goodKinds)('a good file of %s', (kind) => {
  const text = goodFile(kind);
  it.each([
    ['as it is', text],
    ['with CRLF', crlf(text)],
    ['with a byte order mark', `\ufeff${text}`],
    ['with both, and without a last line end', `\ufeff${crlf(text).trimEnd()}`],
  ])('%s is taken, and exported byte for byte, after a restart too', (_how, bytes) => {
    const { call, stateOf, told, live, folder } = rig();
    const file = fileOf(kind, bytes, goodFiles[kind]);
    const { entries } = call['rules.import'](file);
    expect(stateOf(kind)).toEqual({
      kind,
      source: 'imported',
      fileName: goodFiles[kind],
      importedAt,
      importedBy: 'Sanne de Vries',
      entries,
      unfit: null,
    });
    expect(told).toEqual([kind]);
    expect(call['rules.export']({ kind })).toEqual({ fileName: goodFiles[kind], content: file.content });

    const next = rig(folder);
    expect(next.call['rules.export']({ kind })).toEqual({ fileName: goodFiles[kind], content: file.content });
    expect(next.live.rules.book).toEqual(live.rules.book);
  });
});

describe('rules that are imported', () => {
  it('are those that every later call meets', () => {
    const { call, live } = rig();
    const before = live.rules;
    const codes = ['ODF_TAKEN', 'NOBODY_HOME', 'ORDER_WITHDRAWN', 'CABLE_CUT'];
    expect(call['rules.import'](fileOf('reasonCodes', goodFile('reasonCodes')))).toEqual({ entries: 4 });
    expect(live.rules.book.reasonCodes.map(({ code }) => code)).toEqual(codes);
    expect(call['rules.view']({}).reasonCodes.map(({ code }) => code)).toEqual(codes);
    expect(before.book.reasonCodes.map(({ code }) => code)).not.toEqual(codes);
  });

  it('twice in a row change nothing the second time', () => {
    const { call, store, told } = rig();
    const file = fileOf('labels', goodFile('labels'));
    expect(call['rules.import'](file)).toEqual(call['rules.import'](file));
    expect(told).toEqual(['labels']);
    expect(store.ruleFiles.history('labels')).toHaveLength(1);
  });

  it('offer the labels of the own party and of everybody, and no other', () => {
    const { call, live } = rig();
    const labels = [
      { name: 'Hoog' },
      { name: 'Hoogwerker', parties: ['contractor', 'networkOwner'] },
      { name: 'Escalatie', parties: ['networkOwner'] },
    ];
    call['rules.import'](fileOf('labels', JSON.stringify(labels)));
    expect(call['rules.view']({}).labels.map(({ name }) => name)).toEqual(['Hoog', 'Hoogwerker']);
    expect(live.rules.book.labels).toHaveLength(3);
  });

  it('go back to what ships, and their history stays', () => {
    const { call, store, live, told, stateOf } = rig();
    const shipped = live.rules.book;
    const first = fileOf('labels', goodFile('labels'), 'een.json');
    const second = fileOf('labels', '[{ "name": "Hoog" }]', 'twee.json');
    for (const file of [first, second]) call['rules.import'](file);
    call['rules.reset']({ kind: 'labels' });
    call['rules.reset']({ kind: 'labels' });
    expect(live.rules.book).toEqual(shipped);
    expect(stateOf('labels')).toMatchObject({ source: 'shipped', fileName: 'labels.json', importedAt: null });
    expect(told).toEqual(['labels', 'labels', 'labels']);
    expect(
      store.ruleFiles
        .history('labels')
        .map(({ fileName, content, by }) => [
          fileName,
          content && Buffer.from(content).toString('base64'),
          by,
        ]),
    ).toEqual([
      ['een.json', first.content, 'Sanne de Vries'],
      ['twee.json', second.content, 'Sanne de Vries'],
      [null, null, 'Sanne de Vries'],
    ]);
  });

  it('stay where other imported rules need them', () => {
    const { call, live, stateOf } = rig();
    const extra = { ...live.rules.book.taskTypes[0], name: 'PATCH_MOVE' };
    call['rules.import'](fileOf('taskTypes', JSON.stringify([...live.rules.book.taskTypes, extra])));
    call['rules.import'](fileOf('labels', '[{ "name": "Hoog", "taskTypes": ["PATCH_MOVE"] }]'));
    expect(failureOf(() => call['rules.reset']({ kind: 'taskTypes' }))).toMatchObject({
      code: 'RULE_FILE_REFUSED',
      detail: {
        kind: 'taskTypes',
        fileName: 'task-types.json',
        mistakes: [{ kind: 'labels', pointer: '/0/taskTypes/0', why: { code: 'TASK_TYPE_UNKNOWN' } }],
      },
    });
    expect(stateOf('taskTypes')?.source).toBe('imported');
  });
});

describe('what ships', () => {
  it.each(RuleKind.options)('of %s is exported in a form that is taken again', (kind) => {
    const { call, live } = rig();
    const before = live.rules.book;
    const file = call['rules.export']({ kind });
    if (before[kind as 'articles'].length === 0) {
      expect(Buffer.from(file.content, 'base64').toString()).toMatch(
        /^(article|jobCode);description;[a-z;]+\n$/,
      );
      return;
    }
    call['rules.import']({ kind, ...file });
    expect(live.rules.book).toEqual(before);
  });
});

describe('a broken file', () => {
  const bad = fileOf(
    'labels',
    '[\n  { "name": "Hoog" },\n  { "nam": "Laag", "isPrivate": 1 }\n]\n',
    'slecht.json',
  );
  const mistakes = [
    { line: 3, column: 3, pointer: '/1/name', what: '', why: { code: 'FIELD_MISSING', field: 'name' } },
    { line: 3, column: 5, pointer: '/1/nam', what: 'nam', why: { code: 'FIELD_UNKNOWN', field: 'nam' } },
    {
      line: 3,
      column: 33,
      pointer: '/1/isPrivate',
      what: '1',
      why: { code: 'WRONG_TYPE', expected: 'boolean' },
    },
  ].map((mistake) => ({ kind: 'labels', ...mistake }));

  it('is refused with every mistake, and nothing is different for it', () => {
    const { call, store, told, live } = rig();
    call['rules.import'](fileOf('labels', goodFile('labels')));
    const before = [live.rules, call['rules.view']({}), call['rules.export']({ kind: 'labels' })];
    expect(failureOf(() => call['rules.import'](bad))).toEqual({
      code: 'RULE_FILE_REFUSED',
      detail: { kind: 'labels', fileName: 'slecht.json', mistakes, more: 0 },
    });
    expect([live.rules, call['rules.view']({}), call['rules.export']({ kind: 'labels' })]).toEqual(before);
    expect(told).toEqual(['labels']);
    expect(store.ruleFiles.history('labels')).toHaveLength(1);
  });

  it('is only looked at by a check, as a good one is', () => {
    const { call, store, told } = rig();
    expect(call['rules.check'](bad)).toEqual({ mistakes, more: 0, entries: null });
    const good = fileOf('labels', goodFile('labels'));
    expect(call['rules.check'](good)).toEqual({ mistakes: [], more: 0, entries: 4 });
    expect([told, store.ruleFiles.all()]).toEqual([[], []]);
  });

  it('of any bytes is refused or taken, and never leaves the rules in between', () => {
    const { call, live } = rig();
    fc.assert(
      fc.property(fc.constantFrom(...RuleKind.options), fc.uint8Array({ maxLength: 100 }), (kind, bytes) => {
        const before = live.rules;
        expect(failureOf(() => call['rules.import'](fileOf(kind, bytes)))).toMatchObject({
          code: 'RULE_FILE_REFUSED',
          detail: { kind },
        });
        expect(live.rules).toBe(before);
      }),
    );
  });
});

describe('a file that was taken once and does not fit the program any more', () => {
  it('does not stop the engine: what ships counts, the view says so, and it can be exported', () => {
    const { folder, store, live } = rig();
    const shipped = live.rules.book;
    const content = Buffer.from('[{ "name": "Hoog", "colour": "red" }]');
    const kept = { fileName: 'van vroeger.json', importedAt, importedBy: 'Sanne de Vries' };
    store.transact(() => store.ruleFiles.put({ kind: 'labels', content, ...kept }));

    const next = rig(folder);
    expect(next.live.rules.book).toEqual(shipped);
    expect(next.stateOf('labels')).toMatchObject({
      source: 'shipped',
      ...kept,
      unfit: { mistakes: [{ line: 1, pointer: '/0/colour', why: { code: 'FIELD_UNKNOWN' } }] },
    });
    expect(next.call['rules.export']({ kind: 'labels' })).toEqual({
      fileName: kept.fileName,
      content: content.toString('base64'),
    });
    next.call['rules.import'](fileOf('labels', goodFile('labels')));
    expect(next.stateOf('labels')).toMatchObject({ source: 'imported', entries: 4, unfit: null });
  });

  it('of a kind that only a newer program knows is left alone', () => {
    const { folder, store } = rig();
    const file = { fileName: 'x', content: Buffer.from('x'), importedAt, importedBy: 'x' };
    store.transact(() => store.ruleFiles.put({ kind: 'weather' as RuleKind, ...file }));
    const next = rig(folder);
    expect(next.call['rules.view']({}).files.map(({ kind }) => kind)).toEqual(RuleKind.options);
    expect(next.store.ruleFiles.all()).toHaveLength(1);
  });
});
