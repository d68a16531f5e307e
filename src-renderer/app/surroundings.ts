/** What every view stands on, handed down by context so that a test can put something else in its place. */
import { getContext, setContext } from 'svelte';
import { Language } from '../messages/language.svelte.ts';
import { Drafts } from '../features/tasks/drafts.ts';
import { Clock } from './clock.svelte.ts';
import type { EngineClient } from './engine-client.ts';
import { EnvironmentsWatch } from './environments.svelte.ts';
import { Preferences } from './preferences.svelte.ts';
import { Router } from './route.svelte.ts';
import { RulesWatch } from './rules.svelte.ts';
import type { ShellClient } from './shell-client.ts';
import { SyncWatch } from './sync-watch.svelte.ts';
import { Toasts } from './toasts.svelte.ts';

export interface Surroundings {
  engine: Pick<EngineClient, 'call' | 'on' | 'onReconnect'>;
  shell: Pick<ShellClient, 'call'>;
  environments: Pick<EnvironmentsWatch, 'view' | 'shown' | 'showsSandbox'>;
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

/** What a window has whatever environment it shows. */
export interface WindowSurroundings {
  shell: ShellClient;
  environments: EnvironmentsWatch;
  preferences: Preferences;
  router: Router;
  clock: Clock;
  toasts: Toasts;
}

/** Those of the real window. */
export function buildWindow(shell: ShellClient): WindowSurroundings {
  return {
    shell,
    environments: new EnvironmentsWatch(shell),
    preferences: new Preferences(document, localStorage, navigator.language),
    router: new Router(window),
    clock: new Clock(),
    toasts: new Toasts(),
  };
}

/** The surroundings of one environment in the real window. */
export function buildSurroundings(engine: EngineClient, ofWindow: WindowSurroundings): Surroundings {
  const rules = new RulesWatch(engine);
  return {
    ...ofWindow,
    engine,
    language: new Language(ofWindow.preferences, rules),
    sync: new SyncWatch(engine),
    rules,
    drafts: new Drafts(),
    newChangeId: () => crypto.randomUUID(),
  };
}
