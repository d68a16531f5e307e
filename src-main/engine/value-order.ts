/** The order of the values of a column in the eyes of people: by what the rules say they mean, else by name. */
import type { ChoiceColumn } from '../contract/list/columns.ts';
import type { RulesView } from '../contract/rule-file-methods.ts';
import type { CompareValues } from '../store/lists/plan.ts';

/** From the least pressing to the most. */
const slaStatuses = ['MET', 'ON_TRACK', 'AT_RISK', 'BREACHED'];
const changeStates = ['pending', 'refused'];

const byName = new Intl.Collator('nl', { numeric: true, sensitivity: 'base' });

/** Orders values by the rules in force; what no rule knows comes after what one does. */
export function valueOrder(rules: Pick<RulesView, 'statuses' | 'priorities'>): CompareValues {
  const statuses = rules.statuses.map(({ name }) => name);
  const ranked: Partial<Record<ChoiceColumn, readonly string[]>> = {
    mainStatus: statuses,
    inTaskStatus: statuses,
    slaStatus: slaStatuses,
    priority: rules.priorities.map(({ name }) => name),
    changeState: changeStates,
  };
  function rank(column: ChoiceColumn, value: string): number {
    const at = ranked[column]?.indexOf(value) ?? -1;
    return at < 0 ? Infinity : at;
  }
  return (column, one, other) => {
    const [first, second] = [rank(column, one), rank(column, other)];
    if (first !== second) return first - second;
    return byName.compare(one, other) || (one < other ? -1 : Number(one > other));
  };
}
