import { describe, expect, it } from 'vitest';
import { mostRuleFileBytes } from '../../../../src-main/contract/rules/rule-file.ts';
import { readRuleText } from '../../../../src-main/domain/rule-files/read.ts';
import { brokenTogether, goodFile, mistakesOf, resultOf, type Break } from './breaking.ts';

const breaks: Break[] = [
  {
    name: 'a column that lacks',
    change: [['artikel;omschrijving;eenheid;prijs', 'artikel;omschrijving;eenheid;bedrag']],
    leadsTo: [
      [1, null, null, '', { code: 'COLUMN_MISSING', column: 'price', accepted: ['prijs'] }],
      [1, 30, null, 'bedrag', { code: 'COLUMN_UNKNOWN', known: ['article', 'description', 'unit', 'price'] }],
    ],
  },
  {
    name: 'a column that stands twice',
    change: [['artikel;omschrijving;eenheid;prijs', 'artikel;omschrijving;omschrijving;prijs']],
    leadsTo: [
      [1, null, null, '', { code: 'COLUMN_MISSING', column: 'unit', accepted: ['eenheid'] }],
      [1, 22, null, 'omschrijving', { code: 'COLUMN_TWICE', firstColumn: 9 }],
    ],
  },
  {
    name: 'a price that is no number',
    change: [['stuk;6,95', 'stuk;zes']],
    leadsTo: [[2, 44, null, 'zes', { code: 'AMOUNT_NO_NUMBER' }]],
  },
  {
    name: 'a price with a currency',
    change: [['stuk;6,95', 'stuk;€ 6,95']],
    leadsTo: [[2, 44, null, '€ 6,95', { code: 'AMOUNT_NO_NUMBER' }]],
  },
  {
    name: 'a price below nothing',
    change: [['stuk;6,95', 'stuk;-6,95']],
    leadsTo: [[2, 44, null, '-6,95', { code: 'AMOUNT_NEGATIVE' }]],
  },
  {
    name: 'a price of three decimals',
    change: [['stuk;6,95', 'stuk;6,955']],
    leadsTo: [[2, 44, null, '6,955', { code: 'AMOUNT_DECIMALS', most: 2 }]],
  },
  {
    name: 'a price that can be read in two ways',
    change: [['1.234,56', '1.234']],
    leadsTo: [[6, 35, null, '1.234', { code: 'AMOUNT_AMBIGUOUS' }]],
  },
  {
    name: 'a price beyond all prices',
    change: [['1.234,56', '12345678901']],
    leadsTo: [[6, 35, null, '12345678901', { code: 'AMOUNT_TOO_LARGE' }]],
  },
  {
    name: 'no price',
    change: [['m;1,15', 'm;']],
    leadsTo: [[5, 30, null, '', { code: 'CELL_EMPTY', column: 'price' }]],
  },
  {
    name: 'no article',
    change: [['DROP-4', '']],
    leadsTo: [[5, 1, null, '', { code: 'CELL_EMPTY', column: 'article' }]],
  },
  {
    name: 'an article that is too long',
    change: [['DROP-4', 'DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD']],
    leadsTo: [
      [
        5,
        1,
        null,
        'DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD…',
        { code: 'TEXT_TOO_LONG', most: 64 },
      ],
    ],
  },
  {
    name: 'a unit that is too long',
    change: [['m;1,15', 'strekkende meters per rol;1,15']],
    leadsTo: [[5, 28, null, 'strekkende meters per rol', { code: 'TEXT_TOO_LONG', most: 16 }]],
  },
  {
    name: 'an article that stands twice',
    change: [['DROP-4', 'PC-LC-02']],
    leadsTo: [[5, 1, null, 'PC-LC-02', { code: 'TWICE', firstLine: 2, firstPointer: null }]],
  },
  {
    name: 'a cell too few',
    change: [['Invoerkabel 4-vezel;m', 'Invoerkabel 4-vezel']],
    leadsTo: [
      [5, null, null, 'DROP-4 | Invoerkabel 4-vezel | 1,15', { code: 'CELL_COUNT', expected: 4, found: 3 }],
    ],
  },
  {
    name: 'a cell too many',
    change: [['Labels, rol', 'Labels; rol']],
    leadsTo: [
      [
        7,
        null,
        null,
        'LABEL-50 | Labels | rol van 50 | rol | 4',
        { code: 'CELL_COUNT', expected: 4, found: 5 },
      ],
    ],
  },
  {
    name: 'a quote that is not closed',
    change: [['duplex 10 m"', 'duplex 10 m']],
    leadsTo: [[3, 10, null, '"Patchkabel LC/APC; duplex 10 m;stuk;11,25', { code: 'QUOTE_UNENDED' }]],
  },
  {
    name: 'a quote in the middle',
    change: [['Haspel glasvezel', 'Haspel "glasvezel"']],
    leadsTo: [[6, 8, null, 'Haspel "glasvezel" 2 km;stuk;1.234,56', { code: 'QUOTE_MISPLACED' }]],
  },
];

