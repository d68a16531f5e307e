/** What every view stands on, handed down by context so that a test can put something else in its place. */
import { getContext, setContext } from 'svelte';
import { Language } from '../messages/language.svelte.ts';
import { Drafts } from '../features/tasks/drafts.ts';
import { Clock } from './clock.svelte.ts';
import type { EngineClient } from './engine-client.ts';
import { Preferences } from './preferences.svelte.ts';
import { Router } from './route.svelte.ts';
import { RulesWatch } from './rules.svelte.ts';
import type { ShellClient } from './shell-client.ts';
import { SyncWatch } from './sync-watch.svelte.ts';
import { Toasts } from './toasts.svelte.ts';

export interface Surroundings {
  engine: Pick<EngineClient, 'call' | 'on' | 'onReconnect'>;
  shell: Pick<ShellClient, 'call'>;
  preferences: Preferences;
  language: Language;
  router: Router;
  clock: Clock;
  sync: Pick<SyncWatch, 'status'>;
  rules: Pick<RulesWatch, 'view' | 'nameOf'>;
  toasts: Toasts;
  drafts: Drafts;
  /** A new id for an edit; every retry of that edit carries the same. */
  newChangeId(): string;
}

export const surroundingsKey = Symbol('surroundings');

export function provideSurroundings(surroundings: Surroundings): void {
  setContext(surroundingsKey, surroundings);
}

export function useSurroundings(): Surroundings {
  return getContext<Surroundings>(surroundingsKey);
}

/** The surroundings of the real window. */
export function buildSurroundings(engine: EngineClient, shell: ShellClient): Surroundings {
  const rules = new RulesWatch(engine);
  const preferences = new Preferences(document, localStorage, navigator.language);
  return {
    engine,
    shell,
    preferences,
    language: new Language(preferences, rules),
    router: new Router(window),
    clock: new Clock(),
    sync: new SyncWatch(engine),
    rules,
    toasts: new Toasts(),
    drafts: new Drafts(),
    newChangeId: () => crypto.randomUUID(),
  };
}
