import type { WorkForm } from '@contract/rules/work-form.ts';
import { describe, expect, it } from 'vitest';
import { parseNumber, typedFrom } from '../../../src-renderer/features/fields/typed-value.ts';
import { missingFields, readWork } from '../../../src-renderer/features/tasks/work-patch.ts';

const form: WorkForm = {
  taskTypes: ['PATCH_INSTALL'],
  fields: [
    { field: '/work/patch/odfPosition', input: 'text', required: true },
    { field: '/work/patch/powerDbm', input: 'number', unit: 'dBm', least: -30, most: 5, required: true },
    { field: '/work/patch/patchedAt', input: 'moment', required: false },
    { field: '/work/remarks', input: 'remark', required: false },
  ],
};
const document = {
  work: {
    patch: { odfPosition: '07-12', powerDbm: -22, patchedAt: '2026-03-09T09:00:00+01:00' },
    remarks: 'ok',
  },
};

describe('what was typed in a work form', () => {
  it('becomes a patch of just the touched fields', () => {
    const { patch, touched } = readWork(form, document, new Map([['/work/patch/powerDbm', '-18,4']]));
    expect(patch).toEqual({ work: { patch: { powerDbm: -18.4 } } });
    expect(touched).toBe(1);
  });

  it('is null where it was cleared', () => {
    const typed = new Map([
      ['/work/patch/odfPosition', '  '],
      ['/work/remarks', ''],
    ]);
    expect(readWork(form, document, typed).patch).toEqual({
      work: { patch: { odfPosition: null }, remarks: null },
    });
  });

  it('is not touched where it was typed back', () => {
    const typed = new Map([
      ['/work/patch/odfPosition', ' 07-12 '],
      ['/work/patch/powerDbm', '-22,0'],
      ['/work/patch/patchedAt', '2026-03-09T09:00'],
    ]);
    expect(readWork(form, document, typed)).toMatchObject({ patch: {}, touched: 0 });
  });

  it('is named at its field where it is no number or too long', () => {
    const typed = new Map([
      ['/work/patch/powerDbm', 'low'],
      ['/work/patch/odfPosition', 'x'.repeat(256)],
    ]);
    const { patch, problems } = readWork(form, document, typed);
    expect(patch).toEqual({});
    expect(problems.get('/work/patch/powerDbm')).toEqual({ kind: 'notANumber', typed: 'low' });
    expect(problems.get('/work/patch/odfPosition')).toEqual({ kind: 'tooLong', most: 255 });
  });

  it('tells which required fields would still be empty', () => {
    expect(missingFields(form, document, new Map())).toEqual([]);
    expect(missingFields(form, document, new Map([['/work/patch/odfPosition', ' ']]))).toEqual([
      '/work/patch/odfPosition',
    ]);
    expect(missingFields(form, {}, new Map([['/work/patch/powerDbm', '-20']]))).toEqual([
      '/work/patch/odfPosition',
    ]);
  });
});

describe('numbers', () => {
  it.each([
    ['-18,4', -18.4],
    ['\u221218.4', -18.4],
    ['+3', 3],
    [',5', 0.5],
    ['2.', 2],
    ['1.234,5', null],
    ['1e3', null],
    ['-', null],
    ['0x10', null],
  ])('%s is read as %s', (typed, value) => {
    expect(parseNumber(typed)).toBe(value);
  });

  it('are read again as they were written, in every language', () => {
    for (const value of [-18.4, 0, 0.05, 12345.678]) {
      for (const locale of ['en', 'nl'] as const)
        expect(parseNumber(typedFrom('number', value, locale))).toBe(value);
    }
  });
});
