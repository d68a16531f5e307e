import type { SyncStatus } from '@contract/sync-status.ts';
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import StatusBar from '../../../src-renderer/app/StatusBar.svelte';
import ChangeProgress from '../../../src-renderer/features/changes/ChangeProgress.svelte';
import { changeOf, contextOf, noon, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

const surroundings = () => surroundingsWith(new StandInEngine({}));
const after = (ms: number) => new Date(noon + ms).toISOString();

describe('how far a change is', () => {
  it('is in words when a refused change holds it up', () => {
    const change = changeOf({ heldUp: true });
    render(ChangeProgress, { props: { change }, context: contextOf(surroundings()) });
    expect(screen.getByText('held up by the refused change before it')).toBeTruthy();
    expect(screen.queryByTestId('next-try')).toBeNull();
  });

  it('tells receipts of the same moment apart', () => {
    const receipt = {
      indicationId: '0195e0a2-7c11-7000-8000-00001234abcd',
      taskVersion: 8,
      syncedAt: after(0),
      receivedAt: after(0),
    };
    const change = changeOf({ state: 'accepted', receipt });
    render(ChangeProgress, { props: { change }, context: contextOf(surroundings()) });
    expect(screen.getByText('indication 1234abcd')).toBeTruthy();
  });
});

describe('the status bar', () => {
  const idle: SyncStatus = {
    environment: 'sandbox',
    trouble: null,
    contacted: true,
    since: after(0),
    pending: 0,
    refused: 0,
    nextTryAt: after(0),
    receiving: null,
    endpoint: null,
  };

  it.each([
    ['nothing on an idle list', {}, null],
    ['that it tries when something is pending', { pending: 1 }, 'trying now'],
    ['that it tries in trouble', { trouble: { kind: 'tooFast' } }, 'trying now'],
    ['when it tries next', { nextTryAt: after(12_000) }, 'next try in 12 s'],
  ] as const)('tells %s', (_what, part, words) => {
    const context = contextOf({ ...surroundings(), sync: { status: { ...idle, ...part } } });
    render(StatusBar, { props: { sandbox: false }, context });
    expect(screen.queryByTestId('next-try')?.textContent ?? null).toBe(words);
    expect(screen.queryByRole('button', { name: 'Try now' }) === null).toBe(words === null);
  });
});
