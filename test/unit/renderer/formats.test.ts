import { describe, expect, it } from 'vitest';
import { formatsOf } from '../../../src-renderer/messages/formats.ts';
import { momentOf, wallTimeOf } from '../../../src-main/contract/zoned.ts';

const now = Date.parse('2026-03-09T11:00:00Z');
const [en, nl] = [formatsOf('en'), formatsOf('nl')];

describe('moments', () => {
  it.each([
    ['2026-03-09T13:30:00Z', 'today 14:30', 'vandaag 14:30'],
    ['2026-03-09T23:30:00Z', 'tomorrow 00:30', 'morgen 00:30'],
    ['2026-03-08T22:30:00Z', 'yesterday 23:30', 'gisteren 23:30'],
    ['2026-03-12T08:00:00+01:00', 'Thu 12 Mar 08:00', 'do 12 mrt 08:00'],
    ['2027-03-12T08:00:00+01:00', '12 Mar 2027 08:00', '12 mrt 2027 08:00'],
  ])('%s is shown in Dutch time', (at, english, dutch) => {
    expect(en.moment(at, now)).toBe(english);
    expect(nl.moment(at, now)).toBe(dutch);
  });

  it('have no time when they are days, and stay as they are when they are none', () => {
    expect(en.moment('2026-03-10', now)).toBe('tomorrow');
    expect(en.moment('soon', now)).toBe('soon');
  });
});

describe('numbers', () => {
  it('have the comma or point of the language, a true minus and the unit', () => {
    expect(en.quantity(-18.4, 'dBm')).toBe('\u221218.4\u00a0dBm');
    expect(nl.quantity(-18.4, 'dBm')).toBe('\u221218,4\u00a0dBm');
    expect(nl.number(12345)).toBe('12.345');
  });

  it('are durations in as few words as will do', () => {
    expect([0, 11_200, 65_000, 3 * 3_600_000 + 1].map((ms) => en.duration(ms))).toEqual([
      '0 s',
      '12 s',
      '1 min 05 s',
      '3 h 0 min',
    ]);
    expect(nl.duration(7_260_000)).toBe('2 u 1 min');
  });
});

describe('wall time in the Netherlands', () => {
  it.each([
    ['2026-01-15T09:00', '2026-01-15T08:00:00.000Z'],
    ['2026-07-15T09:00', '2026-07-15T07:00:00.000Z'],
    ['2026-03-29T01:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
  ])('%s is %s', (wall, moment) => {
    expect(momentOf(wall)).toBe(moment);
    expect(wallTimeOf(Date.parse(moment))).toBe(wall);
  });

  it('is null for what is no time, and later than asked in the hour that does not exist', () => {
    expect(momentOf('tomorrow')).toBeNull();
    expect(momentOf('2026-02-31T25:00')).toBeNull();
    expect(momentOf('2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z');
  });
});
