import { describe, expect, it } from 'vitest';
import { brokenTogether, goodFile, mistakesOf, resultOf, type Break } from './breaking.ts';

const breaks: Break[] = [
  {
    name: 'a field that the document has not',
    change: [['"field": "/work/patch/patchedAt"', '"field": "/work/patch/patchedOn"']],
    leadsTo: [[20, 18, '/0/fields/2/field', '/work/patch/patchedOn', { code: 'DOCUMENT_FIELD_UNKNOWN' }]],
  },
  {
    name: 'a field that nobody may write',
    change: [['"field": "/work/patch/patchedAt", "input": "moment"', '"field": "/dhid", "input": "text"']],
    leadsTo: [[20, 18, '/0/fields/2/field', '/dhid', { code: 'DOCUMENT_FIELD_NOT_WRITABLE' }]],
  },
  {
    name: 'a text field for a number',
    change: [
      [
        '"field": "/work/patch/powerDbm",\n        "input": "number"',
        '"field": "/work/patch/powerDbm",\n        "input": "text"',
      ],
    ],
    leadsTo: [
      [
        13,
        18,
        '/0/fields/1/input',
        'text',
        { code: 'INPUT_MISFIT', field: '/work/patch/powerDbm', fitting: ['number'] },
      ],
    ],
  },
  {
    name: 'a number field for a text',
    change: [['"field": "/work/remarks", "input": "remark"', '"field": "/work/remarks", "input": "number"']],
    leadsTo: [
      [
        28,
        44,
        '/0/fields/4/input',
        'number',
        { code: 'INPUT_MISFIT', field: '/work/remarks', fitting: ['text', 'remark', 'choice'] },
      ],
    ],
  },
  {
    name: 'a choice without options',
    change: [['"options": ["Vuil", "Breuk", "Verkeerd gepatcht"],\n', '\n']],
    leadsTo: [[24, 18, '/0/fields/3/input', 'choice', { code: 'CHOICE_WITHOUT_OPTIONS' }]],
  },
  {
    name: 'options without a choice',
    change: [['"input": "choice"', '"input": "text"']],
    leadsTo: [
      [
        25,
        20,
        '/0/fields/3/options',
        '["Vuil","Breuk","Verkeerd gepatcht"]',
        { code: 'OPTIONS_WITHOUT_CHOICE' },
      ],
    ],
  },
  {
    name: 'a choice of nothing',
    change: [['["Vuil", "Breuk", "Verkeerd gepatcht"]', '[]']],
    leadsTo: [[25, 20, '/0/fields/3/options', '[]', { code: 'LIST_TOO_SHORT', least: 1 }]],
  },
  {
    name: 'least over most',
    change: [['"least": -30', '"least": 30']],
    leadsTo: [[15, 18, '/0/fields/1/least', '30', { code: 'LEAST_OVER_MOST', least: 30, most: 5 }]],
  },
  {
    name: 'a step of nothing',
    change: [['"step": 0.1', '"step": 0']],
    leadsTo: [[17, 17, '/0/fields/1/step', '0', { code: 'NUMBER_TOO_SMALL', least: 0, inclusive: false }]],
  },
  {
    name: 'a field that stands twice',
    change: [['"field": "/work/remarks"', '"field": "/work/cause"']],
    leadsTo: [
      [
        28,
        18,
        '/0/fields/4/field',
        '/work/cause',
        { code: 'TWICE', firstLine: 22, firstPointer: '/0/fields/3/field' },
      ],
    ],
  },
  {
    name: 'a task type that has two forms',
    change: [['"FTU_CONSTRUCT"', '"PATCH_MIGRATE"']],
    leadsTo: [
      [
        32,
        19,
        '/1/taskTypes/0',
        'PATCH_MIGRATE',
        { code: 'TWICE', firstLine: 3, firstPointer: '/0/taskTypes/1' },
      ],
    ],
  },
  {
    name: 'a task type that nobody knows',
    change: [['"FTU_CONSTRUCT"', '"FTU_BOUW"']],
    leadsTo: [[32, 19, '/1/taskTypes/0', 'FTU_BOUW', { code: 'TASK_TYPE_UNKNOWN' }]],
  },
  {
    name: 'a hint at what the document has not',
    change: [['"/PoPInfo/odf/position"', '"/PoPInfo/odf/plaats"']],
    leadsTo: [[7, 17, '/0/fields/0/hint', '/PoPInfo/odf/plaats', { code: 'DOCUMENT_FIELD_UNKNOWN' }]],
  },
  {
    name: 'an input that there is not',
    change: [['"input": "yesNo"', '"input": "checkbox"']],
    leadsTo: [
      [
        39,
        43,
        '/1/fields/0/each/0/input',
        'checkbox',
        { code: 'NOT_ONE_OF', options: ['text', 'number', 'moment', 'remark', 'choice', 'yesNo'] },
      ],
    ],
  },
  {
    name: 'a unit that there is not',
    change: [['"unit": "dB",', '"unit": "Volt",']],
    leadsTo: [
      [40, 60, '/1/fields/0/each/1/unit', 'Volt', { code: 'NOT_ONE_OF', options: ['dBm', 'dB', 'm'] }],
    ],
  },
  {
    name: 'rows on what is no list of fibres',
    change: [['"field": "/work/ftu/fibres"', '"field": "/work/repair"']],
    leadsTo: [
      [
        36,
        18,
        '/1/fields/0/input',
        'fibres',
        { code: 'INPUT_MISFIT', field: '/work/repair', fitting: ['text', 'remark', 'choice'] },
      ],
    ],
  },
  {
    name: 'a row field that fibres have not',
    change: [['"field": "/lossDb"', '"field": "/loss"']],
    leadsTo: [[40, 22, '/1/fields/0/each/1/field', '/loss', { code: 'DOCUMENT_FIELD_UNKNOWN' }]],
  },
  {
    name: 'rows without fields',
    change: [['"each": [', '"rows": [']],
    leadsTo: [
      [34, 7, '/1/fields/0/each', '', { code: 'FIELD_MISSING', field: 'each' }],
      [38, 9, '/1/fields/0/rows', 'rows', { code: 'FIELD_UNKNOWN', field: 'rows' }],
    ],
  },
  {
    name: 'required that lacks',
    change: [['"input": "moment", "required": false', '"input": "moment"']],
    leadsTo: [[20, 7, '/0/fields/2/required', '', { code: 'FIELD_MISSING', field: 'required' }]],
  },
];

describe('a file of work forms', () => {
  it('is taken as it should be', () => {
    expect(mistakesOf('workForms', goodFile('workForms'))).toEqual({ mistakes: [], more: 0 });
  });

  it.each(breaks)('with $name is refused for that', ({ change, leadsTo }) => {
    expect(resultOf('workForms', { change })).toEqual(leadsTo);
  });

  it('has all of its mistakes named at once', () => {
    const names = [
      'a hint at what the document has not',
      'a text field for a number',
      'least over most',
      'a step of nothing',
      'a field that the document has not',
      'required that lacks',
      'a choice without options',
      'a number field for a text',
      'a task type that nobody knows',
      'an input that there is not',
      'a unit that there is not',
    ];
    const { found, expected } = brokenTogether('workForms', breaks, names);
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThanOrEqual(names.length);
  });
});
