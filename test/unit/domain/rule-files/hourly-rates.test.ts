import { describe, expect, it } from 'vitest';
import { readRuleFile } from '../../../../src-main/domain/rule-files/read.ts';
import { brokenTogether, goodFile, mistakesOf, resultOf, type Break } from './breaking.ts';

const breaks: Break[] = [
  {
    name: 'a rate that is no number',
    change: [['58.50', 'vijftig']],
    leadsTo: [[2, 25, null, 'vijftig', { code: 'AMOUNT_NO_NUMBER' }]],
  },
  {
    name: 'a rate below nothing',
    change: [['58.50', '-58.50']],
    leadsTo: [[2, 25, null, '-58.50', { code: 'AMOUNT_NEGATIVE' }]],
  },
  {
    name: 'a rate of three decimals',
    change: [['"45,00"', '"45,005"']],
    leadsTo: [[4, 15, null, '45,005', { code: 'AMOUNT_DECIMALS', most: 2 }]],
  },
  {
    name: 'a decimal comma without quotes',
    change: [['"45,00"', '45,00']],
    leadsTo: [[4, null, null, 'REIS | Reistijd | 45 | 00', { code: 'CELL_COUNT', expected: 3, found: 4 }]],
  },
  {
    name: 'a job code that stands twice',
    change: [['REIS', 'PATCH']],
    leadsTo: [[4, 1, null, 'PATCH', { code: 'TWICE', firstLine: 2, firstPointer: null }]],
  },
  {
    name: 'no job code',
    change: [['REIS', '']],
    leadsTo: [[4, 1, null, '', { code: 'CELL_EMPTY', column: 'jobCode' }]],
  },
  {
    name: 'no description',
    change: [['Reistijd', '']],
    leadsTo: [[4, 6, null, '', { code: 'CELL_EMPTY', column: 'description' }]],
  },
  {
    name: 'a description that is too long',
    change: [
      [
        'Reistijd',
        'rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr',
      ],
    ],
    leadsTo: [
      [
        4,
        6,
        null,
        'rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr…',
        { code: 'TEXT_TOO_LONG', most: 255 },
      ],
    ],
  },
  {
    name: 'a column that lacks',
    change: [['jobCode,description,rate', 'jobCode,description']],
    leadsTo: [[1, null, null, '', { code: 'COLUMN_MISSING', column: 'rate', accepted: ['tarief'] }]],
  },
  {
    name: 'a column that nobody knows',
    change: [['jobCode,description,rate', 'jobCode,description,price']],
    leadsTo: [
      [1, null, null, '', { code: 'COLUMN_MISSING', column: 'rate', accepted: ['tarief'] }],
      [1, 21, null, 'price', { code: 'COLUMN_UNKNOWN', known: ['jobCode', 'description', 'rate'] }],
    ],
  },
  {
    name: 'a quote that is not closed',
    change: [['aan huis"', 'aan huis']],
    leadsTo: [[3, 5, null, '"Monteren en lassen, aan huis,62', { code: 'QUOTE_UNENDED' }]],
  },
];

describe('a price list of hours', () => {
  it('is taken as it should be', () => {
    expect(mistakesOf('hourlyRates', goodFile('hourlyRates'))).toEqual({ mistakes: [], more: 0 });
  });

  it.each(breaks)('with $name is refused for that', ({ change, leadsTo }) => {
    expect(resultOf('hourlyRates', { change })).toEqual(leadsTo);
  });

  it('has all of its mistakes named at once', () => {
    const names = [
      'a rate that is no number',
      'a quote that is not closed',
      'a decimal comma without quotes',
    ];
    const { found, expected } = brokenTogether('hourlyRates', breaks, names);
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThanOrEqual(names.length);
  });

  it('is read with a header in Dutch, too', () => {
    const text = '\ufeffcode;omschrijving;tarief\r\nMEET;Meten;66,50\r\n';
    expect(readRuleFile('hourlyRates', new TextEncoder().encode(text))).toMatchObject({
      mistakes: [],
      value: [{ jobCode: 'MEET', description: 'Meten', rateCents: 6650 }],
    });
  });
});

it('a price list of the other kind is named as what it is', () => {
  for (const [kind, other] of [
    ['hourlyRates', 'articles'],
    ['articles', 'hourlyRates'],
  ] as const) {
    expect(mistakesOf(kind, goodFile(other)).mistakes).toMatchObject([
      { line: 1, why: { code: 'OTHER_LIST', kind: other } },
    ]);
  }
});
