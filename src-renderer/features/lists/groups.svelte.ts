/** Headings over rows with the same value, and how many tasks each value has. */
import { isChoiceColumn, type ListColumn } from '@contract/list/columns.ts';
import type { ListQuery, TaskCount } from '@contract/list/query.ts';
import { live, type Live } from '../../app/live.svelte.ts';
import type { Surroundings } from '../../app/surroundings.ts';
import type { TaskList } from './task-list.svelte.ts';
import { groupOf, type Group, type Wording } from './value-text.ts';

type Counts = readonly (TaskCount & { value: string | null })[];

export class Groups {
  readonly #column: () => ListColumn | null;
  readonly #query: () => ListQuery | null;
  readonly #wording: () => Wording;
  readonly #counts: Live<Counts>;

  /**
   * Call it while a component is being set up. A list that was searched has the best first, and no headings; one whose
   * rows still are those of another question has none yet.
   */
  constructor(
    engine: Surroundings['engine'],
    list: TaskList,
    column: () => ListColumn | null,
    wording: () => Wording,
  ) {
    this.#query = () => list.query;
    this.#column = () => {
      const wanted = column();
      return list.query?.search === null && list.query.sort.column === wanted ? wanted : null;
    };
    this.#wording = wording;
    // Asked again with each reading of the list, so that headings and rows go together.
    this.#counts = live(
      engine,
      () => {
        void list.readings;
        return this.#ask(engine);
      },
      {},
    );
  }

  async #ask(engine: Surroundings['engine']): Promise<Counts> {
    const by = this.#column();
    const query = this.#query();
    if (by === null || query === null || !isChoiceColumn(by)) return [];
    const { groups } = await engine.call('task.groups', { query, by });
    return groups;
  }

  /** The group of the row at a place; null without groups, and where the row is not known. */
  groupAt(list: TaskList, at: number): Group | null {
    const column = this.#column();
    const row = column === null ? undefined : list.rowAt(at);
    return column !== null && row ? groupOf(row, column, list.query?.scope === 'all', this.#wording()) : null;
  }

  /** Whether a heading stands above the row at a place. */
  isFirst(list: TaskList, at: number): boolean {
    const group = this.groupAt(list, at);
    if (!group) return false;
    if (at === 0) return true;
    const before = this.groupAt(list, at - 1);
    return before !== null && before.key !== group.key;
  }

  /** How many tasks a group has; null where that is not counted. */
  countOf({ value }: Group): TaskCount | null {
    const column = this.#column();
    // Open and ended tasks are counted together, and a task with several labels under each of them.
    if (column === 'labels' || this.#query()?.scope === 'all') return null;
    return this.#counts.value?.find((counted) => counted.value === value) ?? null;
  }
}
