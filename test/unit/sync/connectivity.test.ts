import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Trouble } from '../../../src-main/contract/trouble.ts';
import { backOffMs, backOffPlans, planOf, type PlanName } from '../../../src-main/sync/back-off.ts';
import { connectivity } from '../../../src-main/sync/connectivity.ts';
import { virtualSurroundings } from '../../support/surroundings.ts';

const noNetwork: Trouble = { kind: 'noNetwork', cause: 'ENETUNREACH' };
const refused: Trouble = { kind: 'notConnected', why: 'refused', cause: 'ECONNREFUSED' };
const notWhitelisted: Trouble = { kind: 'notWhitelisted', clientIp: null, told: 'empty' };
const tokenRefused: Trouble = { kind: 'tokenRefused', why: 'credentials' };
const tooFast: Trouble = { kind: 'tooFast' };
const troubles = [noNetwork, refused, notWhitelisted, tokenRefused, tooFast];

const planNames = Object.keys(backOffPlans) as PlanName[];

test('a wait is within the bounds of its pace, however often it was tried', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...planNames),
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (name, tries, random) => {
        const { firstMs, longestMs, least } = backOffPlans[name];
        const bound = Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 20));
        const wait = backOffMs(tries, random, name);
        expect(wait).toBeGreaterThanOrEqual(Math.floor(least * bound));
        expect(wait).toBeLessThanOrEqual(bound);
      },
    ),
  );
});

test('the first tries are short where the network is at fault, and long where a person has to act', () => {
  const longest = (trouble: Trouble, tries: number) => backOffMs(tries, 1, planOf(trouble.kind));
  for (const tries of [1, 2, 5, 20]) {
    expect(longest(noNetwork, tries)).toBeLessThan(longest(refused, tries));
    expect(longest(refused, tries)).toBeLessThanOrEqual(longest(notWhitelisted, tries));
  }
  expect(backOffMs(1, 0, planOf('notWhitelisted'))).toBeGreaterThan(0);
});

/** What may happen to the connectivity of an environment, one after the other. */
type Step =
  | { kind: 'failed'; trouble: Trouble; retryAfterMs: number | null }
  | { kind: 'wait'; ms: number }
  | { kind: 'networkChanged' };

const step = fc.oneof(
  fc.record({
    kind: fc.constant('failed' as const),
    trouble: fc.constantFrom(...troubles),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 200_000 })),
  }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 300_000 }) }),
  fc.constant({ kind: 'networkChanged' as const }),
);

test('whatever happens, there is a next try while a trouble stands, and never before the platform wants it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps: Step[]) => {
      const surroundings = virtualSurroundings();
      const reach = connectivity(surroundings);
      let notBefore = -Infinity;
      for (const one of steps) {
        if (one.kind === 'wait') await surroundings.pass(one.ms);
        else if (one.kind === 'networkChanged') reach.networkChanged();
        else {
          reach.failed(one.trouble, one.retryAfterMs);
          notBefore = Math.max(notBefore, surroundings.now() + (one.retryAfterMs ?? 0));
          expect(reach.trouble).toEqual(one.trouble);
          expect(reach.since).toBeLessThanOrEqual(surroundings.now());
        }
        if (reach.trouble === null) expect(reach.nextTryAt).toBeNull();
        else expect(reach.nextTryAt).toBeGreaterThanOrEqual(notBefore);
        expect((reach.nextTryAt ?? 0) - surroundings.now()).toBeLessThanOrEqual(900_000);
      }
      reach.reached();
      expect([reach.trouble, reach.nextTryAt, reach.contacted]).toEqual([null, null, true]);
    }),
    { numRuns: 50 },
  );
});

describe('a change of the network', () => {
  /** Fails `times` times, each when its time has come. */
  async function failing(trouble: Trouble, times: number) {
    const surroundings = virtualSurroundings();
    const reach = connectivity({ ...surroundings, now: () => surroundings.now(), random: () => 0.999 });
    for (let at = 0; at < times; at++) {
      await surroundings.pass((reach.nextTryAt ?? 0) - surroundings.now());
      reach.failed(trouble, null);
    }
    const wait = () => (reach.nextTryAt ?? NaN) - surroundings.now();
    return { reach, wait };
  }

  test.each([noNetwork, refused, notWhitelisted])(
    'ends the wait and forgets no try: $kind',
    async (trouble) => {
      const { reach, wait } = await failing(trouble, 4);
      const before = wait();
      reach.networkChanged();
      expect(wait()).toBe(0);
      reach.failed(trouble, null);
      expect(wait()).toBeGreaterThan(before);
    },
  );

  test('does not help against credentials that are refused', async () => {
    const { reach, wait } = await failing(tokenRefused, 2);
    const before = wait();
    reach.networkChanged();
    expect(wait()).toBe(before);
  });

  test('makes nothing of no trouble', () => {
    const reach = connectivity(virtualSurroundings());
    reach.networkChanged();
    expect(reach.nextTryAt).toBeNull();
  });
});

test('a night without a network does not count as tries of a platform that is down in the morning', async () => {
  const surroundings = virtualSurroundings();
  const reach = connectivity(surroundings);
  for (let at = 0; at < 200; at++) {
    await surroundings.pass((reach.nextTryAt ?? 0) - surroundings.now());
    reach.failed(noNetwork, null);
  }
  await surroundings.pass(60_000);
  reach.failed({ kind: 'platformDown', status: 503 }, null);
  expect((reach.nextTryAt ?? NaN) - surroundings.now()).toBeLessThanOrEqual(backOffPlans.usual.firstMs);
});

test('calls that fail together are one try, whatever each of them says, and the longest wait asked for counts', () => {
  const surroundings = virtualSurroundings();
  const reach = connectivity({ ...surroundings, now: () => surroundings.now(), random: () => 0.5 });
  reach.failed(refused, null);
  const at = reach.nextTryAt;
  reach.failed({ kind: 'cut', cause: 'x' }, null);
  expect([reach.nextTryAt, reach.trouble?.kind]).toEqual([at, 'cut']);
  reach.failed(tooFast, 30_000);
  expect(reach.nextTryAt).toBe(surroundings.now() + 30_000);
});
