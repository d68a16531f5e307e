import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenBucket } from '../../../src-main/equitri/token-bucket.ts';

describe('a token bucket', () => {
  test('gives its burst at once, then says how long to wait, and is right about it', () => {
    let now = 0;
    const bucket = tokenBucket({ perSecond: 0.1, burst: 2 }, { now: () => now });
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([null, null, 10]);
    now += 9_999;
    expect([bucket.wait(), bucket.take()]).toEqual([1, 1]);
    now += 1;
    expect([bucket.wait(), bucket.take(), bucket.take()]).toEqual([null, null, 10]);
  });

  test('never gives more than its burst and what time has brought, whatever the clock does', () => {
    const steps = fc.array(fc.integer({ min: -2_000, max: 5_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 10 }),
        steps,
        (perSecond, burst, passing) => {
          let now = 0;
          let passed = 0;
          let given = 0;
          const bucket = tokenBucket({ perSecond, burst }, { now: () => now });
          for (const step of passing) {
            now += step;
            passed += Math.max(0, step);
            while (bucket.take() === null) given += 1;
            const seconds = bucket.wait();
            expect(seconds).toBeGreaterThanOrEqual(1);
          }
          expect(given).toBeLessThanOrEqual(burst + (passed / 1000) * perSecond + 0.001);
        },
      ),
    );
  });
});
