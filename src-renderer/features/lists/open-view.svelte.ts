/**
 * The view that is open, with what was changed about it and what is typed into the search box, and the question that
 * all of it makes. Changes are kept for each view until they are saved or taken back.
 */
import type { ListQuery } from '@contract/list/query.ts';
import type { ViewDefinition } from '@contract/list/view.ts';
import { SvelteMap } from 'svelte/reactivity';
import type { Surroundings } from '../../app/surroundings.ts';
import { sameDefinition } from './definition.ts';
import { queryOf, searchOf } from './query-of.ts';
import type { ListedView, Views } from './views.svelte.ts';

export class OpenView {
  readonly #views: Views;
  readonly #router: Pick<Surroundings['router'], 'listId'>;
  readonly #clock: Pick<Surroundings['clock'], 'about'>;
  readonly #changes = new SvelteMap<string, ViewDefinition>();
  readonly #view = $derived.by((): ListedView => this.#views.get(this.#router.listId));
  readonly #definition = $derived.by(() => this.#changes.get(this.#view.viewId) ?? this.#view.definition);
  readonly #own = $derived.by(() => queryOf(this.#definition, this.#clock.about, this.#views.me ?? ''));
  readonly #query = $derived.by(() => searchOf(this.#own, this.typed, this.everywhere));

  /** What is in the search box. */
  typed = $state('');
  /** Whether the search leaves the filters out. */
  everywhere = $state(false);
  /** Asked for from elsewhere: the search box takes the focus as soon as it is there. */
  wantsTyping = $state(false);

  constructor(
    views: Views,
    { router, clock }: { router: Pick<Surroundings['router'], 'listId'>; clock: Surroundings['clock'] },
  ) {
    this.#views = views;
    this.#router = router;
    this.#clock = clock;
  }

  get view(): ListedView {
    return this.#view;
  }

  get definition(): ViewDefinition {
    return this.#definition;
  }

  set definition(definition: ViewDefinition) {
    if (sameDefinition(definition, this.#view.definition)) this.#changes.delete(this.#view.viewId);
    else this.#changes.set(this.#view.viewId, definition);
  }

  /** Whether it is another list than the one that was saved or ships. */
  get changed(): boolean {
    return this.#changes.has(this.#view.viewId);
  }

  reset(): void {
    this.#changes.delete(this.#view.viewId);
  }

  get searching(): boolean {
    return this.#query.search !== null;
  }

  /** Whether the search looks at the tasks of the filters only. */
  get within(): boolean {
    return this.searching && !this.everywhere && this.#definition.filters.length > 0;
  }

  /** The question of the list; null until it is known who asks, where that matters. */
  get query(): ListQuery | null {
    const needsMe = this.#definition.filters.some((filter) => 'me' in filter);
    return needsMe && this.#views.me === null ? null : this.#query;
  }

  /** Which list this is to people, whatever its question is at the moment. */
  get name(): string {
    const { scope, filters, sort, group } = this.#definition;
    const { search } = this.#query;
    return JSON.stringify([this.#view.viewId, scope, filters, sort, group, search, this.everywhere]);
  }

  stopSearching(): void {
    this.typed = '';
    this.everywhere = false;
  }
}
