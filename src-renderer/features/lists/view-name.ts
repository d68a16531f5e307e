/** What a view is called: a built-in one in the language of the window, a saved one as its owner called it. */
import type { Texts } from '../../messages/en.ts';
import type { ListedView } from './views.svelte.ts';

export function viewName(texts: Texts, { viewId, name }: ListedView): string {
  // Only a built-in view has no name of its own.
  return name ?? texts.lists.views[viewId];
}
