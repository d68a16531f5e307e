/** The rules in force, kept up to date for the whole life of the window: names of types, statuses and codes. */
import type { RulesView } from '@contract/rule-file-methods.ts';
import type { Names } from '@contract/rules/words.ts';
import type { Locale } from '../messages/catalogue.ts';
import type { EngineClient } from './engine-client.ts';

/** What has a code, and names to read. */
export type NamedKind = 'taskTypes' | 'statuses' | 'priorities' | 'reasonCodes';

type NamesByCode = Readonly<Record<NamedKind, ReadonlyMap<string, Names>>>;

function namesOf(view: RulesView): NamesByCode {
  const byName = (list: readonly { name: string; names: Names }[]) =>
    new Map(list.map(({ name, names }) => [name, names]));
  return {
    taskTypes: byName(view.taskTypes),
    statuses: byName(view.statuses),
    priorities: byName(view.priorities),
    reasonCodes: new Map(view.reasonCodes.map(({ code, names }) => [code, names])),
  };
}

export class RulesWatch {
  #view = $state.raw<RulesView | null>(null);
  readonly #names = $derived(this.#view && namesOf(this.#view));

  constructor(engine: Pick<EngineClient, 'call' | 'on' | 'onReconnect'>) {
    let asked = 0;
    const read = () => {
      const question = ++asked;
      engine.call('rules.view', {}).then(
        (view) => {
          if (question === asked) this.#view = view;
        },
        // What was known still names things; a new engine is asked again.
        () => undefined,
      );
    };
    engine.on('rules.changed', read);
    engine.onReconnect(read);
    read();
  }

  /** Null until the engine has said. */
  get view(): RulesView | null {
    return this.#view;
  }

  /** What people call a code; the code itself where the rules have no name for it. */
  nameOf(kind: NamedKind, code: string, locale: Locale): string {
    return this.#names?.[kind].get(code)?.[locale] ?? code;
  }
}
