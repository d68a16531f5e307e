import type { ListQuery } from '@contract/list/query.ts';
import type { PlanLine } from '@contract/list-methods.ts';
import { PatchdeskError } from '@contract/errors.ts';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  csvCell,
  csvFileName,
  csvHeading,
  csvLines,
  csvMoment,
} from '../../../src-renderer/features/list-files/csv.ts';
import PlanPreview from '../../../src-renderer/features/list-files/PlanPreview.svelte';
import { eachPage } from '../../../src-renderer/features/list-files/whole-list.ts';
import { en } from '../../../src-renderer/messages/en.ts';
import { contextOf, noon, rowOf, StandInEngine, surroundingsWith, type Answers } from './stand-ins.ts';

afterEach(cleanup);
HTMLDialogElement.prototype.showModal = function showModal() {
  this.setAttribute('open', '');
};
HTMLDialogElement.prototype.close = function close() {
  this.removeAttribute('open');
  this.dispatchEvent(new Event('close'));
};

const { language } = surroundingsWith(new StandInEngine({}), 'nl-NL');
const wording = { texts: language.texts, formats: language.formats, now: noon };

describe('a list as a CSV file', () => {
  it('has what Dutch Excel wants: mark, semicolons, CRLF, dates in Dutch time, words in the language', () => {
    const row = {
      ...rowOf('OT-1'),
      planned: '2026-11-23T13:30:00Z',
      mainStatus: 'PLANNED',
      street: 'Voorstraat 12A',
      city: 'Delft; Zuid',
      labels: ['Hond', 'Lift'],
    };
    const columns = ['taskId', 'planned', 'mainStatus', 'address', 'labels', 'dhid'] as const;
    expect(csvHeading(columns, wording) + csvLines([row], columns, wording)).toBe(
      '\uFEFFTaaknummer;Gepland;Status;Adres;Labels;DHID\r\n' +
        'OT-1;23-11-2026 14:30;Gepland;"Voorstraat 12A, Delft; Zuid";Hond, Lift;\r\n',
    );
  });

  it('can be taken in again as plan dates: its headings are known', () => {
    expect(csvHeading(['taskId', 'planned'], { texts: en })).toBe('\uFEFFTask ID;Planned\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@cmd', "'@cmd"],
    ['-cmd', "'-cmd"],
    ['-12,5', '"=""-12,5"""'],
    ['+31612345678', '"=""+31612345678"""'],
    ['12E34', '"=""12E34"""'],
    ['1-11', '"=""1-11"""'],
    ['10/11', '"=""10/11"""'],
    ['MAR1', '"=""MAR1"""'],
    ['3 okt', '"=""3 okt"""'],
    ['Maria', 'Maria'],
    ['Mei', 'Mei'],
    ['00123', '"=""00123"""'],
    ['123456789012345', '"=""123456789012345"""'],
    ['12', '12'],
    ['a;b', '"a;b"'],
    ['a "b"', '"a ""b"""'],
    [' a', '" a"'],
  ])('writes %s so that Excel neither runs nor rounds it', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('comes apart again as it was put together, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), (texts) => {
        const line = `${texts.map(csvCell).join(';')}\r\n`;
        const [cells = []] = parse(line, { delimiter: ';', record_delimiter: '\r\n' });
        const plain = (cell: string) => cell.replace(/^="(.*)"$/s, '$1').replace(/^'(?=[=@+\-\t\r])/, '');
        expect(cells.map(plain)).toEqual(texts.map(plain));
      }),
    );
  });

  it('writes moments of summer and winter in Dutch time', () => {
    expect([csvMoment('2026-07-03T07:05:00Z'), csvMoment('2026-12-31T23:30:00Z')]).toEqual([
      '03-07-2026 09:05',
      '01-01-2027 00:30',
    ]);
  });

  it('has a name that any disk takes', () => {
    expect(csvFileName('PoP: Delft / Noord?', '2026-11-23')).toBe('PoP-Delft-Noord 2026-11-23.csv');
    expect(csvFileName('???', '2026-11-23')).toBe('patchdesk 2026-11-23.csv');
  });

  it('has every page, also where pages come short', async () => {
    const pages = [
      { rows: [rowOf('A')], next: '1', behind: 0 },
      { rows: [], next: '2', behind: 0 },
      { rows: [rowOf('B')], next: null, behind: 0 },
    ];
    const engine = new StandInEngine({
      'task.list': ({ after }) => pages[Number(after ?? 0)] ?? { rows: [], next: null, behind: 0 },
    });
    const query: ListQuery = {
      scope: 'all',
      filters: [],
      sort: { column: 'planned', descending: false },
      search: null,
    };
    const seen: string[] = [];
    await eachPage(engine, query, (rows) => seen.push(...rows.map(({ taskId }) => taskId)));
    expect(seen).toEqual(['A', 'B']);
  });
});

