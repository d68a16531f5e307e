/** What the window stands on, replaced for tests: an engine made of functions, a clock that stands still. */
import type { ChangeView } from '@contract/change.ts';
import type { EventDetail, EventName } from '@contract/events.ts';
import type { Input, Method, Output } from '@contract/methods.ts';
import { RulesView } from '@contract/rule-file-methods.ts';
import type { TaskDetail, TaskRow } from '@contract/task-view.ts';
import { vi } from 'vitest';
import labels from '../../../resources/rules/labels.json';
import priorities from '../../../resources/rules/priorities.json';
import reasonCodes from '../../../resources/rules/reason-codes.json';
import statusModels from '../../../resources/rules/status-models.json';
import taskTypes from '../../../resources/rules/task-types.json';
import { Clock } from '../../../src-renderer/app/clock.svelte.ts';
import { Preferences } from '../../../src-renderer/app/preferences.svelte.ts';
import { Router } from '../../../src-renderer/app/route.svelte.ts';
import { surroundingsKey, type Surroundings } from '../../../src-renderer/app/surroundings.ts';
import { Toasts } from '../../../src-renderer/app/toasts.svelte.ts';
import { Drafts } from '../../../src-renderer/features/tasks/drafts.ts';
import { Language } from '../../../src-renderer/messages/language.svelte.ts';

// jsdom has no popovers: what is in one is always there.
Object.assign(HTMLElement.prototype, { hidePopover: () => undefined });

export type Answers = { [Name in Method]?: (input: Input<Name>) => Output<Name> | Promise<Output<Name>> };

/** An engine that answers from a table and remembers what it was asked. */
export class StandInEngine {
  readonly asked: { method: Method; input: unknown }[] = [];
  readonly #answers: Answers;
  readonly #handlers = new Map<string, Set<(detail: never) => void>>();
  readonly #reconnected = new Set<() => void>();

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  async call<Name extends Method>(method: Name, input: Input<Name>): Promise<Output<Name>> {
    this.asked.push({ method, input });
    const answer = this.#answers[method];
    if (!answer) throw new Error(`the test does not answer ${method}`);
    return answer(input);
  }

  on<Name extends EventName>(event: Name, handle: (detail: EventDetail<Name>) => void): () => void {
    const heard = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, heard.add(handle));
    return () => heard.delete(handle);
  }

  onReconnect(handle: () => void): () => void {
    this.#reconnected.add(handle);
    return () => this.#reconnected.delete(handle);
  }

  tell<Name extends EventName>(event: Name, detail: EventDetail<Name>): void {
    for (const handle of this.#handlers.get(event) ?? []) handle(detail as never);
  }

  reconnect(): void {
    for (const handle of this.#reconnected) handle();
  }

  inputsOf(method: Method): unknown[] {
    return this.asked.filter((one) => one.method === method).map(({ input }) => input);
  }
}

/** The rules as they ship, as the engine tells them. */
export const shippedRules = RulesView.parse({
  taskTypes,
  statuses: statusModels.statuses,
  reasonCodes,
  labels,
  priorities,
  files: [],
});

export const noon = Date.parse('2026-03-09T11:00:00Z');

export function surroundingsWith(
  engine: StandInEngine,
  locale = 'en-GB',
  view: RulesView | null = shippedRules,
): Surroundings {
  const rules = { view, nameOf: (_kind: string, code: string) => code };
  const preferences = new Preferences(document, { getItem: () => null, setItem: () => undefined }, locale);
  let ids = 0;
  return {
    engine,
    shell: { call: () => Promise.reject(new Error('there is no shell in this test')) },
    preferences,
    language: new Language(preferences, rules),
    router: new Router(window),
    clock: new Clock(() => noon),
    environments: { view: null, shown: null, showsSandbox: true },
    sync: { status: null },
    rules,
    toasts: new Toasts(),
    drafts: new Drafts(),
    newChangeId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
  };
}

/** For the `context` option of `render`. */
export function contextOf(surroundings: Surroundings): Map<symbol, Surroundings> {
  return new Map([[surroundingsKey, surroundings]]);
}

export function changeOf(part: Partial<ChangeView>): ChangeView {
  return {
    changeId: '00000000-0000-4000-8000-0000000000aa',
    changeNumber: 1,
    taskId: 'OT-1',
    taskType: 'PATCH_INSTALL',
    missingTask: null,
    place: 'Voorstraat 12, Delft',
    fields: [],
    madeAt: '2026-03-09T10:00:00Z',
    madeBy: 'j.devries',
    state: 'queued',
    heldUp: false,
    tries: 0,
    nextTryAt: null,
    trouble: null,
    receipt: null,
    refusal: null,
    ...part,
  };
}

/** A task of which nothing is known but what `part` says. */
export function detailOf(part: Partial<TaskDetail> = {}): TaskDetail {
  const document = part.document ?? {
    id: 'OT-1',
    version: 7,
    taskType: 'PATCH_INSTALL',
    mainStatus: 'IN_PROGRESS',
  };
  return {
    taskId: 'OT-1',
    api: 'outTask',
    document,
    base: document,
    changes: [],
    history: [],
    transitions: [],
    movers: [],
    ended: false,
    writable: [],
    record: null,
    form: null,
    ...part,
  };
}

export function rowOf(taskId: string): TaskRow {
  return {
    taskId,
    api: 'outTask',
    taskType: 'PATCH_INSTALL',
    mainStatus: 'PLANNED',
    subStatus: null,
    inTaskStatus: null,
    priority: null,
    planned: null,
    popName: null,
    street: `Street of ${taskId}`,
    postcode: null,
    city: null,
    dhid: null,
    connectionId: null,
    searchCode: null,
    externalCorrelationId: null,
    labels: [],
    reason: null,
    assignee: null,
    organization: null,
    slaDueAt: null,
    slaStatus: null,
    createdAt: null,
    updatedAt: null,
    endedAt: null,
    ended: false,
    pending: 0,
    refused: 0,
  };
}

/** jsdom lays nothing out; the virtual list gets a viewport of this height, and rows of the height they are meant to have. */
export function layOut(viewport: number, row: number): void {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly #tell: (entries: unknown[]) => void;
      constructor(tell: (entries: unknown[]) => void) {
        this.#tell = tell;
      }
      observe(target: Element): void {
        const height = target.getAttribute('data-testid') === 'task-list' ? viewport : row;
        queueMicrotask(() => this.#tell([{ target, contentRect: { height, width: 400 } }]));
      }
      unobserve(): void {
        // nothing is watched
      }
      disconnect(): void {
        // nothing is watched
      }
    },
  );
  vi.spyOn(HTMLElement.prototype, 'offsetParent', 'get').mockReturnValue(document.body);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(viewport);
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scroll = () => undefined;
}
