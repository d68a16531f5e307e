import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffMs } from '../../../src-main/sync/back-off.ts';
import { pacing } from '../../../src-main/sync/pacing.ts';
import { startOfTime, virtualSurroundings } from '../../support/surroundings.ts';

test('a wait is never negative and never over 15 minutes, however often it was tried', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (tries, random) => {
        const wait = backOffMs(tries, random);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(900_000, 1000 * 2 ** Math.min(tries - 1, 20)));
      },
    ),
  );
});

test('calls are spaced so that no second has more than the limit', async () => {
  const surroundings = virtualSurroundings();
  const pace = pacing(5, surroundings);
  const at: number[] = [];
  for (let call = 0; call < 12; call++)
    void pace.turn().then(() => at.push(surroundings.now() - startOfTime));
  await surroundings.pass(10_000);
  expect(at).toEqual([0, 200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800, 2000, 2200]);
});
