import { PatchdeskError } from '@contract/errors.ts';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import Refusal from '../../../src-renderer/features/changes/Refusal.svelte';
import ChangeCard from '../../../src-renderer/features/outbox/ChangeCard.svelte';
import { toldBy } from '../../../src-renderer/features/tasks/history-detail.ts';
import { changeOf, contextOf, StandInEngine, surroundingsWith, type Answers } from './stand-ins.ts';

afterEach(cleanup);

const conflict = (field: string, base: unknown, ours: unknown, theirs: unknown) => ({
  code: 'CONFLICT',
  field,
  message: null,
  conflict: { field, base, ours, theirs },
});

const change = changeOf({
  state: 'refused',
  fields: [
    { field: '/work/remarks', from: 'old', to: 'mine' },
    { field: '/work/patch/powerDbm', from: null, to: -18.4 },
  ],
  refusal: {
    at: '2026-03-09T10:30:00Z',
    reasons: [
      conflict('/work/remarks', 'old', 'mine', 'theirs'),
      conflict('/work/patch/powerDbm', undefined, -18.4, -20),
    ],
  },
});

function show(answers: Answers, view = Refusal) {
  const engine = new StandInEngine(answers);
  const props = { change, refused: [change] };
  render(view, { props, context: contextOf(surroundingsWith(engine)) });
  return engine;
}

const choose = (field: string, whose: string) =>
  fireEvent.click(
    within(screen.getByRole('radiogroup', { name: `Whose value for ${field}` })).getByLabelText(whose),
  );
const settle = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Use what I chose' });

describe('a change in conflict', () => {
  it.each([
    ['the task', Refusal],
    ['the outbox', ChangeCard],
  ])('shows all three values of each field in %s', (_where, view) => {
    show({}, view);
    const row = within(screen.getByRole('row', { name: /^Remarks/ }));
    expect(row.getAllByRole('cell').map((cell) => cell.textContent.trim())).toMatchObject([
      'old',
      'mine',
      'theirs',
      {},
    ]);
    const power = within(screen.getByRole('row', { name: /^Optical power/ }));
    expect(power.getByText('empty')).toBeTruthy();
    expect(power.getByText(/18\.4/)).toBeTruthy();
    expect(power.getByText(/20/)).toBeTruthy();
  });

  it('is settled with what was chosen for each field', async () => {
    const engine = show({ 'outbox.settle': () => ({}) });
    expect(settle().disabled).toBe(true);
    await choose('Remarks', 'Platform');
    expect(screen.getByText('1 not chosen yet')).toBeTruthy();
    await choose('Optical power', 'Mine');
    await fireEvent.click(settle());
    expect(engine.inputsOf('outbox.settle')).toEqual([
      {
        changeId: change.changeId,
        take: { '/work/remarks': 'theirs', '/work/patch/powerDbm': 'ours' },
      },
    ]);
  });

  it('leaves what was not chosen in conflict', async () => {
    const engine = show({ 'outbox.settle': () => ({}) });
    await choose('Remarks', 'Mine');
    await fireEvent.click(settle());
    expect(engine.inputsOf('outbox.settle')).toMatchObject([{ take: { '/work/remarks': 'ours' } }]);
  });

  it('says why it could not be settled, and keeps the choice', async () => {
    show({
      'outbox.settle': () => {
        throw new PatchdeskError('CHANGE_UNKNOWN', { changeId: change.changeId });
      },
    });
    await choose('Remarks', 'Mine');
    await fireEvent.click(settle());
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(settle().disabled).toBe(false);
  });

  it('is not sent again unsettled, but can be corrected or withdrawn', () => {
    show({});
    expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Correct' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Withdraw' })).toBeTruthy();
  });

  it('leaves both values in the history', () => {
    const entry = {
      entryNumber: 1,
      at: '2026-03-09T11:00:00Z',
      kind: 'settled' as const,
      by: 'me',
      detail: {
        changeNumber: 3,
        take: { '/work/remarks': 'theirs' },
        conflicts: change.refusal?.reasons.map((reason) => reason.conflict),
      },
    };
    expect(toldBy(entry)).toMatchObject({
      fields: [{ field: '/work/remarks', from: 'mine', to: 'theirs' }],
      rest: [['changeNumber', 3]],
    });
  });
});
