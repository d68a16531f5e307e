import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordAction, TaskRecord } from '../../../../src-main/contract/record.ts';
import { bookingsCsv, recordJson } from '../../../../src-main/domain/records/export.ts';
import { recordFacts } from '../../../../src-main/domain/records/facts.ts';
import { emptyRecord, recordOf, totalsOf, withEntry } from '../../../../src-main/domain/records/fold.ts';
import { templatesOf } from '../../../../src-main/domain/records/templates.ts';
import { defaultRulebook } from '../../../../src-main/domain/rules/default-rules.ts';
import { Templates } from '../../../../src-main/contract/rules/template.ts';
import type { RecordFacts } from '../../../../src-main/domain/rules/conditions.ts';
import { anyAction } from '../../../support/any-record.ts';
import { answer, entry, recordAfter, recordedBy, safeLmra } from '../../../support/record-actions.ts';
import { patchInstall } from '../../../support/documents.ts';

const book = defaultRulebook();
const document = patchInstall();

describe('the record of a task', () => {
  test('is the same when an action is repeated', () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 12 }), anyAction, (actions, last) => {
        const once = withEntry(recordAfter(actions), entry(last));
        expect(withEntry(once, entry(last))).toEqual(once);
      }),
    );
  });

  test('loses nothing of one kind to an action of another', () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 12 }), anyAction, (actions, last) => {
        const before = recordAfter(actions);
        const after = withEntry(before, entry(last));
        const touched: Record<RecordAction['kind'], (keyof TaskRecord)[]> = {
          answer: ['answers'],
          done: ['done'],
          addTemplate: ['templates'],
          removeTemplate: ['templates'],
          bookMaterial: ['materials'],
          bookHours: ['hours'],
          removeLine: ['materials', 'hours'],
        };
        for (const part of ['answers', 'done', 'templates', 'materials', 'hours'] as const) {
          if (!touched[last.kind].includes(part)) expect(after[part]).toEqual(before[part]);
        }
      }),
    );
  });

  test('has totals that are the sum of its lines', () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 20 }), (actions) => {
        const record = recordAfter(actions);
        const totals = totalsOf(record);
        let cents = 0;
        for (const { quantity, priceCents } of record.materials) cents += Math.round(quantity * priceCents);
        expect(totals.materialCents).toBe(cents);
        expect(totals.minutes).toBe(
          record.hours.map(({ minutes }) => minutes).reduce((sum, one) => sum + one, 0),
        );
        const ids = [...record.materials, ...record.hours].map(({ lineId }) => lineId);
        expect(record.materials).toHaveLength(new Set(record.materials.map(({ lineId }) => lineId)).size);
        expect(ids.length).toBeLessThanOrEqual(12);
      }),
    );
  });

  test('lacks nothing exactly when all that is required is there', () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 60 }), (actions) => {
        const record = recordAfter(actions);
        const facts = recordFacts(book, document, record, null);
        const lists = templatesOf(book, document.taskType, record).flatMap(({ checklists }) => checklists);
        const given = (list: string, key: string) =>
          record.answers.find(({ checklist, question }) => checklist === list && question === key)?.value;
        const fine = lists.map(({ key, kind, questions }) => ({
          kind,
          fine: questions.every(
            (one) =>
              (!one.required || given(key, one.key) !== undefined) &&
              (one.stopsAt === undefined || given(key, one.key) !== one.stopsAt),
          ),
        }));
        expect(facts.lmra.length === 0).toBe(
          fine.filter(({ kind }) => kind === 'lmra').every((one) => one.fine),
        );
        expect(facts.checklists.length === 0).toBe(
          fine.filter(({ kind }) => kind === 'checklist').every((one) => one.fine),
        );
      }),
    );
  });
});

describe('the LMRA', () => {
  const open = (record: TaskRecord, interruptedAt: string | null = null) =>
    recordFacts(book, document, record, interruptedAt).lmra;

  test('is open until every question is answered', () => {
    expect(open(emptyRecord)).toMatchObject([{ kind: 'lmra', unsafe: false }]);
    expect(open(recordAfter(safeLmra.slice(1)))).toMatchObject([{ unsafe: false }]);
    expect(open(recordAfter(safeLmra))).toEqual([]);
  });

  test('that says it is not safe keeps the work from starting', () => {
    expect(open(recordAfter([...safeLmra, answer('lmra', 'tools', 'no')]))).toMatchObject([
      { kind: 'lmra', unsafe: true },
    ]);
    expect(
      open(recordAfter([...safeLmra, answer('lmra', 'tools', 'no'), answer('lmra', 'tools', 'yes')])),
    ).toEqual([]);
  });

  test('is made again after an interruption', () => {
    const record = recordOf(safeLmra.map((action) => entry(action, '2026-11-23T08:00:00Z')));
    expect(open(record, '2026-11-23T07:00:00Z')).toEqual([]);
    expect(open(record, '2026-11-23T09:00:00Z')).toHaveLength(1);
  });
});