const none = { planned: null, plannedUntil: null };
function lineOf(part: Partial<PlanLine>): PlanLine {
  return {
    line: 2,
    taskId: 'OT-1',
    place: 'Voorstraat 12',
    from: none,
    to: { planned: '2026-11-25T09:00:00Z', plannedUntil: null },
    step: null,
    outcome: 'change',
    failure: null,
    unreadable: null,
    ...part,
  };
}

function show(lines: PlanLine[], answers: Answers = {}) {
  const engine = new StandInEngine(answers);
  const surroundings = surroundingsWith(engine);
  const onclose = vi.fn();
  render(PlanPreview, {
    props: { fileName: 'plan.csv', lines, onclose },
    context: contextOf(surroundings),
  });
  return { engine, onclose, surroundings };
}

describe('plan dates from a file', () => {
  const lines = [
    lineOf({ step: 'PLANNED' }),
    lineOf({ line: 3, taskId: 'OT-2' }),
    lineOf({ line: 4, taskId: 'OT-3', outcome: 'same' }),
    lineOf({
      line: 5,
      taskId: 'OT-9',
      outcome: 'refused',
      place: null,
      failure: { code: 'TASK_UNKNOWN', detail: { taskId: 'OT-9' } },
    }),
    lineOf({ line: 6, taskId: '', outcome: 'refused', unreadable: { kind: 'noDate', text: 'morgen' } }),
  ];

  it('are shown before anything changes, with what stands in the way', () => {
    const { engine } = show(lines);
    expect(screen.getByText('2 to change · 1 the same already · 2 not possible')).toBeTruthy();
    expect(screen.getByText('“morgen” is not a date (23-11-2026 14:30)')).toBeTruthy();
    expect(screen.getAllByRole('checkbox')).toHaveLength(2);
    expect(engine.asked).toEqual([]);
  });

  it('are taken over, but for those that are unticked', async () => {
    const { engine, onclose, surroundings } = show(lines, {
      'plan.apply': () => ({ changed: 1, moved: [] }),
    });
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Take over OT-2' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Take over 1 plan date' }));
    await vi.waitFor(() => expect(onclose).toHaveBeenCalled());
    expect(engine.inputsOf('plan.apply')).toMatchObject([
      { plans: [{ taskId: 'OT-1', planned: '2026-11-25T09:00:00Z', plannedUntil: null, step: 'PLANNED' }] },
    ]);
    expect(surroundings.toasts.shown.map(({ text }) => text)).toEqual([
      '1 plan date saved. They are in the outbox.',
    ]);
  });

  it('stay in sight with what changed meanwhile, and why it was left out', async () => {
    const { onclose } = show(lines, { 'plan.apply': () => ({ changed: 1, moved: ['OT-2'] }) });
    await fireEvent.click(screen.getByRole('button', { name: 'Take over 2 plan dates' }));
    await vi.waitFor(() => expect(screen.getByText(/1 task has changed since this was shown/)).toBeTruthy());
    expect(screen.getByText(/OT-2\)\. Choose the file again/)).toBeTruthy();
    expect(onclose).not.toHaveBeenCalled();
  });

  it('are sent again under the same ids when the first try failed', async () => {
    let tries = 0;
    const { engine, onclose } = show(lines, {
      'plan.apply': () => {
        tries += 1;
        if (tries === 1) throw new PatchdeskError('STORE_FULL', { reason: 'SQLITE_FULL' });
        return { changed: 2, moved: [] };
      },
    });
    const button = screen.getByRole('button', { name: 'Take over 2 plan dates' });
    await fireEvent.click(button);
    await vi.waitFor(() => expect(screen.getByText(/disk is full/)).toBeTruthy());
    await fireEvent.click(button);
    await vi.waitFor(() => expect(onclose).toHaveBeenCalled());
    const [first, second] = engine.inputsOf('plan.apply');
    expect(second).toEqual(first);
  });
});
