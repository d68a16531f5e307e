import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  advanceOutbound,
  hasEnded,
  type OutboundEvent,
  type OutboundState,
} from '../../../src-main/equitri/exchange.ts';

const events = fc.array(fc.constantFrom<OutboundEvent>('indicated', 'served', 'accepted', 'refused'));
const order: OutboundState[] = ['open', 'indicated', 'fetched'];

function run(steps: readonly OutboundEvent[]): OutboundState[] {
  const states: OutboundState[] = ['open'];
  for (const step of steps) states.push(advanceOutbound(states.at(-1) ?? 'open', step));
  return states;
}

test('an exchange never goes back, however its steps are repeated and mixed', () => {
  fc.assert(
    fc.property(events, (steps) => {
      const states = run(steps);
      for (const [at, state] of states.entries()) {
        const before = states[at - 1];
        if (before === undefined || hasEnded(state)) continue;
        expect(order.indexOf(state)).toBeGreaterThanOrEqual(order.indexOf(before));
      }
    }),
  );
});

test('an ended exchange stays as it ended', () => {
  fc.assert(
    fc.property(events, events, (steps, more) => {
      const ended = run(steps).at(-1);
      if (ended !== undefined && hasEnded(ended)) expect(more.reduce(advanceOutbound, ended)).toBe(ended);
    }),
  );
});

test('a step that is repeated at once changes nothing', () => {
  fc.assert(
    fc.property(events, (steps) => {
      const twice = steps.flatMap((step) => [step, step]);
      expect(run(twice).at(-1)).toBe(run(steps).at(-1));
    }),
  );
});