describe('a price list of materials', () => {
  it('is taken as it should be', () => {
    expect(mistakesOf('articles', goodFile('articles'))).toEqual({ mistakes: [], more: 0 });
  });

  it.each(breaks)('with $name is refused for that', ({ change, leadsTo }) => {
    expect(resultOf('articles', { change })).toEqual(leadsTo);
  });

  it('has all of its mistakes named at once', () => {
    const names = [
      'a price below nothing',
      'a quote that is not closed',
      'an article that stands twice',
      'a quote in the middle',
      'a cell too many',
    ];
    const { found, expected } = brokenTogether('articles', breaks, names);
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThanOrEqual(names.length);
  });

  it('is read with Dutch and plain decimals, with quotes, and with columns in any order', () => {
    const reading = readRuleText('articles', goodFile('articles'));
    expect(reading.value).toEqual([
      { article: 'PC-LC-02', description: 'Patchkabel LC/APC duplex 2 m', unit: 'stuk', priceCents: 695 },
      { article: 'PC-LC-10', description: 'Patchkabel LC/APC; duplex 10 m', unit: 'stuk', priceCents: 1125 },
      { article: 'FTU-D2', description: 'FTU-D2 "duplex"', unit: 'stuk', priceCents: 1860 },
      { article: 'DROP-4', description: 'Invoerkabel 4-vezel', unit: 'm', priceCents: 115 },
      { article: 'HASPEL', description: 'Haspel glasvezel 2 km', unit: 'stuk', priceCents: 123456 },
      { article: 'LABEL-50', description: 'Labels, rol van 50', unit: 'rol', priceCents: 400 },
    ]);
    const inTabs = 'Price\tUnit\tARTICLE\tDescription\n0.05\tm\tA-1\tDraad\n\n\t\t\t\n';
    expect(readRuleText('articles', inTabs)).toMatchObject({
      mistakes: [],
      value: [{ article: 'A-1', description: 'Draad', unit: 'm', priceCents: 5 }],
    });
  });

  it('names two hundred mistakes, and how many more there are', () => {
    const lines = Array.from({ length: 250 }, (_, at) => `A-${at};Kabel;m;veel`);
    const { mistakes, more } = mistakesOf(
      'articles',
      ['article;description;unit;price', ...lines].join('\n'),
    );
    expect([mistakes.length, mistakes.at(-1)?.line, more]).toEqual([200, 201, 50]);
  });

  it('without lines, or larger than any list, is refused for that', () => {
    expect(mistakesOf('articles', 'article;description;unit;price\n').mistakes).toMatchObject([
      { line: 1, why: { code: 'NO_LINES' } },
    ]);
    expect(mistakesOf('articles', new Uint8Array(mostRuleFileBytes + 1)).mistakes).toEqual([
      {
        kind: 'articles',
        line: null,
        column: null,
        pointer: null,
        what: '',
        why: { code: 'FILE_TOO_LARGE', most: mostRuleFileBytes },
      },
    ]);
  });
});
