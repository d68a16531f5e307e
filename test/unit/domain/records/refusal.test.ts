import { describe, expect, test } from 'vitest';
import type { RecordAction, TaskRecord } from '../../../../src-main/contract/record.ts';
import { Templates } from '../../../../src-main/contract/rules/template.ts';
import { emptyRecord } from '../../../../src-main/domain/records/fold.ts';
import { refusalOf } from '../../../../src-main/domain/records/refusal.ts';
import { defaultRulebook } from '../../../../src-main/domain/rules/default-rules.ts';
import { answer, recordAfter, safeLmra } from '../../../support/record-actions.ts';

const book = defaultRulebook();

describe('an action is refused, saying why:', () => {
  const line = {
    lineId: '00000000-0000-4000-8000-000000000001',
    description: 'x',
    unit: 'm',
    quantity: 1,
    priceCents: 1,
  };
  const filled = recordAfter([
    { kind: 'addTemplate', template: 'patching' },
    answer('tidy', 'closed', 'yes'),
  ]);
  const cases: [string, TaskRecord, RecordAction, string | null][] = [
    ['a question nobody asks', emptyRecord, answer('lmra', 'weather', 'yes'), 'unknownQuestion'],
    [
      'a question of a template that is not there',
      emptyRecord,
      answer('tidy', 'closed', 'yes'),
      'unknownQuestion',
    ],
    ['a text where yes or no is asked', emptyRecord, answer('lmra', 'clean', 'maybe'), 'noAnswer'],
    ['taking back an answer', emptyRecord, answer('lmra', 'clean', null), null],
    [
      'a main task that is not there',
      emptyRecord,
      { kind: 'done', mainTask: 'patch', subTask: null, done: true },
      'unknownMainTask',
    ],
    [
      'a template of another task type',
      emptyRecord,
      { kind: 'addTemplate', template: 'mounting' },
      'unknownTemplate',
    ],
    [
      'removing a template that comes by itself',
      emptyRecord,
      { kind: 'removeTemplate', template: 'safety' },
      'unknownTemplate',
    ],
    [
      'removing a template with answers',
      filled,
      { kind: 'removeTemplate', template: 'patching' },
      'templateInUse',
    ],
    [
      'an article that is not in the price list',
      emptyRecord,
      { kind: 'bookMaterial', line: { ...line, article: 'PC-1' } },
      'notInPriceList',
    ],
    [
      'a sub task that is not there',
      filled,
      { kind: 'done', mainTask: 'patch', subTask: 'paint', done: true },
      'unknownMainTask',
    ],
    ['a sub task', filled, { kind: 'done', mainTask: 'patch', subTask: 'place', done: true }, null],
    ['a main task itself', filled, { kind: 'done', mainTask: 'patch', subTask: null, done: true }, null],
    ['adding a template by hand', emptyRecord, { kind: 'addTemplate', template: 'patching' }, null],
    ['adding it again', filled, { kind: 'addTemplate', template: 'patching' }, null],
    [
      'removing a template of which something is done',
      recordAfter([
        { kind: 'addTemplate', template: 'patching' },
        { kind: 'done', mainTask: 'patch', subTask: 'place', done: true },
      ]),
      { kind: 'removeTemplate', template: 'patching' },
      'templateInUse',
    ],
    [
      'removing a template while only the LMRA is answered',
      recordAfter([{ kind: 'addTemplate', template: 'patching' }, ...safeLmra]),
      { kind: 'removeTemplate', template: 'patching' },
      null,
    ],
    ['a line typed by hand', emptyRecord, { kind: 'bookMaterial', line: { ...line, article: null } }, null],
  ];
  test.each(cases)('%s', (_, record, action, why) => {
    expect(refusalOf(book, 'PATCH_INSTALL', record, action)?.why ?? null).toBe(why);
  });
});

describe('an answer', () => {
  const names = { nl: 'x', en: 'x' };
  const [safety] = book.templates;
  const takes = (kind: string, value: string) => {
    const question = { key: 'q', names, answer: kind, ...(kind === 'choice' && { options: ['LC', 'SC'] }) };
    const checklists = [{ key: 'list', names, kind: 'checklist', questions: [question] }];
    const templates = Templates.parse([{ ...safety, checklists }]);
    return (
      refusalOf({ ...book, templates }, 'PATCH_INSTALL', emptyRecord, answer('list', 'q', value)) === null
    );
  };

  test.each([
    ['yesNo', ['yes', 'no'], ['notApplicable', 'ja', '']],
    ['yesNoNotApplicable', ['yes', 'no', 'notApplicable'], ['maybe', '']],
    ['number', ['3', '-18,4', '+0.5'], ['drie', '1e3', '3 m', '', '1.']],
    ['choice', ['LC', 'SC'], ['E2000', '']],
    ['text', ['wat dan ook'], []],
    ['photo', ['foto-patch.jpg'], []],
  ])('to a %s is what it asks for', (kind, good, bad) => {
    expect(good.filter((value) => !takes(kind, value))).toEqual([]);
    expect(bad.filter((value) => takes(kind, value))).toEqual([]);
  });
});

test('a price list has to have what is booked from it, and a template that is removed takes no other along', () => {
  const article = { article: 'PC-1', description: 'Patchkabel', unit: 'stuk', priceCents: 695 };
  const line = {
    lineId: '00000000-0000-4000-8000-000000000001',
    description: 'Patchkabel',
    unit: 'stuk',
    quantity: 1,
    priceCents: 695,
  };
  const book2 = { ...book, articles: [{ ...article, article: 'PC-0' }, article] };
  const booking = (code: string): RecordAction => ({
    kind: 'bookMaterial',
    line: { ...line, article: code },
  });
  expect(refusalOf(book2, 'PATCH_INSTALL', emptyRecord, booking('PC-1'))).toBeNull();
  expect(refusalOf(book2, 'PATCH_INSTALL', emptyRecord, booking('PC-2'))).toEqual({
    why: 'notInPriceList',
    what: 'PC-2',
  });
  const added = ['a', 'b', 'c'].map((template): RecordAction => ({ kind: 'addTemplate', template }));
  expect(recordAfter([...added, { kind: 'removeTemplate', template: 'b' }]).templates).toEqual(['a', 'c']);
});
