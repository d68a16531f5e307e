/** A disk that takes nothing: what was typed stays, what is wrong is said, and saving again works. */
import { PatchdeskError } from '@contract/errors.ts';
import type { WorkForm as Form } from '@contract/rules/work-form.ts';
import type { TaskDetail } from '@contract/task-view.ts';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import QuestionRow from '../../../src-renderer/features/records/QuestionRow.svelte';
import BookingsCard from '../../../src-renderer/features/records/BookingsCard.svelte';
import EditCard from '../../../src-renderer/features/tasks/EditCard.svelte';
import Labels from '../../../src-renderer/features/tasks/Labels.svelte';
import Notes from '../../../src-renderer/features/tasks/Notes.svelte';
import Transitions from '../../../src-renderer/features/tasks/Transitions.svelte';
import WorkForm from '../../../src-renderer/features/tasks/WorkForm.svelte';
import type { Surroundings } from '../../../src-renderer/app/surroundings.ts';
import { contextOf, detailOf, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

const form: Form = {
  taskTypes: ['PATCH_INSTALL'],
  fields: [{ field: '/work/patch/odfPosition', input: 'text', required: true }],
};
const detail: TaskDetail = detailOf({
  form,
  writable: ['/notes/*/text', '/labels/*/name', '/contactDetails/name'],
  transitions: [{ to: 'PLANNED', unmet: [], asks: ['/planned'], reasonUse: null, ends: false }],
});
const record = {
  record: { templates: [], answers: [], done: [], materials: [], hours: [] },
  templates: [],
  available: [],
  open: { lmra: [], checklists: [], mainTasks: [], attachments: [] },
  materialCents: 0,
  hoursCents: 0,
  minutes: 0,
  interruptedAt: null,
  me: 'Sanne de Vries',
};

interface Place {
  name: string;
  show: (context: Map<symbol, Surroundings>) => unknown;
  /** Pressed first, where what is typed into is not there at once. */
  opens?: string;
  label: RegExp;
  typed: string;
  saves: string;
}

const places: Place[] = [
  {
    name: 'the work form',
    show: (context) => render(WorkForm, { props: { detail, form }, context }),
    label: /ODF position/,
    typed: 'A-2-14',
    saves: 'Save',
  },
  {
    name: 'a note',
    show: (context) => render(Notes, { props: { detail }, context }),
    label: /Add a note/,
    typed: 'Cellar was flooded',
    saves: 'Add note',
  },
  {
    name: 'a label',
    show: (context) => render(Labels, { props: { detail }, context }),
    label: /^Add a label/,
    typed: 'Hoogbouw',
    saves: 'Add label',
  },
  {
    name: 'a field in its place',
    show: (context) =>
      render(EditCard, { props: { title: 'Contact', detail, pointers: ['/contactDetails/name'] }, context }),
    opens: 'Edit contact',
    label: /Name/,
    typed: 'De Vries',
    saves: 'Save',
  },
  {
    name: 'a plan',
    show: (context) => render(Transitions, { props: { detail }, context }),
    label: /Planned at/,
    typed: '2031-03-03T08:30',
    saves: 'Confirm',
  },
];

const troubles = [
  {
    code: 'STORE_FULL',
    reason: 'SQLITE_FULL',
    says: /The disk is full \(SQLITE_FULL\), so this was not saved/,
  },
  {
    code: 'STORE_READ_ONLY',
    reason: 'SQLITE_READONLY',
    says: /may not write its data on this device \(SQLITE_READONLY\)/,
  },
] as const;

describe.each(troubles)('a disk that says $code', ({ code, reason, says }) => {
  /** An engine that can't save until there is room. */
  function engineOnDisk() {
    let room = false;
    const save = <Answer>(answer: Answer) => {
      if (!room) throw new PatchdeskError(code, { reason });
      return answer;
    };
    const engine = new StandInEngine({
      'task.edit': () => save({ changeNumber: 1 }),
      'record.change': () => save({}),
      'record.prices': () => ({ articles: [], hourlyRates: [] }),
    });
    return { engine, makeRoom: () => (room = true) };
  }

  it.each(places)('leaves $name as it was typed, and it is saved once there is room', async (place) => {
    const { engine, makeRoom } = engineOnDisk();
    place.show(contextOf(surroundingsWith(engine)));
    if (place.opens !== undefined) await fireEvent.click(screen.getByRole('button', { name: place.opens }));
    const box = () => screen.getByLabelText<HTMLInputElement>(place.label);
    const button = () => screen.getByRole<HTMLButtonElement>('button', { name: place.saves, hidden: true });
    const save = async () => {
      await expect.poll(() => button().disabled).toBe(false);
      await fireEvent.click(button());
    };
    await fireEvent.input(box(), { target: { value: place.typed } });
    await save();
    expect((await screen.findByRole('alert')).textContent).toMatch(says);
    expect(box().value).toBe(place.typed);
    makeRoom();
    await save();
    await expect.poll(() => engine.inputsOf('task.edit').length).toBe(2);
    await expect.poll(() => screen.queryByRole('alert')).toBeNull();
    const [refused, saved] = engine.inputsOf('task.edit');
    // The same change: had the first been saved after all, it is there once.
    expect(saved).toEqual(refused);
  });

  it('leaves a booking in its form', async () => {
    const { engine, makeRoom } = engineOnDisk();
    const props = { taskId: 'OT-1', view: record, ended: false };
    render(BookingsCard, { props, context: contextOf(surroundingsWith(engine)) });
    await fireEvent.click(screen.getByRole('button', { name: 'Book material' }));
    const type = (label: RegExp, value: string) =>
      fireEvent.input(screen.getByLabelText(label), { target: { value } });
    await type(/Description/, 'Patchkabel');
    await type(/Price/, '6,95');
    await fireEvent.click(screen.getByRole('button', { name: 'Book' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(says);
    expect(screen.getByLabelText<HTMLInputElement>(/Description/).value).toBe('Patchkabel');
    makeRoom();
    await fireEvent.click(screen.getByRole('button', { name: 'Book' }));
    await expect.poll(() => screen.queryByRole('alert')).toBeNull();
    const [refused, saved] = engine.inputsOf('record.change');
    expect(saved).toEqual(refused);
  });
});

describe('an answer that was not recorded', () => {
  const names = { nl: 'Vraag', en: 'Question' };
  const inContext = () => contextOf(surroundingsWith(new StandInEngine({})));
  const question = { key: 'q', names, required: false };

  it('in words stays in its box, and is given again with its button', async () => {
    const given: (string | null)[] = [];
    let room = false;
    const onanswer = (value: string | null) => {
      given.push(value);
      return Promise.resolve(room);
    };
    const props = {
      question: { ...question, answer: 'text' as const },
      answer: undefined,
      ended: false,
      onanswer,
    };
    render(QuestionRow, { props, context: inContext() });
    const box = screen.getByRole<HTMLInputElement>('textbox');
    await fireEvent.input(box, { target: { value: 'natte kelder' } });
    await fireEvent.blur(box);
    await expect.poll(() => given).toEqual(['natte kelder']);
    expect(box.value).toBe('natte kelder');
    room = true;
    await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await expect.poll(() => given).toEqual(['natte kelder', 'natte kelder']);
    await expect.poll(() => screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });

  it('out of a few is not shown as chosen, so that it can be chosen again', async () => {
    const given: (string | null)[] = [];
    const onanswer = (value: string | null) => {
      given.push(value);
      return Promise.resolve(false);
    };
    const props = {
      question: { ...question, answer: 'yesNo' as const },
      answer: undefined,
      ended: false,
      onanswer,
    };
    render(QuestionRow, { props, context: inContext() });
    const yes = screen.getByLabelText<HTMLInputElement>('Yes');
    await fireEvent.click(yes);
    await expect.poll(() => yes.checked).toBe(false);
    await fireEvent.click(yes);
    await expect.poll(() => given).toEqual(['yes', 'yes']);
  });
});
