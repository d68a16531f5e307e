import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { live, type Live } from '../../../src-renderer/app/live.svelte.ts';
import { StandInEngine } from './stand-ins.ts';

interface Opened {
  about: string;
}

/** A question that is answered by hand. */
function asking(engine: StandInEngine, about: () => string) {
  const open: { about: string; answer: (value: Opened) => void; fail: (thrown: Error) => void }[] = [];
  let question!: Live<Opened>;
  const end = $effect.root(() => {
    question = live(
      engine,
      () => {
        const wanted = about();
        return new Promise<Opened>((answer, fail) => open.push({ about: wanted, answer, fail }));
      },
      { 'tasks.changed': ({ taskIds }) => taskIds.includes(about()) },
    );
  });
  flushSync();
  return { question, open, end };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a live question', () => {
  it('is asked again once, however many events come while it is under way', async () => {
    const engine = new StandInEngine({});
    const { question, open, end } = asking(engine, () => 'OT-1');
    for (let at = 0; at < 5; at++) engine.tell('tasks.changed', { taskIds: ['OT-1'], rows: null });
    engine.tell('tasks.changed', { taskIds: ['OT-2'], rows: null });
    expect(open).toHaveLength(1);
    open[0]?.answer({ about: 'first' });
    await settled();
    expect(question.value).toEqual({ about: 'first' });
    expect(question.loading).toBe(true);
    expect(open).toHaveLength(2);
    open[1]?.answer({ about: 'second' });
    await settled();
    expect(question).toMatchObject({ value: { about: 'second' }, loading: false, failure: null });
    end();
  });

  it('takes the answer to the latest question only', async () => {
    let wanted = $state('OT-1');
    const { question, open, end } = asking(new StandInEngine({}), () => wanted);
    wanted = 'OT-2';
    flushSync();
    expect(open.map(({ about }) => about)).toEqual(['OT-1', 'OT-2']);
    open[1]?.answer({ about: 'OT-2' });
    open[0]?.answer({ about: 'OT-1' });
    await settled();
    expect(question.value).toEqual({ about: 'OT-2' });
    end();
  });

  it('keeps its last answer when a later question fails, and asks a new engine by itself', async () => {
    const engine = new StandInEngine({});
    const { question, open, end } = asking(engine, () => 'OT-1');
    open[0]?.answer({ about: 'OT-1' });
    await settled();
    question.again();
    open[1]?.fail(new Error('gone'));
    await settled();
    expect(question).toMatchObject({ value: { about: 'OT-1' }, failure: { code: 'INTERNAL' } });
    engine.reconnect();
    expect(open).toHaveLength(3);
    end();
    engine.reconnect();
    expect(open).toHaveLength(3);
  });
});
