/** Which view is shown, kept in the hash of the address so that back, forward and a reload do as expected. */

export type Route = { view: 'tasks'; taskId: string | null } | { view: 'outbox' } | { view: 'rules' };

/** Anything unknown is the list of tasks. */
export function parseRoute(hash: string): Route {
  const [view, id] = hash.replace(/^#?\/?/, '').split('/');
  if (view === 'outbox' || view === 'rules') return { view };
  return { view: 'tasks', taskId: id ? decode(id) : null };
}

/** The address of a route, for links. */
export function hrefOf(route: Route): string {
  if (route.view !== 'tasks') return `#/${route.view}`;
  return route.taskId === null ? '#/tasks' : `#/tasks/${encodeURIComponent(route.taskId)}`;
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
  readonly #page: Window;

  constructor(page: Window) {
    this.#page = page;
    this.#route = parseRoute(page.location.hash);
    page.addEventListener('hashchange', () => (this.#route = parseRoute(page.location.hash)));
  }

  get route(): Route {
    return this.#route;
  }

  go(route: Route): void {
    this.#page.location.hash = hrefOf(route);
    // The event of the page comes a turn later; what was pressed has to be seen at once.
    this.#route = route;
  }
}
