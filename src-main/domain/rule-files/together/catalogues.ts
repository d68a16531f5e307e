/** Task types, reason codes, labels and priorities: one of each name, and task types that there are. Pure. */
import type { RuleKind } from '../../../contract/rules/rulebook.ts';
import { each, namesTwice, type Finding, type Ground } from './finding.ts';

/** The kinds whose entries are about task types, where these lists are. */
function unknownTaskTypes({ book }: Ground): Finding[] {
  const known = new Set(book.taskTypes.map(({ name }) => name));
  const lists: [RuleKind, readonly { taskTypes: readonly string[] }[], (string | number)[]][] = [
    ['statusModels', book.statusModels.models, ['models']],
    ['reasonCodes', book.reasonCodes, []],
    ['labels', book.labels, []],
    ['workForms', book.workForms, []],
    ['templates', book.templates, []],
  ];
  return lists.flatMap(([kind, entries, at]) =>
    entries.flatMap(({ taskTypes }, index) =>
      each(taskTypes, [...at, index, 'taskTypes'])
        .filter(({ name }) => !known.has(name))
        .map(({ path }): Finding => ({ kind, path, why: { code: 'TASK_TYPE_UNKNOWN' } })),
    ),
  );
}

/** Exactly one priority is what a new task gets. */
function defaultPriorities({ book }: Ground): Finding[] {
  const defaults = [...book.priorities.entries()].filter(([, { isDefault }]) => isDefault);
  const why = { code: 'DEFAULT_PRIORITIES', count: defaults.length } as const;
  if (defaults.length === 0) return [{ kind: 'priorities', path: [], why }];
  return defaults.slice(1).map(([index]) => ({ kind: 'priorities', path: [index, 'isDefault'], why }));
}

export function catalogueFindings(ground: Ground): Finding[] {
  const { taskTypes, reasonCodes, labels, priorities } = ground.book;
  const byName = (list: readonly { name: string }[]) =>
    list.map(({ name }, index) => ({ name, path: [index, 'name'] }));
  const codes = reasonCodes.map(({ code }, index) => ({ name: code, path: [index, 'code'] }));
  return [
    ...namesTwice(ground, 'taskTypes', byName(taskTypes)),
    ...taskTypes.flatMap(({ subTypes }, index) =>
      namesTwice(ground, 'taskTypes', each(subTypes, [index, 'subTypes'])),
    ),
    ...namesTwice(ground, 'reasonCodes', codes),
    ...namesTwice(ground, 'labels', byName(labels)),
    ...namesTwice(ground, 'priorities', byName(priorities)),
    ...unknownTaskTypes(ground),
    ...defaultPriorities(ground),
  ];
}
