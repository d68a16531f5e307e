import { describe, expect, it } from 'vitest';
import type { RuleKind } from '../../../../src-main/contract/rules/rulebook.ts';
import { checkRuleFile } from '../../../../src-main/domain/rule-files/check.ts';
import { composeRules } from '../../../../src-main/domain/rule-files/compose.ts';
import { writeRules } from '../../../../src-main/domain/rule-files/write.ts';
import { defaultRulebook } from '../../../../src-main/domain/rules/default-rules.ts';
import { goodFile, goodKinds } from './breaking.ts';

const shipped = defaultRulebook();
const encoded = (text: string) => new TextEncoder().encode(text);
const compose = (files: Partial<Record<RuleKind, string>>) =>
  composeRules(
    shipped,
    new Map(Object.entries(files).map(([kind, text]) => [kind as RuleKind, encoded(text)])),
  );

describe('rules that are composed of what ships and of files', () => {
  it('are those that ship where there is no file', () => {
    expect(compose({})).toEqual({ book: shipped, unfit: new Map() });
  });

  it('are those of every file that fits, and all of these fit', () => {
    const files = Object.fromEntries(goodKinds.map((kind) => [kind, goodFile(kind)]));
    const { book, unfit } = compose(files);
    expect([...unfit]).toEqual([]);
    expect(book.labels.map(({ name }) => name)).toContain('Herbezoek');
    expect(book.articles).toHaveLength(6);
    expect(book.templates).toBe(shipped.templates);
  });

  it('are those that ship where a file can not be read, and the rest of the files', () => {
    const { book, unfit } = compose({ labels: '[{ "name": 1 }]', articles: goodFile('articles') });
    expect([...unfit.keys()]).toEqual(['labels']);
    expect(unfit.get('labels')?.mistakes).toMatchObject([{ line: 1, pointer: '/0/name' }]);
    expect([book.labels, book.articles.length]).toEqual([shipped.labels, 6]);
  });

  it('leave out the file in which a misfit is, with its line', () => {
    const { book, unfit } = compose({
      taskTypes: writeRules(shipped, 'taskTypes'),
      labels: '[\n  { "name": "Hoog", "taskTypes": ["GONE"] }\n]\n',
    });
    expect([...unfit.keys()]).toEqual(['labels']);
    expect(unfit.get('labels')?.mistakes).toMatchObject([{ line: 2, what: 'GONE' }]);
    expect(book.labels).toBe(shipped.labels);
  });

  it('leave out a file that what ships can not do without', () => {
    const fewer = writeRules({ ...shipped, taskTypes: shipped.taskTypes.slice(0, 1) }, 'taskTypes');
    const { book, unfit } = compose({ taskTypes: fewer });
    expect(book).toEqual(shipped);
    expect(unfit.get('taskTypes')?.mistakes[0]).toMatchObject({
      line: null,
      why: { code: 'TASK_TYPE_UNKNOWN' },
    });
  });
});

describe('a file that would break other rules', () => {
  it('is refused, and the place in those rules is named', () => {
    const taskTypes = shipped.taskTypes.filter(({ name }) => name !== 'PATCH_MIGRATE');
    const { mistakes } = checkRuleFile(
      shipped,
      'taskTypes',
      encoded(writeRules({ ...shipped, taskTypes }, 'taskTypes')),
    );
    expect(mistakes?.mistakes).toContainEqual({
      kind: 'reasonCodes',
      line: null,
      column: null,
      pointer: '/0/taskTypes/2',
      what: 'PATCH_MIGRATE',
      why: { code: 'TASK_TYPE_UNKNOWN' },
    });
  });

  it.each([
    ['no default', false, [[null, '']]],
    ['two defaults', true, [[17, '/1/isDefault']]],
  ])('of priorities with %s is refused', (_name, isDefault, found) => {
    const priorities = shipped.priorities.slice(0, 2).map((one) => ({ ...one, isDefault }));
    const { mistakes } = checkRuleFile(shipped, 'priorities', encoded(JSON.stringify(priorities, null, 2)));
    const ours = mistakes?.mistakes.filter(({ why }) => why.code === 'DEFAULT_PRIORITIES');
    expect(ours?.map(({ line, pointer }) => [pointer === '' ? null : line, pointer])).toEqual(found);
  });

  it.each([
    ['a key twice', (text: string) => text.replace('"key": "tools"', '"key": "clean"'), 'TWICE', 'clean'],
    [
      'a stop that is no answer',
      (text: string) => text.replace('"stopsAt": "no"', '"stopsAt": "nee"'),
      'STOPS_NEVER',
      'nee',
    ],
    [
      'a choice without options',
      (text: string) => text.replace('"answer": "yesNo"', '"answer": "choice"'),
      'CHOICE_WITHOUT_OPTIONS',
      'choice',
    ],
  ])('of templates with %s is refused', (_name, change, code, what) => {
    const text = change(writeRules(shipped, 'templates'));
    const { mistakes } = checkRuleFile(shipped, 'templates', encoded(text));
    expect(mistakes?.mistakes).toMatchObject([{ kind: 'templates', what, why: { code } }]);
    expect(text.split('\n')[(mistakes?.mistakes[0]?.line ?? 0) - 1]).toContain(what);
  });
});
