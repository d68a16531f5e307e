import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import type { RecordView } from '@contract/record.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import Records from '../../../src-renderer/features/records/Records.svelte';
import TextAnswer from '../../../src-renderer/features/records/TextAnswer.svelte';
import BookingsCard from '../../../src-renderer/features/records/BookingsCard.svelte';
import {
  centsOf,
  minutesOf,
  quantityOf,
  typedCents,
} from '../../../src-renderer/features/records/amounts.ts';
import { defaultRulebook } from '../../../src-main/domain/rules/default-rules.ts';
import { contextOf, detailOf, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

const templates = defaultRulebook().templates;
const named = (key: string) => templates.filter((template) => template.key === key);
const at = '2026-03-09T09:00:00Z';
const answers = ['clean', 'tools', 'allowed', 'isolated', 'emergency'].map((question) => ({
  checklist: 'lmra',
  question,
  value: 'yes',
  at,
  by: 'Sanne',
}));
const lmra = { kind: 'lmra' as const, checklist: 'lmra', names: { nl: 'LMRA', en: 'LMRA' }, unsafe: false };

function viewOf(part: Partial<RecordView> = {}): RecordView {
  return {
    record: { templates: [], answers: [], done: [], materials: [], hours: [] },
    templates: named('safety'),
    available: named('patching'),
    open: { lmra: [lmra], checklists: [], mainTasks: [], attachments: [] },
    materialCents: 0,
    hoursCents: 0,
    minutes: 0,
    interruptedAt: null,
    me: 'Sanne de Vries',
    ...part,
  };
}

function show(view: RecordView, locale = 'en-GB', ended = false): StandInEngine {
  const engine = new StandInEngine({
    'record.change': () => ({}),
    'attachment.add': () => ({ changeNumber: 1, attachmentId: 'A-1' }),
  });
  const detail = detailOf({ record: view, ended });
  render(Records, { props: { detail, view }, context: contextOf(surroundingsWith(engine, locale)) });
  return engine;
}

const actions = (engine: StandInEngine) =>
  engine.inputsOf('record.change').map((input) => (input as { action: unknown }).action);

describe('the risk assessment', () => {
  it('saves each answer as it is given', async () => {
    const engine = show(viewOf());
    const question = screen.getByRole('radiogroup', { name: 'Is the place clean and safe?' });
    await fireEvent.click(within(question).getByLabelText('No'));
    expect(actions(engine)).toEqual([{ kind: 'answer', checklist: 'lmra', question: 'clean', value: 'no' }]);
  });

  it('says not to start when it is not safe, in the language of the screen', () => {
    show(viewOf({ open: { ...viewOf().open, lmra: [{ ...lmra, unsafe: true }] } }), 'nl-NL');
    expect(screen.getByText(/Niet veilig: begin niet/)).toBeTruthy();
  });

  it('shows no answer from before an interruption, so that the same can be given again', async () => {
    const record = { ...viewOf().record, answers };
    const engine = show(viewOf({ record, interruptedAt: '2026-03-09T10:00:00Z' }));
    expect(screen.getByText(/answer it again/)).toBeTruthy();
    const yes = within(
      screen.getByRole('radiogroup', { name: /clean and safe/ }),
    ).getByLabelText<HTMLInputElement>('Yes');
    expect(yes.checked).toBe(false);
    await fireEvent.click(yes);
    expect(actions(engine)).toHaveLength(1);
  });

  it('that is complete gets out of the way, and can be looked at', async () => {
    const record = { ...viewOf().record, answers };
    show(viewOf({ record, open: { ...viewOf().open, lmra: [] } }));
    expect(screen.queryByRole('radiogroup')).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    expect(screen.getAllByRole('radiogroup')).toHaveLength(5);
  });
});

describe('a work plan', () => {
  const view = viewOf({
    templates: named('patching'),
    available: [],
    record: { ...viewOf().record, templates: ['patching'] },
  });

  it('is ticked off, and says which file is missing under which name', async () => {
    const open = {
      ...view.open,
      lmra: [],
      attachments: [{ kind: 'attachment' as const, fileName: 'foto-patch', names: { nl: 'F', en: 'P' } }],
    };
    const engine = show({ ...view, open });
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Place the patch cord' }));
    expect(actions(engine)).toEqual([{ kind: 'done', mainTask: 'patch', subTask: 'place', done: true }]);
    expect(screen.getByText(/missing: foto-patch/)).toBeTruthy();
  });

  it('has a main task ticked off with all that it consists of, and taken back with it', async () => {
    const engine = show(view);
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Make the patch' }));
    await vi.waitFor(() => {
      expect(actions(engine)).toEqual(
        [null, 'find', 'place', 'measure', 'label'].map((subTask) => ({
          kind: 'done',
          mainTask: 'patch',
          subTask,
          done: true,
        })),
      );
    });
    cleanup();
    const done = [null, 'find'].map((subTask) => ({ mainTask: 'patch', subTask, at, by: 'Sanne' }));
    const other = show({ ...view, record: { ...view.record, done } });
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Make the patch' }));
    await vi.waitFor(() => {
      expect(actions(other)).toMatchObject([
        { subTask: null, done: false },
        { subTask: 'find', done: false },
      ]);
    });
  });

  it('has a main task open again with a sub task that is taken back', async () => {
    const done = [null, 'find', 'place'].map((subTask) => ({ mainTask: 'patch', subTask, at, by: 'Sanne' }));
    const engine = show({ ...view, record: { ...view.record, done } });
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Place the patch cord' }));
    await vi.waitFor(() => {
      expect(actions(engine)).toMatchObject([
        { subTask: 'place', done: false },
        { subTask: null, done: false },
      ]);
    });
  });

  it('names a file that is added for it as it has to be named', async () => {
    const file = { kind: 'attachment' as const, fileName: 'foto-patch', names: { nl: 'F', en: 'P' } };
    const engine = show({ ...view, open: { ...view.open, lmra: [], attachments: [file] } });
    const chosen = new File(['x'], 'IMG_2041.JPG', { type: 'image/jpeg' });
    await fireEvent.change(screen.getByLabelText('Add foto-patch'), { target: { files: [chosen] } });
    await vi.waitFor(() => {
      expect(engine.inputsOf('attachment.add')).toMatchObject([{ fileName: 'foto-patch.JPG' }]);
    });
  });

  it('of an ended task is there to read only', () => {
    show(
      { ...view, record: { ...view.record, done: [{ mainTask: 'patch', subTask: null, at, by: 'Sanne' }] } },
      'en-GB',
      true,
    );
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Make the patch' });
    expect([box.checked, box.disabled]).toEqual([true, true]);
    expect(screen.queryByRole('button', { name: /Remove/ })).toBeNull();
  });
});

describe('an answer in words', () => {
  it('follows what another window records, and saves nothing that nobody typed', async () => {
    const given: (string | null)[] = [];
    const onanswer = (value: string | null) => {
      given.push(value);
      return Promise.resolve(true);
    };
    const props = { label: 'Opmerking', value: 'eerst', numeric: false, onanswer };
    const { rerender } = render(TextAnswer, {
      props,
      context: contextOf(surroundingsWith(new StandInEngine({}))),
    });
    await rerender({ ...props, value: 'van het andere venster' });
    const box = screen.getByLabelText<HTMLInputElement>('Opmerking');
    expect(box.value).toBe('van het andere venster');
    await fireEvent.focus(box);
    await fireEvent.blur(box);
    expect(given).toEqual([]);
    await fireEvent.input(box, { target: { value: 'mijn ' } });
    await fireEvent.blur(box);
    expect(given).toEqual(['mijn']);
  });
});

describe('a booking', () => {
  function open(): StandInEngine {
    const article = { article: 'PC-1', description: 'Patchkabel', unit: 'stuk', priceCents: 695 };
    const engine = new StandInEngine({
      'record.change': () => ({}),
      'record.prices': () => ({ articles: [article], hourlyRates: [] }),
    });
    const props = { taskId: 'OT-1', view: viewOf(), ended: false };
    render(BookingsCard, { props, context: contextOf(surroundingsWith(engine, 'nl-NL')) });
    return engine;
  }

  it('from the price list takes over what stands there', async () => {
    const engine = open();
    await fireEvent.click(screen.getByRole('button', { name: 'Materiaal boeken' }));
    await fireEvent.change(await screen.findByLabelText('Uit de prijslijst'), { target: { value: 'PC-1' } });
    expect(screen.getByLabelText<HTMLInputElement>('Prijs').value).toBe('6,95');
    await fireEvent.input(screen.getByLabelText('Aantal'), { target: { value: '2,5' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Boeken' }));
    expect(actions(engine)).toMatchObject([
      {
        kind: 'bookMaterial',
        line: { article: 'PC-1', description: 'Patchkabel', quantity: 2.5, priceCents: 695 },
      },
    ]);
  });

  it('names what is wrong at its field, and books nothing', async () => {
    const engine = open();
    await fireEvent.click(screen.getByRole('button', { name: 'Uren boeken' }));
    expect((await screen.findByLabelText<HTMLInputElement>('Wie')).value).toBe('Sanne de Vries');
    await fireEvent.input(screen.getByLabelText('Uren'), { target: { value: '-5' } });
    await fireEvent.input(screen.getByLabelText('Uurtarief'), { target: { value: '1,999' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Boeken' }));
    expect(screen.getByText(/"-5" is geen tijd van hoogstens een dag/)).toBeTruthy();
    expect(screen.getByText('"1,999" mag hoogstens 2 decimalen hebben')).toBeTruthy();
    expect(screen.getByText('Vul dit in')).toBeTruthy();
    expect(actions(engine)).toEqual([]);
  });
});

it('amounts are read as they are typed and written', () => {
  expect(['6,95', '6.95', '€ 7', '0', '0,1'].map(centsOf)).toEqual([695, 695, 700, 0, 10]);
  expect(['-1', 'x', '1,999', ''].map(centsOf)).toEqual([null, null, null, null]);
  expect(['2', '0,5', '0', '-1', 'x'].map(quantityOf)).toEqual([2, 0.5, null, null, null]);
  expect(['1.234,56', '1.234', '1,234', '1234'].map(centsOf)).toEqual([123456, null, null, 123400]);
  expect(['1.234', '1,234', '0.234', '1234'].map(quantityOf)).toEqual([null, 1.234, 0.234, 1234]);
  expect(['1:30', '1,5', '1.5', '0:05', '24:00'].map(minutesOf)).toEqual([90, 90, 90, 5, 1440]);
  expect(['0:00', '24:01', '90', '1:60', '-1', '1,001', ''].map(minutesOf)).toEqual(Array(7).fill(null));
  expect([typedCents(695, 'nl'), typedCents(70, 'en')]).toEqual(['6,95', '0.70']);
});
