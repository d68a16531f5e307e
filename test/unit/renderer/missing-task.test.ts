import type { ChangeView } from '@contract/change.ts';
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import ChangeCard from '../../../src-renderer/features/outbox/ChangeCard.svelte';
import { changeOf, contextOf, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

function show(part: Partial<ChangeView>, locale?: string) {
  const fields = [{ field: '/mainStatus', from: 'RECEIVED', to: 'IN_PROGRESS' }];
  const change = changeOf({ missingTask: 'fetching', taskType: null, place: '', fields, ...part });
  const props = { change, refused: change.state === 'refused' ? [change] : [] };
  render(ChangeCard, { props, context: contextOf(surroundingsWith(new StandInEngine({}), locale)) });
  return screen.getByTestId('change');
}

describe('a change whose task is missing', () => {
  it('shows its task, what it does and when it is tried next, and leads nowhere', () => {
    const card = show({ nextTryAt: '2026-03-09T11:00:30Z' });
    for (const text of ['OT-1', 'Status', 'Its task is being fetched again', 'next try in 30 s', 'Queued']) {
      expect(card.textContent).toContain(text);
    }
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByRole('button', { name: 'Withdraw' })).toBeTruthy();
  });

  it('says so when the platform did not give it', () => {
    expect(show({ missingTask: 'notGiven' }, 'nl-NL').textContent).toContain('het platform gaf haar niet');
  });

  it('that was refused shows every reason, and what can be done without the task', () => {
    const conflict = { field: '/planned', base: null, ours: 'a', theirs: 'b' };
    const reasons = [{ code: 'CONFLICT', field: '/planned', message: null, conflict }];
    show({ state: 'refused', refusal: { at: '2026-03-09T10:30:00Z', reasons } });
    expect(screen.getByText(/The platform changed this field in the meantime/)).toBeTruthy();
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent.trim())).toEqual(
      expect.arrayContaining(['Withdraw']),
    );
    for (const name of ['Correct', 'Send again', 'Use what I chose']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
  });
});
