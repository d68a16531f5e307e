/** Which view is shown, kept in the hash of the address so that back, forward and a reload do as expected. */
import { builtInViewIds } from '@contract/list/built-in-views.ts';

/** Of the tasks: which list (the id of its view; the present one where it is left out), and which task is open in it. */
export type Route =
  | { view: 'tasks'; listId?: string; taskId: string | null }
  | { view: 'outbox' }
  | { view: 'rules' }
  | { view: 'settings' };

const firstList = 'open';
/** Stands for the present list where the id of a task would be taken for one. */
const presentList = '-';

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

function isListId(text: string): boolean {
  return uuid.test(text) || (builtInViewIds as readonly string[]).includes(text);
}

/** Anything unknown is the list of open work. */
export function parseRoute(hash: string): Route {
  const [view, first = '', second = ''] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode);
  if (view === 'outbox' || view === 'rules' || view === 'settings') return { view };
  if (first === '') return { view: 'tasks', listId: firstList, taskId: null };
  if (first === presentList) return { view: 'tasks', taskId: second || null };
  if (isListId(first)) return { view: 'tasks', listId: first, taskId: second || null };
  return { view: 'tasks', taskId: first };
}

/** The address of a route, for links. */
export function hrefOf(route: Route): string {
  if (route.view !== 'tasks') return `#/${route.view}`;
  const { listId, taskId } = route;
  if (listId === undefined && taskId === null) return '#/tasks';
  const list = listId ?? (taskId !== null && isListId(taskId) ? presentList : null);
  return ['#/tasks', ...[list, taskId].filter((part) => part !== null).map(encodeURIComponent)].join('/');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export class Router {
  #route = $state.raw<Route>({ view: 'tasks', taskId: null });
  #listId = $state(firstList);
  readonly #page: Window;

  constructor(page: Window) {
    this.#page = page;
    this.#show(parseRoute(page.location.hash));
    page.addEventListener('hashchange', () => this.#show(parseRoute(page.location.hash)));
  }

  get route(): Route {
    return this.#route;
  }

  /** The list that is open, or was when something else was opened. */
  get listId(): string {
    return this.#listId;
  }

  go(route: Route): void {
    const whole = route.view === 'tasks' ? { ...route, listId: route.listId ?? this.#listId } : route;
    this.#page.location.hash = hrefOf(whole);
    // The event of the page comes a turn later; what was pressed has to be seen at once.
    this.#show(whole);
  }

  /** Back to the list where a task is open: another environment does not have it. */
  leaveTask(): void {
    if (this.#route.view === 'tasks') this.go({ view: 'tasks', listId: firstList, taskId: null });
  }

  #show(route: Route): void {
    if (route.view === 'tasks' && route.listId !== undefined) this.#listId = route.listId;
    this.#route = route;
  }
}
