/**
 * A question to the engine whose answer stays true: it is asked again when an event says that it may have changed,
 * when the engine was started again, and when a rune that the question reads gets another value.
 *
 * Invariants: the latest question wins, an answer to an earlier one is dropped; events that come while a question
 * is under way lead to one more question, however many they are; the last answer stays while the next is awaited.
 */
import type { Failure } from '@contract/errors.ts';
import type { EventDetail, EventName } from '@contract/events.ts';
import type { EngineClient } from './engine-client.ts';
import { failureOf } from './failure-of.ts';

/** For each event that matters: whether this one does. */
export type Triggers = { [Name in EventName]?: (detail: EventDetail<Name>) => boolean };

export interface Live<Value> {
  readonly value: Value | undefined;
  readonly failure: Failure | null;
  readonly loading: boolean;
  /** Asks again. */
  again(): void;
}

type Listening = Pick<EngineClient, 'on' | 'onReconnect'>;

function hear<Name extends EventName>(
  engine: Listening,
  event: Name,
  triggers: Triggers,
  changed: () => void,
): () => void {
  const matters = triggers[event];
  if (!matters) return () => undefined;
  return engine.on(event, (detail) => {
    if (matters(detail)) changed();
  });
}

/** Call it while a component is being set up; it ends with the component. */
export function live<Value>(engine: Listening, ask: () => Promise<Value>, triggers: Triggers): Live<Value> {
  let value = $state.raw<Value>();
  let failure = $state.raw<Failure | null>(null);
  let loading = $state(true);
  let again: () => void = () => undefined;

  $effect(() => {
    let ended = false;
    let asking = false;
    let stale = false;

    function settle(): void {
      asking = false;
      if (stale) question();
      else loading = false;
    }

    function question(): void {
      if (asking) {
        stale = true;
        return;
      }
      asking = true;
      stale = false;
      loading = true;
      ask().then(
        (answer) => {
          if (ended) return;
          value = answer;
          failure = null;
          settle();
        },
        (thrown: unknown) => {
          if (ended) return;
          failure = failureOf(thrown);
          settle();
        },
      );
    }

    question();
    again = question;
    const silence = [
      hear(engine, 'tasks.changed', triggers, question),
      hear(engine, 'sync.changed', triggers, question),
      hear(engine, 'rules.changed', triggers, question),
      engine.onReconnect(question),
    ];
    return () => {
      ended = true;
      for (const end of silence) end();
    };
  });

  return {
    get value() {
      return value;
    },
    get failure() {
      return failure;
    },
    get loading() {
      return loading;
    },
    again: () => again(),
  };
}
