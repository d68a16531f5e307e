import { PatchdeskError } from '@contract/errors.ts';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import Refusal from '../../../src-renderer/features/changes/Refusal.svelte';
import { correctable, correctedPatch } from '../../../src-renderer/features/changes/correction.ts';
import { changeOf, contextOf, StandInEngine, surroundingsWith, type Answers } from './stand-ins.ts';

afterEach(cleanup);

const refused = changeOf({
  state: 'refused',
  fields: [
    { field: '/work/patch/powerDbm', from: null, to: 9.5 },
    { field: '/work/patch/patchCordLabel', from: null, to: 'PC-1' },
    { field: '/mainStatus', from: 'IN_PROGRESS', to: 'DELIVERED' },
  ],
  refusal: {
    at: '2026-03-09T10:30:00Z',
    reasons: [{ code: 'VALIDATION_FAILED', field: '/work/patch/powerDbm', message: 'at most 5' }],
  },
});

function show(answers: Answers, locale?: string, change = refused, together = [change]) {
  const engine = new StandInEngine(answers);
  render(Refusal, {
    props: { change, refused: together },
    context: contextOf(surroundingsWith(engine, locale)),
  });
  return engine;
}

const button = (name: string) => screen.getByRole('button', { name });

describe('what is typed anew', () => {
  const reason = (field: string) => ({
    at: '2026-03-09T10:30:00Z',
    reasons: [{ code: 'VALIDATION_FAILED', field, message: null }],
  });

  it('of a fibre is written with its whole list, in its own row', () => {
    const rows = [
      { fibre: 7, lossDb: 0.2, futureField: 'kept' },
      { fibre: 12, lossDb: 9 },
    ];
    const change = changeOf({
      fields: [{ field: '/work/ftu/fibres', from: null, to: rows }],
      refusal: reason('/work/ftu/fibres/1/lossDb'),
    });
    const each = [{ field: '/lossDb', input: 'number' as const, required: true }];
    const form = [{ field: '/work/ftu/fibres', input: 'fibres' as const, required: true, each }];
    const fields = correctable(change, form);
    expect(fields).toMatchObject([{ pointer: '/work/ftu/fibres/1/lossDb', value: 9, row: { fibre: '12' } }]);
    const typed = new Map([['/work/ftu/fibres/1/lossDb', '0,3']]);
    expect(correctedPatch(change, fields, typed, 'nl')).toEqual({
      kind: 'patch',
      patch: { work: { ftu: { fibres: [rows[0], { fibre: 12, lossDb: 0.3 }] } } },
    });
  });

  it('of an assignee is written with the organization that the change has', () => {
    const change = changeOf({
      fields: [
        { field: '/assignee/orgId', from: null, to: 'CONTR-ZH' },
        { field: '/assignee/userName', from: null, to: 'pit' },
      ],
      refusal: reason('/assignee/userName'),
    });
    const patchOf = (typed: [string, string][]) =>
      correctedPatch(change, correctable(change), new Map(typed), 'nl');
    expect(patchOf([['/assignee/userName', 'piet']])).toEqual({
      kind: 'patch',
      patch: { assignee: { orgId: 'CONTR-ZH', userName: 'piet' } },
    });
    expect(patchOf([['/assignee/userName', '']])).toMatchObject({
      patch: { assignee: { orgId: 'CONTR-ZH', userName: null } },
    });
  });

  it('of a priority can not be nothing', () => {
    const change = changeOf({
      fields: [{ field: '/priority', from: 'NORMAL', to: 'HIGH' }],
      refusal: reason('/priority'),
    });
    const typed = new Map([['/priority', '']]);
    expect(correctedPatch(change, correctable(change), typed, 'nl')).toEqual({ kind: 'nothing' });
  });
});

