/** A number of tasks as lists show it: `1,204`, and `10,000+` where there are more than were counted. */
import type { TaskCount } from '@contract/list/query.ts';
import type { Language } from '../../messages/language.svelte.ts';

export function countText({ formats, texts }: Language, { count, more }: TaskCount): string {
  const shown = formats.number(count);
  return more ? texts.lists.moreThan(shown) : shown;
}
