import { describe, expect, it } from 'vitest';
import { broken, brokenTogether, goodFile, mistakesOf, resultOf, type Break } from './breaking.ts';

const breaks: Break[] = [
  {
    name: 'a code in lower case',
    change: [['"CABLE_CUT"', '"cable_cut"']],
    leadsTo: [[20, 13, '/3/code', 'cable_cut', { code: 'WRONG_FORM', form: 'code' }]],
  },
  {
    name: 'a code that stands twice',
    change: [['"NOBODY_HOME"', '"ODF_TAKEN"']],
    leadsTo: [[9, 13, '/1/code', 'ODF_TAKEN', { code: 'TWICE', firstLine: 3, firstPointer: '/0/code' }]],
  },
  {
    name: 'a code that lacks',
    change: [['"code": "NOBODY_HOME",\n', '\n']],
    leadsTo: [[8, 3, '/1/code', '', { code: 'FIELD_MISSING', field: 'code' }]],
  },
  {
    name: 'a use that there is not',
    change: [['"uses": ["HOLD"]', '"uses": ["WAIT"]']],
    leadsTo: [
      [10, 14, '/1/uses/0', 'WAIT', { code: 'NOT_ONE_OF', options: ['OPEN', 'HOLD', 'CLOSE', 'CANCEL'] }],
    ],
  },
  {
    name: 'no use at all',
    change: [['"uses": ["HOLD"]', '"uses": []']],
    leadsTo: [[10, 13, '/1/uses', '[]', { code: 'LIST_TOO_SHORT', least: 1 }]],
  },
  {
    name: 'one use that is no list',
    change: [['"uses": ["HOLD"]', '"uses": "HOLD"']],
    leadsTo: [[10, 13, '/1/uses', 'HOLD', { code: 'WRONG_TYPE', expected: 'array' }]],
  },
  {
    name: 'a name in one language only',
    change: [['{ "nl": "Niemand thuis", "en": "Nobody home" }', '{ "nl": "Niemand thuis" }']],
    leadsTo: [[11, 14, '/1/names/en', '', { code: 'FIELD_MISSING', field: 'en' }]],
  },
  {
    name: 'a name in a third language',
    change: [['"en": "Nobody home"', '"en": "Nobody home", "de": "Niemand da"']],
    leadsTo: [[11, 60, '/1/names/de', 'de', { code: 'FIELD_UNKNOWN', field: 'de' }]],
  },
  {
    name: 'an empty name',
    change: [['"Nobody home"', '""']],
    leadsTo: [[11, 45, '/1/names/en', '', { code: 'TEXT_EMPTY' }]],
  },
  {
    name: 'a task type that nobody knows',
    change: [['"PATCH_MIGRATE"', '"PATCH_MIGRATION"']],
    leadsTo: [[6, 36, '/0/taskTypes/1', 'PATCH_MIGRATION', { code: 'TASK_TYPE_UNKNOWN' }]],
  },
  {
    name: 'a number for yes',
    change: [['"active": true', '"active": 1']],
    leadsTo: [[17, 15, '/2/active', '1', { code: 'WRONG_TYPE', expected: 'boolean' }]],
  },
  {
    name: 'a field that there is not',
    change: [['"active": true', '"enabled": true']],
    leadsTo: [[17, 5, '/2/enabled', 'enabled', { code: 'FIELD_UNKNOWN', field: 'enabled' }]],
  },
  {
    name: 'a key without quotes',
    change: [['"active": true', 'active: true']],
    leadsTo: [[17, 5, null, 'active', { code: 'JSON_SYNTAX', fault: 'symbol' }]],
  },
  {
    name: 'a colon that lacks',
    change: [['"active": true', '"active" true']],
    leadsTo: [[17, 14, null, 'true', { code: 'JSON_SYNTAX', fault: 'colon' }]],
  },
  {
    name: 'a text in single quotes',
    change: [['"ORDER_WITHDRAWN"', "'ORDER_WITHDRAWN'"]],
    leadsTo: [[14, 13, null, "'ORDER_WITHDRAWN'", { code: 'JSON_SYNTAX', fault: 'symbol' }]],
  },
  {
    name: 'a bracket too many',
    change: [['"Cable cut" }\n  }\n]', '"Cable cut" }\n  }\n]]']],
    leadsTo: [[24, 2, null, ']', { code: 'JSON_SYNTAX', fault: 'endOfFile' }]],
  },
];

describe('a file of reason codes', () => {
  it('is taken as it should be', () => {
    expect(mistakesOf('reasonCodes', goodFile('reasonCodes'))).toEqual({ mistakes: [], more: 0 });
  });

  it.each(breaks)('with $name is refused for that', ({ change, leadsTo }) => {
    expect(resultOf('reasonCodes', { change })).toEqual(leadsTo);
  });

  it('has all of its mistakes named at once', () => {
    const names = [
      'a code in lower case',
      'a code that stands twice',
      'a use that there is not',
      'an empty name',
      'a task type that nobody knows',
      'a number for yes',
    ];
    const { found, expected } = brokenTogether('reasonCodes', breaks, names);
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThanOrEqual(names.length);
  });

  it('that leaves a step without a code names that step, in the models', () => {
    const { mistakes } = mistakesOf(
      'reasonCodes',
      broken(goodFile('reasonCodes'), [
        ['"uses": ["HOLD", "CANCEL"]', '"uses": ["CANCEL"]'],
        ['"uses": ["HOLD"],', '"uses": ["HOLD"], "active": false,'],
      ]),
    );
    expect(mistakes[0]).toEqual({
      kind: 'statusModels',
      line: null,
      column: null,
      pointer: '/models/0/transitions/3/when/0/use',
      what: 'HOLD',
      why: { code: 'REASON_USE_EMPTY', use: 'HOLD' },
    });
    expect(new Set(mistakes.map(({ kind }) => kind))).toEqual(new Set(['statusModels']));
  });
});
