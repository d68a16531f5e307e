import { describe, expect, it } from 'vitest';
import { goodFile, mistakesOf, resultOf, type Break } from './breaking.ts';

const breaks: Break[] = [
  {
    name: 'a comma after the last field',
    change: [['"Hoogbouw" }', '"Hoogbouw", }']],
    leadsTo: [[2, 23, null, ',', { code: 'JSON_SYNTAX', fault: 'trailingComma' }]],
  },
  {
    name: 'a comma that lacks',
    change: [['"Herbezoek", ', '"Herbezoek" ']],
    leadsTo: [[4, 25, null, '"isPrivate"', { code: 'JSON_SYNTAX', fault: 'comma' }]],
  },
  {
    name: 'a comment',
    change: [['"Hoogbouw" },', '"Hoogbouw" }, // torens']],
    leadsTo: [[2, 27, null, '// torens', { code: 'JSON_SYNTAX', fault: 'comment' }]],
  },
  {
    name: 'an end that lacks',
    change: [['false }\n]', 'false }']],
    leadsTo: [[6, 1, null, '', { code: 'JSON_SYNTAX', fault: 'closingBracket' }]],
  },
  {
    name: 'a text without its end',
    change: [['"Hoogbouw"', '"Hoogbouw']],
    leadsTo: [[2, 13, null, '"Hoogbouw },', { code: 'JSON_SYNTAX', fault: 'unendedText' }]],
  },
  {
    name: 'a field that lacks',
    change: [['"name": "Hoogbouw"', '']],
    leadsTo: [[2, 3, '/0/name', '', { code: 'FIELD_MISSING', field: 'name' }]],
  },
  {
    name: 'a field that there is not',
    change: [['"isPrivate"', '"private"']],
    leadsTo: [[4, 26, '/2/private', 'private', { code: 'FIELD_UNKNOWN', field: 'private' }]],
  },
  {
    name: 'a field that stands twice',
    change: [['"active": false', '"active": false, "active": true']],
    leadsTo: [[5, 48, '/3/active', 'active', { code: 'KEY_TWICE', key: 'active', firstLine: 5 }]],
  },
  {
    name: 'a text where yes or no should be',
    change: [['true', '"ja"']],
    leadsTo: [[4, 39, '/2/isPrivate', 'ja', { code: 'WRONG_TYPE', expected: 'boolean' }]],
  },
  {
    name: 'an empty name',
    change: [['"Hoogbouw"', '"  "']],
    leadsTo: [[2, 13, '/0/name', ' ', { code: 'TEXT_EMPTY' }]],
  },
  {
    name: 'a name that is too long',
    change: [['Hoogbouw', 'o'.repeat(256)]],
    leadsTo: [[2, 13, '/0/name', `${'o'.repeat(59)}…`, { code: 'TEXT_TOO_LONG', most: 255 }]],
  },
  {
    name: 'a party that there is not',
    change: [['"contractor"', '"aannemer"']],
    leadsTo: [
      [
        4,
        57,
        '/2/parties/0',
        'aannemer',
        {
          code: 'NOT_ONE_OF',
          options: ['contractor', 'noc', 'networkOwner', 'activeOperator', 'platform'],
        },
      ],
    ],
  },
  {
    name: 'a name that stands twice',
    change: [["Met z'n tweeën", 'Hoogbouw']],
    leadsTo: [[5, 13, '/3/name', 'Hoogbouw', { code: 'TWICE', firstLine: 2, firstPointer: '/0/name' }]],
  },
  {
    name: 'a task type that nobody knows',
    change: [['"FTU_CONSTRUCT"', '"FTU_CONSTRUKT"']],
    leadsTo: [[3, 63, '/1/taskTypes/1', 'FTU_CONSTRUKT', { code: 'TASK_TYPE_UNKNOWN' }]],
  },
  {
    name: 'an object where the list should be',
    change: [
      ['[\n  { "name": "Hoogbouw" },', '{ "labels": [\n  { "name": "Hoogbouw" },'],
      ['false }\n]', 'false }\n]}'],
    ],
    leadsTo: [
      [
        1,
        1,
        '',
        '{"labels":[{"name":"Hoogbouw"},{"name":"Sleutel ophalen","t…',
        { code: 'WRONG_TYPE', expected: 'array' },
      ],
    ],
  },
];

describe('a file of labels', () => {
  it('is taken as it should be', () => {
    expect(mistakesOf('labels', goodFile('labels'))).toEqual({ mistakes: [], more: 0 });
  });

  it.each(breaks)('with $name is refused for that', ({ change, leadsTo }) => {
    expect(resultOf('labels', { change })).toEqual(leadsTo);
  });

  it('has all of its mistakes named at once, those of syntax and those of meaning', () => {
    const all = breaks.filter(({ name }) =>
      [
        'a comment',
        'a field that there is not',
        'a text where yes or no should be',
        'a party that there is not',
        'a task type that nobody knows',
      ].includes(name),
    );
    const twice: Break['change'] = [["Met z'n tweeën", 'Hoogbouw']];
    const found = resultOf('labels', { change: [...all.flatMap(({ change }) => change), ...twice] });
    expect(found.map(([line, , pointer, what, why]) => [line, pointer, what, why.code])).toEqual([
      [2, null, '// torens', 'JSON_SYNTAX'],
      [3, '/1/taskTypes/1', 'FTU_CONSTRUKT', 'TASK_TYPE_UNKNOWN'],
      [4, '/2/private', 'private', 'FIELD_UNKNOWN'],
      [4, '/2/parties/0', 'aannemer', 'NOT_ONE_OF'],
      [5, '/3/name', 'Hoogbouw', 'TWICE'],
    ]);
  });

  it('of nothing at all, or of bytes that are no text, is refused for that', () => {
    expect(mistakesOf('labels', ' \n').mistakes).toMatchObject([{ line: 1, why: { code: 'FILE_EMPTY' } }]);
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    for (const kind of ['labels', 'articles'] as const) {
      expect(mistakesOf(kind, picture).mistakes).toMatchObject([{ line: null, why: { code: 'NOT_TEXT' } }]);
    }
    const latin = Buffer.from(goodFile('labels'), 'latin1'); // as older programs write it
    expect(mistakesOf('labels', latin).mistakes).toMatchObject([
      { line: 5, column: 26, pointer: null, what: 'eb', why: { code: 'NOT_UTF8' } },
    ]);
  });
});
