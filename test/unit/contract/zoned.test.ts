import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentOf, wallTimeOf } from '../../../src-main/contract/zoned.ts';

describe('wall time in the Netherlands', () => {
  test('is ahead of UTC by one hour in winter and two in summer', () => {
    expect(wallTimeOf(Date.parse('2026-01-15T12:00:00Z'))).toBe('2026-01-15T13:00');
    expect(momentOf('2026-07-15T13:00')).toBe('2026-07-15T11:00:00.000Z');
  });

  test('that comes twice is the first, and that is left out is as much later', () => {
    expect(momentOf('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
    expect(momentOf('2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z');
  });

  test('of any year is a moment or none, never an error: a year is typed digit by digit', () => {
    for (const wall of ['0002-11-23T08:00', '0020-11-23T08:00', '0202-11-23T08:00', '0000-01-01T00:00']) {
      expect(() => momentOf(wall)).not.toThrow();
    }
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0100-01-01'), max: new Date('9999-01-01'), noInvalidDate: true }),
        (date) => {
          const wall = wallTimeOf(date.getTime());
          expect(wall).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
          expect(wallTimeOf(Date.parse(momentOf(wall) ?? ''))).toBe(wall);
        },
      ),
    );
  });
});
