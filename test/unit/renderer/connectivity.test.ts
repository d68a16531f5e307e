/** What the status bar and its popover say of the way to the platform, in both languages. */
import type { SyncStatus } from '@contract/sync-status.ts';
import type { Trouble } from '@contract/trouble.ts';
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import Connectivity from '../../../src-renderer/app/Connectivity.svelte';
import { catalogue } from '../../../src-renderer/messages/catalogue.ts';
import { sayTrouble } from '../../../src-renderer/messages/say.ts';
import { contextOf, noon, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

const after = (ms: number) => new Date(noon + ms).toISOString();
const well: SyncStatus = {
  environment: 'acceptance',
  trouble: null,
  contacted: true,
  since: after(-60_000),
  pending: 0,
  refused: 0,
  nextTryAt: after(12_000),
  receiving: null,
  endpoint: 'http://127.0.0.1:4711',
};

function show(status: SyncStatus | null, locale = 'en-GB') {
  render(Connectivity, {
    props: { status },
    context: contextOf(surroundingsWith(new StandInEngine({}), locale)),
  });
  return {
    state: screen.getByTestId('connectivity').getAttribute('data-state'),
    line: screen.getByRole('status').textContent,
    panel: screen.getByRole('dialog', { hidden: true }).textContent,
  };
}

const troubles: Trouble[] = [
  { kind: 'noNetwork', cause: 'ENETUNREACH' },
  { kind: 'captivePortal', address: 'http://sign-in.example' },
  { kind: 'cut', cause: 'ECONNRESET' },
  { kind: 'tlsFailed', why: 'expired', host: 'api.example', cause: 'CERT_HAS_EXPIRED' },
  { kind: 'tokenRefused', why: 'credentials' },
  { kind: 'notWhitelisted', clientIp: '203.0.113.7', told: 'problem' },
];

describe.each([
  ['en-GB', 'en', 'next try in 12 s'],
  ['nl-NL', 'nl', 'volgende poging over 12 s'],
] as const)('in %s', (locale, language, next) => {
  it.each(troubles)(
    '$kind is on the line; what it means, what to do and when it is tried are behind it',
    (trouble) => {
      const { says, explains, advice } = sayTrouble(catalogue[language], trouble);
      const { state, line, panel } = show({ ...well, trouble }, locale);
      expect([state, line]).toEqual([trouble.kind, says]);
      for (const text of [says, explains, advice, next]) expect(panel).toContain(text);
    },
  );
});

it('the address that is to be whitelisted can be copied', () => {
  show({ ...well, trouble: { kind: 'notWhitelisted', clientIp: '203.0.113.7' } });
  expect(screen.getByRole('button', { name: 'Copy Address', hidden: true })).toBeTruthy();
  expect(screen.getByTestId('advice').textContent).toContain('203.0.113.7');
});

it('there is nothing to copy where no address was told', () => {
  show({ ...well, trouble: { kind: 'notWhitelisted', clientIp: null } });
  expect(screen.queryByRole('button', { name: /^Copy/, hidden: true })).toBeNull();
});

it.each([
  ['starting', null],
  ['connecting', { ...well, contacted: false }],
  ['reachable', well],
])('%s asks nothing of anybody', (state, status) => {
  expect(show(status).state).toBe(state);
  expect(screen.queryByTestId('advice')).toBeNull();
  expect(screen.queryByTestId('next-probe')).toBeNull();
});
