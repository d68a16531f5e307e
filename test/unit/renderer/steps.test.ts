import type { TransitionView } from '@contract/task-view.ts';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { askedBy } from '../../../src-renderer/features/tasks/asked-fields.ts';
import Transitions from '../../../src-renderer/features/tasks/Transitions.svelte';
import WorkForm from '../../../src-renderer/features/tasks/WorkForm.svelte';
import { contextOf, detailOf, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

const document = { id: 'OT-1', version: 7, taskType: 'PATCH_INSTALL', mainStatus: 'PLANNED' };

function show(transitions: TransitionView[], locale = 'en-GB', part = {}) {
  const engine = new StandInEngine({ 'task.edit': () => ({ changeNumber: 1 }) });
  const detail = detailOf({ document: { ...document, ...part }, transitions });
  render(Transitions, { props: { detail }, context: contextOf(surroundingsWith(engine, locale)) });
  return engine;
}

const panel = (name: string) => within(screen.getByLabelText(name, { selector: '[role=dialog]' }));
const patches = (engine: StandInEngine) =>
  engine.inputsOf('task.edit').map((input) => (input as { patch: unknown }).patch);

describe('a step to another status', () => {
  it.each([
    ['en-GB', 'Replan'],
    ['nl-NL', 'Verplannen'],
  ])('that stays planned is planning again (%s)', async (locale, name) => {
    const engine = show(
      [{ to: 'PLANNED', unmet: [], asks: ['/planned'], reasonUse: null, ends: false }],
      locale,
      {
        planned: '2026-03-10T09:00:00Z',
      },
    );
    const input = panel(name).getByLabelText<HTMLInputElement>(/Planned at|Gepland op/);
    expect(input.value).toBe('2026-03-10T10:00');
    await fireEvent.input(input, { target: { value: '2026-03-11T10:00' } });
    await fireEvent.submit(input);
    expect(patches(engine)).toEqual([{ mainStatus: 'PLANNED', planned: '2026-03-11T09:00:00.000Z' }]);
  });

  it('keeps a plan that nobody typed anew to the second, in the hour that comes twice too', async () => {
    const plan = { planned: '2026-10-25T02:30:45+01:00', plannedUntil: '2026-10-25T04:30:00+01:00' };
    const replan = { to: 'PLANNED', unmet: [], asks: ['/planned'], reasonUse: null, ends: false };
    const engine = show([replan], 'en-GB', plan);
    await fireEvent.submit(panel('Replan').getByLabelText(/Planned at/));
    expect(patches(engine)).toEqual([{ mainStatus: 'PLANNED' }]);
  });

  it('asks for one of the reasons that the rule names, by name, and an explanation', async () => {
    const engine = show([
      {
        to: 'ON_HOLD',
        unmet: [{ kind: 'reason', use: 'HOLD', codes: ['POSITION_TAKEN', 'ODD'] }],
        asks: ['/reasons'],
        reasonUse: 'HOLD',
        ends: false,
      },
    ]);
    const hold = panel('Put on hold');
    const select = hold.getByLabelText<HTMLSelectElement>('Reason');
    expect([...select.options].map(({ text }) => text)).toEqual([
      'Choose a reason',
      'Position on the ODF is taken',
      'ODD',
    ]);
    await fireEvent.submit(select);
    expect(hold.getByText('Fill this in')).toBeTruthy();
    await fireEvent.change(select, { target: { value: 'POSITION_TAKEN' } });
    await fireEvent.input(hold.getByLabelText('Explanation'), { target: { value: 'by another' } });
    await fireEvent.submit(select);
    expect(patches(engine)).toEqual([
      { mainStatus: 'ON_HOLD', reasons: [{ code: 'POSITION_TAKEN', text: 'by another' }] },
    ]);
  });

  it('offers the reasons of the catalogue where one is there already, which is chosen', () => {
    show([{ to: 'ON_HOLD', unmet: [], asks: ['/reasons'], reasonUse: 'HOLD', ends: false }], 'en-GB', {
      reasons: [{ code: 'CORD_MISSING', text: 'all gone' }],
    });
    const select = panel('Put on hold').getByLabelText<HTMLSelectElement>('Reason');
    expect(select.value).toBe('CORD_MISSING');
    expect(select.options.length).toBeGreaterThan(3);
  });

  it('that can not be taken says exactly what is lacking', () => {
    const names = { nl: 'Veilig werken', en: 'Safe work' };
    show([
      {
        to: 'IN_PROGRESS',
        unmet: [
          { kind: 'lmra', checklist: 'safe', names, unsafe: false },
          { kind: 'attachment', fileName: 'foto-patch', names: { nl: 'Foto', en: 'Picture of the patch' } },
        ],
        asks: [],
        reasonUse: null,
        ends: false,
      },
    ]);
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Start work' });
    expect(button.disabled).toBe(true);
    const why = screen.getByTestId('needs').textContent;
    expect(why).toContain('Safe work');
    expect(why).toContain('Picture of the patch');
    expect(button.getAttribute('aria-describedby')).toBe(screen.getByTestId('needs').id);
  });

  it('asks for a plan date where the rule wants one for another status', () => {
    const asks = askedBy({
      unmet: [{ kind: 'field', field: '/planned' }],
      asks: ['/planned'],
      reasonUse: null,
    });
    expect(asks).toEqual({ moment: true, reason: null, blocked: [] });
  });

  it('to a status that nobody knows is shown raw', () => {
    show([{ to: 'MOONLIT', unmet: [], asks: [], reasonUse: null, ends: false }]);
    expect(screen.getByRole('button', { name: 'MOONLIT' })).toBeTruthy();
  });
});

describe('delivering an incident from its form', () => {
  const form = {
    taskTypes: ['PATCH_INSTALL'],
    fields: [{ field: '/work/cause', input: 'remark' as const, required: true }],
  };

  function open(unmet: TransitionView['unmet']) {
    const engine = new StandInEngine({ 'task.edit': () => ({ changeNumber: 1 }) });
    const transitions = [
      { to: 'DELIVERED', unmet, asks: ['/reasons'], reasonUse: 'CLOSE' as const, ends: true },
    ];
    const detail = detailOf({ document: { ...document, work: { cause: 'digger' } }, form, transitions });
    render(WorkForm, { props: { detail, form }, context: contextOf(surroundingsWith(engine)) });
    return engine;
  }
  const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

  it('asks for the reason of closing first', async () => {
    const engine = open([{ kind: 'reason', use: 'CLOSE', codes: ['ODD'] }]);
    await press('Save and deliver');
    await press('Yes, save and deliver');
    expect(engine.asked).toEqual([]);
    await fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'ODD' } });
    await press('Yes, save and deliver');
    expect(patches(engine)).toEqual([{ mainStatus: 'DELIVERED', reasons: [{ code: 'ODD', text: null }] }]);
  });

  it('says what has to be done elsewhere first', async () => {
    const names = { nl: 'Opruimen', en: 'Clean up' };
    const engine = open([{ kind: 'mainTask', mainTask: 'clean', names }]);
    await press('Save and deliver');
    expect(screen.getByText('Finish "Clean up".')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Yes, save and deliver' })).toBeNull();
    expect(engine.asked).toEqual([]);
  });
});
