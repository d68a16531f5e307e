/** The views: those that ship, and those that were saved here, which are the engine's to keep. */
import { builtInViewIds, builtInViews, type BuiltInViewId } from '@contract/list/built-in-views.ts';
import type { SavedView, ViewDefinition } from '@contract/list/view.ts';
import type { Surroundings } from '../../app/surroundings.ts';

function isBuiltIn(viewId: string): viewId is BuiltInViewId {
  return (builtInViewIds as readonly string[]).includes(viewId);
}

/** A view as the window lists it; a built-in one has its name in the texts. */
export type ListedView =
  | { viewId: BuiltInViewId; name: null; definition: ViewDefinition }
  | { viewId: string; name: string; definition: ViewDefinition };

export class Views {
  #saved = $state.raw<readonly SavedView[]>([]);
  #me = $state<string | null>(null);
  readonly #all = $derived.by((): readonly ListedView[] => [
    ...builtInViewIds.map((viewId) => ({ viewId, name: null, definition: builtInViews[viewId] })),
    ...this.#saved,
  ]);
  readonly #engine: Surroundings['engine'];

  constructor(engine: Surroundings['engine']) {
    this.#engine = engine;
    const read = () => {
      // What was known still holds; a new engine is asked again.
      this.#read().catch(() => undefined);
    };
    engine.onReconnect(read);
    read();
  }

  get saved(): readonly SavedView[] {
    return this.#saved;
  }

  get all(): readonly ListedView[] {
    return this.#all;
  }

  /** Who asks; null until the engine has said. */
  get me(): string | null {
    return this.#me;
  }

  /** The view by its id; open work for one that is no longer there. */
  get(viewId: string): ListedView {
    return (
      this.#saved.find((view) => view.viewId === viewId) ?? {
        viewId: isBuiltIn(viewId) ? viewId : 'open',
        name: null,
        definition: builtInViews[isBuiltIn(viewId) ? viewId : 'open'],
      }
    );
  }

  /** Rejects with a `PatchdeskError`, as the other two do. */
  async save(view: SavedView): Promise<void> {
    await this.#engine.call('view.save', view);
    await this.#read();
  }

  async remove(viewId: string): Promise<void> {
    await this.#engine.call('view.remove', { viewId });
    await this.#read();
  }

  async order(viewIds: readonly string[]): Promise<void> {
    await this.#engine.call('view.order', { viewIds: [...viewIds] });
    await this.#read();
  }

  async #read(): Promise<void> {
    const { saved, me } = await this.#engine.call('view.list', {});
    this.#saved = saved;
    this.#me = me;
  }
}
