import { describe, expect, it } from 'vitest';
import { errands, waitMs, type ErrandResult } from '../../../src-main/sandbox/platform/errands.ts';
import { virtualSurroundings } from '../../support/surroundings.ts';

/** Errands whose results are dealt from a list; what runs is noted with its time since the start. */
function runs(results: Record<string, ErrandResult[]>, width = 2) {
  const surroundings = virtualSurroundings();
  const start = surroundings.now();
  const ran: [key: string, atMs: number][] = [];
  const rejected: string[] = [];
  let running = 0;
  let most = 0;
  const carrying = errands({
    width,
    surroundings,
    async run(key) {
      ran.push([key, surroundings.now() - start]);
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => surroundings.after(10, resolve));
      running--;
      const result = results[key]?.shift() ?? 'done';
      if (result === 'failed' && key === 'throws') throw new Error('thrown');
      return result;
    },
    onRejected: (_thrown, key) => rejected.push(key),
  });
  return { surroundings, ran, rejected, carrying, most: () => most };
}

describe('errands', () => {
  it('run at most so many at a time, and each key once', async () => {
    const { carrying, surroundings, ran, most } = runs({});
    for (const key of ['a', 'b', 'c', 'a', 'b']) carrying.want(key);
    await surroundings.pass(1_000);
    // a and b were wanted again while they ran
    expect(ran.map(([key]) => key).sort()).toEqual(['a', 'a', 'b', 'b', 'c']);
    expect(most()).toBe(2);
  });

  it('are repeated with growing waits until they are done', async () => {
    const { carrying, surroundings, ran } = runs({ a: ['failed', 'failed', 'failed'] });
    carrying.want('a');
    await surroundings.pass(60_000);
    expect(ran).toHaveLength(4);
  });

  it('start over at once when they are wanted while they wait', async () => {
    const { carrying, surroundings, ran } = runs({ a: [{ againInMs: 60_000 }] });
    carrying.want('a');
    await surroundings.pass(100);
    carrying.want('a');
    await surroundings.pass(0);
    expect(ran).toEqual([
      ['a', 0],
      ['a', 100],
    ]);
    await surroundings.pass(120_000);
    expect(ran).toHaveLength(2); // the timer of the first run is gone
  });

  it('go on at once, or after the time given', async () => {
    const { carrying, surroundings, ran } = runs({ a: ['next'], b: [{ againInMs: 500 }] });
    carrying.want('a');
    carrying.want('b');
    await surroundings.pass(1_000);
    expect(ran).toEqual([
      ['a', 0],
      ['b', 0],
      ['a', 10],
      ['b', 510],
    ]);
  });

  it('count as failed when they throw', async () => {
    const { carrying, surroundings, ran, rejected } = runs({ throws: ['failed'] });
    carrying.want('throws');
    await surroundings.pass(60_000);
    expect(rejected).toEqual(['throws']);
    expect(ran).toHaveLength(2);
  });

  it('start nothing after the stop, which waits for those that run', async () => {
    const { carrying, surroundings, ran } = runs({ a: ['failed'] }, 1);
    carrying.want('a');
    carrying.want('b');
    let stopped = false;
    const stop = carrying.stop().then(() => (stopped = true));
    await surroundings.pass(5);
    expect(stopped).toBe(false);
    await surroundings.pass(60_000);
    await stop;
    carrying.want('c');
    await surroundings.pass(60_000);
    expect(ran.map(([key]) => key)).toEqual(['a']);
  });

  it('wait with full jitter below a doubling bound that ends at 5 s', () => {
    expect(waitMs(0, 0.999)).toBe(249);
    expect(waitMs(1, 0.999)).toBe(499);
    expect(waitMs(60, 0.999)).toBe(4_995);
    expect(waitMs(60, 0)).toBe(50);
  });
});