describe('what is asked of a record', () => {
  const names = { nl: 'x', en: 'x' };
  const asks = (key: string, rest: object = {}) => ({ key, names, answer: 'yesNo', required: true, ...rest });
  /** A book with one automatic template for every task. */
  const bookOf = (template: object) => ({
    ...book,
    templates: Templates.parse([{ key: 'own', names, taskTypes: [], ...template }]),
  });
  const factsOf = (template: object, ...actions: RecordAction[]) =>
    recordFacts(bookOf(template), document, recordAfter(actions), null);
  const list = (key: string, ...questions: object[]) => ({ key, names, kind: 'checklist', questions });
  const openIn = (facts: RecordFacts) =>
    facts.checklists.map((one) => one.kind === 'question' && `${one.checklist}/${one.question}`);

  test('counts an answer for the question of the list it was given to, and no other', () => {
    const checklists = [list('one', asks('a'), asks('b')), list('two', asks('a'))];
    expect(openIn(factsOf({ checklists }, answer('one', 'a', 'yes')))).toEqual(['one/b', 'two/a']);
    expect(openIn(factsOf({ checklists }, answer('two', 'a', 'yes')))).toEqual(['one/a', 'one/b']);
  });

  test('keeps a question open whose answer says not to go on, required or not', () => {
    const checklists = [list('one', asks('a', { required: false, stopsAt: 'no' }))];
    expect(openIn(factsOf({ checklists }))).toEqual([]);
    expect(openIn(factsOf({ checklists }, answer('one', 'a', 'yes')))).toEqual([]);
    expect(openIn(factsOf({ checklists }, answer('one', 'a', 'no')))).toEqual(['one/a']);
  });

  test('has a main task without sub tasks done by itself alone', () => {
    const mainTasks = [{ key: 'm', names }];
    const done: RecordAction = { kind: 'done', mainTask: 'm', subTask: null, done: true };
    expect(factsOf({ mainTasks }).mainTasks).toHaveLength(1);
    expect(factsOf({ mainTasks }, done).mainTasks).toEqual([]);
  });
});

describe('a template added by hand', () => {
  const patching = recordAfter([{ kind: 'addTemplate', template: 'patching' }]);

  test('asks for its main task, its questions and its file', () => {
    const facts = recordFacts(book, document, patching, null);
    expect(facts.mainTasks).toMatchObject([{ kind: 'mainTask', mainTask: 'patch' }]);
    expect(facts.checklists.map((one) => one.kind === 'question' && one.question)).toEqual([
      'closed',
      'free',
    ]);
    expect(facts.attachments).toMatchObject([{ kind: 'attachment', fileName: 'foto-patch' }]);
  });

  test('has its main task done by its sub tasks together, or by itself', () => {
    const done = (subTask: string | null): RecordAction => ({
      kind: 'done',
      mainTask: 'patch',
      subTask,
      done: true,
    });
    const subTasks = ['find', 'place', 'measure', 'label'].map(done);
    const open = (actions: RecordAction[]) =>
      recordFacts(book, document, actions.map((one) => entry(one)).reduce(withEntry, patching), null)
        .mainTasks;
    expect(open(subTasks.slice(1))).toHaveLength(1);
    expect(open(subTasks)).toEqual([]);
    expect(open([done(null)])).toEqual([]);
  });

  test.each([
    ['foto-patch.jpg', true],
    ['FOTO-PATCH.PNG', true],
    ['foto-patch.exe', false],
    ['foto-patch', false],
    ['mijn foto-patch.jpg', false],
  ])('takes %s for its file: %s', (fileName, taken) => {
    const withFile = { ...document, attachments: [{ id: 'A', fileName }] };
    expect(recordFacts(book, withFile, patching, null).attachments).toHaveLength(taken ? 0 : 1);
  });
});

describe('exported', () => {
  const record = recordAfter([
    ...safeLmra,
    {
      kind: 'bookMaterial',
      line: {
        lineId: '00000000-0000-4000-8000-000000000001',
        article: null,
        description: '=SUM(A1) "kabel"; 2 m',
        unit: 'm',
        quantity: 2.5,
        priceCents: 115,
      },
    },
    {
      kind: 'bookHours',
      line: {
        lineId: '00000000-0000-4000-8000-000000000002',
        person: recordedBy,
        jobCode: null,
        description: 'Patchen',
        day: '2026-11-23',
        minutes: 90,
        rateCents: 5_850,
      },
    },
  ]);

  test('as JSON is the whole record with the task it is of', () => {
    const json = JSON.parse(recordJson({ document, record }, '2026-11-23T12:00:00Z')) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({
      exportedAt: '2026-11-23T12:00:00Z',
      task: { id: document.id, city: 'Delft' },
      record,
    });
  });

  test('as CSV has Dutch decimals, amounts, quotes, and no formula', () => {
    expect(bookingsCsv([{ document, record }]).split('\r\n')).toEqual([
      'taskId;taskType;place;kind;code;description;person;day;quantity;unit;price;amount',
      `${document.id};PATCH_INSTALL;Voorstraat 12A, Delft;material;;"'=SUM(A1) ""kabel""; 2 m";;;2,5;m;1,15;2,88`,
      `${document.id};PATCH_INSTALL;Voorstraat 12A, Delft;hours;;Patchen;Sanne de Vries;2026-11-23;1,5;h;58,50;87,75`,
      '',
    ]);
  });
});
