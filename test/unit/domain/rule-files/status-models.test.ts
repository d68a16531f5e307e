import { describe, expect, it } from 'vitest';
import { brokenTogether, goodFile, mistakesOf, resultOf, type Break } from './breaking.ts';

const breaks: Break[] = [
  {
    name: 'a step out of an end',
    change: [['"from": ["RECEIVED", "PLANNED", "ON_HOLD"]', '"from": ["RECEIVED", "DELIVERED", "ON_HOLD"]']],
    leadsTo: [
      [
        38,
        32,
        '/models/0/transitions/5/from/1',
        'DELIVERED',
        { code: 'STEP_OUT_OF_END', model: 'Orders of Zuid' },
      ],
    ],
  },
  {
    name: 'a status that is not declared',
    change: [
      ['"to": "PLANNED"', '"to": "PLANED"'],
      ['"from": ["PLANNED"],', '"from": ["PLANED"],'],
      ['"from": ["PLANNED", "IN_PROGRESS"]', '"from": ["PLANED", "IN_PROGRESS"]'],
      ['"from": ["RECEIVED", "PLANNED", "ON_HOLD"]', '"from": ["RECEIVED", "ON_HOLD"]'],
    ],
    leadsTo: [
      [20, 17, '/models/0/transitions/0/to', 'PLANED', { code: 'STATUS_UNDECLARED' }],
      [24, 20, '/models/0/transitions/1/from/0', 'PLANED', { code: 'STATUS_UNDECLARED' }],
      [26, 20, '/models/0/transitions/2/from/0', 'PLANED', { code: 'STATUS_UNDECLARED' }],
    ],
  },
  {
    name: 'a start that is not declared',
    change: [
      ['"start": "RECEIVED",\n      "ends": ["DELIVERED"]', '"start": "NIEUW",\n      "ends": ["DELIVERED"]'],
      ['[{ "from": ["RECEIVED"], "to": "DELIVERED"', '[{ "from": ["NIEUW"], "to": "DELIVERED"'],
    ],
    leadsTo: [
      [47, 16, '/models/1/start', 'NIEUW', { code: 'STATUS_UNDECLARED' }],
      [49, 34, '/models/1/transitions/0/from/0', 'NIEUW', { code: 'STATUS_UNDECLARED' }],
    ],
  },
  {
    name: 'a start from which no end is reached',
    change: [['[{ "from": ["RECEIVED"], "to": "DELIVERED"', '[{ "from": ["PLANNED"], "to": "DELIVERED"']],
    leadsTo: [
      [47, 16, '/models/1/start', 'RECEIVED', { code: 'NO_WAY_TO_AN_END', model: 'Patching for KPN' }],
    ],
  },
  {
    name: 'a status that nothing leads to',
    change: [
      [
        '{ "from": ["PLANNED"], "to": "IN_PROGRESS"',
        '{ "from": ["PLANNED", "CONFIRMED"], "to": "IN_PROGRESS"',
      ],
      [
        '    { "name": "PLANNED",',
        '    { "name": "CONFIRMED", "names": { "nl": "B", "en": "C" } },\n    { "name": "PLANNED",',
      ],
    ],
    leadsTo: [
      [
        25,
        31,
        '/models/0/transitions/1/from/1',
        'CONFIRMED',
        { code: 'STATUS_UNREACHABLE', model: 'Orders of Zuid', start: 'RECEIVED' },
      ],
    ],
  },
  {
    name: 'an end that nothing leads to',
    change: [['"ends": ["DELIVERED"]', '"ends": ["DELIVERED", "CANCELLED"]']],
    leadsTo: [
      [
        48,
        29,
        '/models/1/ends/1',
        'CANCELLED',
        { code: 'END_WITHOUT_WAY_IN', model: 'Patching for KPN', start: 'RECEIVED' },
      ],
    ],
  },
  {
    name: 'a status without a way out',
    change: [
      ['{ "from": ["ON_HOLD"], "to": "IN_PROGRESS"', '{ "from": ["PLANNED"], "to": "IN_PROGRESS"'],
      ['"from": ["RECEIVED", "PLANNED", "ON_HOLD"]', '"from": ["RECEIVED", "PLANNED"]'],
    ],
    leadsTo: [
      [
        27,
        17,
        '/models/0/transitions/2/to',
        'ON_HOLD',
        { code: 'STATUS_WITHOUT_WAY_OUT', model: 'Orders of Zuid' },
      ],
    ],
  },
  {
    name: 'a status in a dependency that is not declared',
    change: [['"are": "every", "in": ["DELIVERED"]', '"are": "every", "in": ["KLAAR"]']],
    leadsTo: [[58, 61, '/dependencies/1/when/0/in/0', 'KLAAR', { code: 'STATUS_UNDECLARED' }]],
  },
  {
    name: 'two models for the same tasks',
    change: [
      ['"organizations": ["KPN"],', '"organizations": [],'],
      ['"taskTypes": ["PATCH_INSTALL"],', ''],
    ],
    leadsTo: [
      [
        41,
        5,
        '/models/1',
        'Patching for KPN',
        { code: 'MODELS_AMBIGUOUS', other: 'Orders of Zuid', otherLine: 11 },
      ],
    ],
  },
  {
    name: 'a name that two models have',
    change: [['"Patching for KPN"', '"Orders of Zuid"']],
    leadsTo: [
      [
        42,
        15,
        '/models/1/name',
        'Orders of Zuid',
        { code: 'TWICE', firstLine: 12, firstPointer: '/models/0/name' },
      ],
    ],
  },
  {
    name: 'a status that is declared twice',
    change: [['"name": "ON_HOLD"', '"name": "PLANNED"']],
    leadsTo: [
      [
        6,
        15,
        '/statuses/3/name',
        'PLANNED',
        { code: 'TWICE', firstLine: 4, firstPointer: '/statuses/1/name' },
      ],
      [27, 17, '/models/0/transitions/2/to', 'ON_HOLD', { code: 'STATUS_UNDECLARED' }],
      [31, 20, '/models/0/transitions/3/from/0', 'ON_HOLD', { code: 'STATUS_UNDECLARED' }],
      [38, 43, '/models/0/transitions/5/from/2', 'ON_HOLD', { code: 'STATUS_UNDECLARED' }],
    ],
  },
  {
    name: 'a task type that nobody knows',
    change: [['"taskTypes": ["PATCH_INSTALL"]', '"taskTypes": ["PATCH"]']],
    leadsTo: [[45, 21, '/models/1/taskTypes/0', 'PATCH', { code: 'TASK_TYPE_UNKNOWN' }]],
  },
  {
    name: 'a task type of the other side',
    change: [['"taskTypes": ["PATCH_INSTALL"]', '"taskTypes": ["INSTALL"]']],
    leadsTo: [
      [45, 21, '/models/1/taskTypes/0', 'INSTALL', { code: 'TASK_TYPE_OF_OTHER_API', api: 'outTask' }],
    ],
  },
  {
    name: 'a module that no task type has',
    change: [['"modules": ["ORDER_FULFILMENT"],\n      "start"', '"modules": ["ORDERS"],\n      "start"']],
    leadsTo: [
      [
        14,
        19,
        '/models/0/modules/0',
        'ORDERS',
        { code: 'MODULE_UNKNOWN', modules: ['ORDER_FULFILMENT', 'SERVICE_INCIDENTS'] },
      ],
    ],
  },
  {
    name: 'a subtype that no task type has',
    change: [['"organizations": ["KPN"],', '"organizations": ["KPN"],\n      "subTypes": ["GLAS"],']],
    leadsTo: [
      [47, 20, '/models/1/subTypes/0', 'GLAS', { code: 'SUBTYPE_UNKNOWN', subTypes: ['NETWORK', 'POP'] }],
    ],
  },
  {
    name: 'a condition on a field that there is not',
    change: [['"field": "/planned"', '"field": "/plannedAt"']],
    leadsTo: [
      [22, 49, '/models/0/transitions/0/when/0/field', '/plannedAt', { code: 'DOCUMENT_FIELD_UNKNOWN' }],
    ],
  },
  {
    name: 'a condition on a reason that has no code',
    change: [['"use": "HOLD"', '"use": "PAUSE"']],
    leadsTo: [
      [
        29,
        47,
        '/models/0/transitions/2/when/0/use',
        'PAUSE',
        { code: 'NOT_ONE_OF', options: ['OPEN', 'HOLD', 'CLOSE', 'CANCEL'] },
      ],
    ],
  },
  {
    name: 'a condition of a kind that there is not',
    change: [['"kind": "workForm"', '"kind": "form"']],
    leadsTo: [
      [
        36,
        30,
        '/models/0/transitions/4/when/0/kind',
        'form',
        {
          code: 'NOT_ONE_OF',
          options: [
            'filled',
            'reason',
            'workForm',
            'lmra',
            'checklists',
            'mainTasks',
            'attachments',
            'outTasks',
          ],
        },
      ],
    ],
  },
  {
    name: 'a field to clear that is no pointer',
    change: [['"/reasons"', '"reasons"']],
    leadsTo: [
      [31, 86, '/models/0/transitions/3/clears/0', 'reasons', { code: 'WRONG_FORM', form: 'pointer' }],
    ],
  },
  {
    name: 'a side that there is not',
    change: [['"by": ["contractor", "networkOwner"]', '"by": ["contractor", "netbeheerder"]']],
    leadsTo: [
      [
        28,
        32,
        '/models/0/transitions/2/by/1',
        'netbeheerder',
        { code: 'NOT_ONE_OF', options: ['contractor', 'noc', 'networkOwner', 'activeOperator', 'platform'] },
      ],
    ],
  },
  {
    name: 'an API that there is not',
    change: [
      [
        '"api": "outTask",\n      "modules": ["ORDER_FULFILMENT"],\n      "start"',
        '"api": "uitTaak",\n      "modules": ["ORDER_FULFILMENT"],\n      "start"',
      ],
    ],
    leadsTo: [[13, 14, '/models/0/api', 'uitTaak', { code: 'NOT_ONE_OF', options: ['outTask', 'inTask'] }]],
  },
  {
    name: 'no end',
    change: [['"ends": ["DELIVERED"]', '"ends": []']],
    leadsTo: [[48, 15, '/models/1/ends', '[]', { code: 'LIST_TOO_SHORT', least: 1 }]],
  },
  {
    name: 'a part that there is not',
    change: [['"dependencies": [', '"links": [']],
    leadsTo: [[52, 3, '/links', 'links', { code: 'FIELD_UNKNOWN', field: 'links' }]],
  },
];

describe('a file of status models', () => {
  it('is taken as it should be', () => {
    expect(mistakesOf('statusModels', goodFile('statusModels'))).toEqual({ mistakes: [], more: 0 });
  });

  it.each(breaks)('with $name is refused for that', ({ change, leadsTo }) => {
    expect(resultOf('statusModels', { change })).toEqual(leadsTo);
  });

  it('has all of its mistakes named at once', () => {
    const names = [
      'a side that there is not',
      'a step out of an end',
      'a condition on a field that there is not',
      'a module that no task type has',
      'a condition of a kind that there is not',
      'a field to clear that is no pointer',
      'a task type that nobody knows',
      'a condition on a reason that has no code',
      'an end that nothing leads to',
      'a status in a dependency that is not declared',
    ];
    const { found, expected } = brokenTogether('statusModels', breaks, names);
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThanOrEqual(names.length);
  });
});