describe('a refused change', () => {
  it('says which field, why, and what was typed', () => {
    show({});
    expect(screen.getByText('Optical power:')).toBeTruthy();
    expect(screen.getByText('The platform does not accept this value: at most 5')).toBeTruthy();
    expect(screen.getByText('VALIDATION_FAILED')).toBeTruthy();
    expect(screen.getByText('You typed: 9.5 dBm')).toBeTruthy();
  });

  it('is corrected in place, with just the field that was typed anew', async () => {
    const engine = show({ 'outbox.correct': () => ({}) }, 'nl-NL');
    await fireEvent.click(button('Verbeteren'));
    expect(screen.queryByLabelText('Label patchkabel')).toBeNull();
    await fireEvent.input(screen.getByLabelText('Optisch vermogen'), { target: { value: '-9,5' } });
    await fireEvent.click(button('Verbeteren en opnieuw versturen'));
    await waitFor(() => expect(button('Verbeteren')).toBeTruthy());
    expect(engine.inputsOf('outbox.correct')).toEqual([
      { changeId: refused.changeId, patch: { work: { patch: { powerDbm: -9.5 } } } },
    ]);
  });

  it('is not sent again unchanged or with what is no number by correcting', async () => {
    const engine = show({});
    await fireEvent.click(button('Correct'));
    await fireEvent.click(button('Correct and send again'));
    expect(screen.getByText('Change at least one value first.')).toBeTruthy();
    await fireEvent.input(screen.getByLabelText('Optical power'), { target: { value: 'low' } });
    await fireEvent.click(button('Correct and send again'));
    expect(screen.getByText('"low" is not a number')).toBeTruthy();
    expect(engine.asked).toEqual([]);
  });

  it('is sent again as it is', async () => {
    const engine = show({ 'outbox.resend': () => ({}) });
    await fireEvent.click(button('Send again'));
    expect(engine.inputsOf('outbox.resend')).toEqual([{ taskId: 'OT-1' }]);
  });

  it('is withdrawn only after asking', async () => {
    const engine = show({
      'outbox.withdraw': () => {
        throw new PatchdeskError('CHANGE_STATE', {
          changeId: refused.changeId,
          state: 'accepted',
          wanted: 'refused',
        });
      },
    });
    await fireEvent.click(button('Withdraw'));
    expect(engine.asked).toEqual([]);
    await fireEvent.click(screen.getByText('Withdraw it'));
    expect(engine.inputsOf('outbox.withdraw')).toEqual([{ changeId: refused.changeId }]);
    expect(await screen.findByText(/The change is accepted by now/)).toBeTruthy();
  });

  it('has nothing to correct when it is about the status alone', () => {
    show({}, 'en', {
      ...refused,
      fields: [{ field: '/mainStatus', from: 'PLANNED', to: 'DELIVERED' }],
      refusal: {
        at: refused.madeAt,
        reasons: [{ code: 'TRANSITION_NOT_ALLOWED', field: '/mainStatus', message: null }],
      },
    });
    expect(screen.queryByRole('button', { name: 'Correct' })).toBeNull();
    expect(screen.getByText('The platform does not allow this status change')).toBeTruthy();
  });

  it('of an innocent change says so, and offers nothing to correct', () => {
    const innocent = changeOf({
      ...refused,
      changeId: '00000000-0000-4000-8000-0000000000bb',
      fields: [{ field: '/work/remarks', from: null, to: 'all well' }],
    });
    const together = [refused, innocent];
    show({}, 'en', innocent, together);
    expect(screen.getByText('Optical power:')).toBeTruthy();
    expect(screen.getByText('refused together with another change')).toBeTruthy();
    expect(screen.queryByText('VALIDATION_FAILED')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Correct' })).toBeNull();
    expect(button('Send again').title).toBe('Sends all 2 refused changes of this task again');
    expect(correctable(refused, [], together).map(({ pointer }) => pointer)).toEqual([
      '/work/patch/powerDbm',
    ]);
  });

  it('for a field that is still empty can be corrected by filling it in', () => {
    const delivered = changeOf({
      ...refused,
      fields: [{ field: '/mainStatus', from: 'IN_PROGRESS', to: 'DELIVERED' }],
    });
    show({}, 'en', delivered, [delivered]);
    expect(screen.queryByText('refused together with another change')).toBeNull();
    expect(button('Correct')).toBeTruthy();
    expect(button('Send again').title).toBe('');
  });
});
