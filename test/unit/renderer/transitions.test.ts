import type { WorkForm } from '@contract/rules/work-form.ts';
import { PatchdeskError } from '@contract/errors.ts';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { noteField, noteInternalField } from '../../../src-renderer/features/tasks/drafts.ts';
import Transitions from '../../../src-renderer/features/tasks/Transitions.svelte';
import WorkFormView from '../../../src-renderer/features/tasks/WorkForm.svelte';
import { contextOf, StandInEngine, surroundingsWith, type Answers, detailOf } from './stand-ins.ts';

afterEach(cleanup);

const power = '/work/patch/powerDbm';
const form: WorkForm = {
  taskTypes: ['PATCH_INSTALL'],
  fields: [
    { field: power, input: 'number', unit: 'dBm', required: true },
    { field: '/work/remarks', input: 'remark', required: false },
  ],
};
const document = { id: 'OT-1', version: 7, taskType: 'PATCH_INSTALL', mainStatus: 'IN_PROGRESS' };
const detail = detailOf({
  document,
  transitions: [
    { to: 'DELIVERED', unmet: [{ kind: 'field', field: power }], asks: [], reasonUse: null, ends: true },
    { to: 'RECEIVED', unmet: [], asks: [], reasonUse: null, ends: false },
  ],
  writable: ['/incidentInfo/cause', '/planned'],
  form,
});

function shown(
  typed: Record<string, string>,
  answers: Answers = { 'task.edit': () => ({ changeNumber: 1 }) },
) {
  const engine = new StandInEngine(answers);
  const surroundings = surroundingsWith(engine);
  const draft = surroundings.drafts.of('OT-1');
  for (const [field, text] of Object.entries(typed)) draft.set(field, text);
  render(Transitions, { props: { detail }, context: contextOf(surroundings) });
  return { engine, draft, surroundings };
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const patches = (engine: StandInEngine) =>
  engine.inputsOf('task.edit').map((input) => (input as { patch: unknown }).patch);

describe('a status button in the header', () => {
  it('that ends the task takes along what was typed in its other parts, once it can be read', async () => {
    const { engine, draft } = shown({
      [power]: '-18,4',
      '/incidentInfo/cause': 'graafmachine',
      '/planned': 'morgen',
    });
    await fireEvent.click(button('Deliver'));
    await fireEvent.click(screen.getByText('Yes, deliver'));
    expect(screen.getByText(/"morgen" is not a date and time/)).toBeTruthy();
    expect(engine.asked).toEqual([]);
    draft.set('/planned', '2026-03-11T10:00');
    await fireEvent.click(screen.getByText('Yes, deliver'));
    expect(patches(engine)).toEqual([
      {
        mainStatus: 'DELIVERED',
        work: { patch: { powerDbm: -18.4 } },
        incidentInfo: { cause: 'graafmachine' },
        planned: '2026-03-11T09:00:00.000Z',
      },
    ]);
    await waitFor(() => expect([...draft]).toEqual([]));
  });

  it('takes what was typed along in the same edit, and forgets it then', async () => {
    const { engine, draft } = shown({
      [power]: '-18,4',
      '/work/remarks': 'all well',
      [noteField]: ' door was open ',
      [noteInternalField]: 'yes',
    });
    await fireEvent.click(button('Deliver'));
    expect(engine.asked).toEqual([]);
    await fireEvent.click(screen.getByText('Yes, deliver'));
    expect(patches(engine)).toEqual([
      {
        mainStatus: 'DELIVERED',
        work: { patch: { powerDbm: -18.4 }, remarks: 'all well' },
        notes: [{ text: 'door was open', isInternal: true }],
      },
    ]);
    await waitFor(() => expect([...draft]).toEqual([]));
  });

  it('leaves a note that is being typed alone while the task goes on', async () => {
    const { engine, draft } = shown({ [noteField]: 'half a sen' });
    await fireEvent.click(button('Back to received'));
    expect(patches(engine)).toEqual([{ mainStatus: 'RECEIVED' }]);
    expect(draft.get(noteField)).toBe('half a sen');
  });

  it('is stopped by what can not be read, and says what', async () => {
    const { engine, draft } = shown({ [power]: 'low' });
    await fireEvent.click(screen.getByText('Yes, deliver'));
    expect(engine.asked).toEqual([]);
    expect(screen.getByText('Optical power: "low" is not a number')).toBeTruthy();
    expect(draft.get(power)).toBe('low');
  });

  it('is off while a needed field is neither saved nor typed', async () => {
    const { draft } = shown({});
    expect(button('Deliver').disabled).toBe(true);
    draft.set(power, '-18');
    await waitFor(() => expect(button('Deliver').disabled).toBe(false));
  });

  it('keeps what was typed when it could not be saved', async () => {
    const { draft } = shown(
      { [power]: '-18' },
      {
        'task.edit': () => {
          throw new PatchdeskError('ENGINE_LOST', { method: 'task.edit' });
        },
      },
    );
    await fireEvent.click(screen.getByText('Yes, deliver'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(draft.get(power)).toBe('-18');
  });
});

describe('saving and delivering in the form', () => {
  it('takes the typed note along too', async () => {
    const { engine, draft, surroundings } = shown({ [power]: '-18', [noteField]: 'door was open' });
    render(WorkFormView, { props: { detail, form }, context: contextOf(surroundings) });
    await fireEvent.click(button('Save and deliver'));
    await fireEvent.click(button('Yes, save and deliver'));
    expect(patches(engine)).toMatchObject([{ notes: [{ text: 'door was open', isInternal: false }] }]);
    await waitFor(() => expect([...draft]).toEqual([]));
  });
});
