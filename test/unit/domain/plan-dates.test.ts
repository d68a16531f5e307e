import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostPlanFileBytes } from '../../../src-main/contract/list-methods.ts';
import { wallTimeOf } from '../../../src-main/contract/zoned.ts';
import {
  mostPlanLines,
  plannedBy,
  readPlanDates,
  type ReadLine,
} from '../../../src-main/domain/plan-dates.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readPlanDates('plan.csv', bytes(text));
const none = { planned: null, plannedUntil: null };

function only(lines: ReadLine[]) {
  const [line] = lines;
  if (!line || !('row' in line)) throw new Error('the line was not read');
  return line.row;
}

describe('a file of plan dates', () => {
  test.each([
    ['23-11-2026 14:30', '2026-11-23T13:30:00.000Z'],
    ['3-7-2026 9:05', '2026-07-03T07:05:00.000Z'],
    ['2026-11-23T14:30', '2026-11-23T13:30:00.000Z'],
    ['2026-11-23 14:30:00', '2026-11-23T13:30:00.000Z'],
    ['2026-11-23T14:30:00Z', '2026-11-23T14:30:00.000Z'],
    ['2026-11-23T14:30:00+02:00', '2026-11-23T12:30:00.000Z'],
    ['23-11-2026', '2026-11-23T07:00:00.000Z'],
  ])('is read as the Netherlands write dates: %s', (typed, moment) => {
    const row = only(read(`Task ID;Planned\r\nOT-1;${typed}\r\n`));
    expect(plannedBy(row, none)).toEqual({ planned: moment, plannedUntil: null });
  });

  test.each([
    '31-06-2026',
    '23-13-2026',
    '23-11-2026 25:00',
    '23-11-26',
    'morgen',
    '2026-02-30',
    '1-1-2026 8:7',
  ])('names a date that is none: %s', (typed) => {
    expect(read(`Taak-ID;Gepland\nOT-1;${typed}`)).toEqual([
      { line: 2, taskId: 'OT-1', unreadable: { kind: 'noDate', text: typed } },
    ]);
  });

  test('keeps the time of day where a line has a day only', () => {
    const row = only(read('task id,planned\nOT-1,24-11-2026'));
    const now = { planned: '2026-11-20T12:15:00Z', plannedUntil: null };
    expect(plannedBy(row, now).planned).toBe('2026-11-24T12:15:00.000Z');
  });

  test('takes the end of a plan along, unless the file names one', () => {
    const now = { planned: '2026-11-20T12:00:00Z', plannedUntil: '2026-11-20T14:00:00Z' };
    const moved = only(read('Task ID;Planned\nOT-1;24-11-2026 10:00'));
    expect(plannedBy(moved, now).plannedUntil).toBe('2026-11-24T11:00:00.000Z');
    const named = only(read('Task ID;Planned;Planned until\nOT-1;24-11-2026 10:00;24-11-2026 10:30'));
    expect(plannedBy(named, now).plannedUntil).toBe('2026-11-24T09:30:00.000Z');
    const emptied = only(read('Task ID;Planned;Planned until\nOT-1;24-11-2026 10:00;'));
    expect(plannedBy(emptied, now).plannedUntil).toBeNull();
  });

  test('empties a plan where the date is empty', () => {
    const row = only(read('Task ID;Planned\nOT-1;'));
    expect(plannedBy(row, { planned: '2026-11-20T12:00:00Z', plannedUntil: '2026-11-20T14:00:00Z' })).toEqual(
      none,
    );
  });

  test('leaves alone what says the same, though a file has no seconds and one name for two hours', () => {
    for (const planned of ['2026-11-23T08:15:42Z', '2026-10-25T01:30:00Z', '2026-10-25T00:30:00Z']) {
      const row = only(read(`Task ID;Planned\nOT-1;${wallTimeOf(Date.parse(planned))}`));
      expect(plannedBy(row, { planned, plannedUntil: null }).planned).toBe(planned);
    }
  });

  test('does not take a year with a digit missing for one', () => {
    const lines = read(
      'Task ID;Planned\nOT-1;24-11-0026\nOT-2;0026-11-24\nOT-3;0000-01-01T00:00:00+01:00\nOT-4;24-11-2026',
    );
    expect(lines.map((line) => ('row' in line ? line.row.taskId : line.unreadable.kind))).toEqual([
      'noDate',
      'noDate',
      'noDate',
      'OT-4',
    ]);
  });

  test('names what can not be read, line by line, and reads the rest', () => {
    const lines = read(
      'Task ID;Planned;Note\n;23-11-2026;x\nOT-1;23-11-2026;\nOT-1;24-11-2026;\n"OT-2;1-1-2026\nOT-3;2-1-2026;',
    );
    expect(
      lines.map((line) => ('row' in line ? line.row.taskId : [line.line, line.unreadable.kind])),
    ).toEqual([[2, 'noTaskId'], 'OT-1', [4, 'twice'], [5, 'quote'], 'OT-3']);
  });

  test.each([
    ['notText', Uint8Array.of(0x50, 0x4b, 3, 4, 0xff, 0xfe)],
    ['empty', bytes('')],
    ['empty', bytes('Task ID;Planned\n')],
    ['noHeading', bytes('Name;Date\nx;y')],
    ['tooLong', bytes(`Task ID;Planned\n${'OT-1;1-1-2026\n'.repeat(mostPlanLines + 1)}`)],
    ['tooLong', bytes(`Task ID;Planned\nOT-1;${'1'.repeat(200_000)}`)],
    ['tooLong', new Uint8Array(mostPlanFileBytes + 1)],
  ])('is refused as a whole, by name: %s', (reason, content) => {
    expect(() => readPlanDates('plan.csv', content)).toThrow(
      expect.objectContaining({
        code: 'PLAN_FILE_REFUSED',
        detail: expect.objectContaining({ reason, fileName: 'plan.csv' }) as object,
      }),
    );
  });

  test('never fails in any other way, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.string().map((text) => bytes(`Task ID;Planned\n${text}`)),
        ),
        (content) => {
          try {
            readPlanDates('x', content);
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'PLAN_FILE_REFUSED' });
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
