/** What status models say of each other, of task types, reason codes and fields (domain reference 3.1). Pure. */
import type { Condition, OutTasksAre, StatusModel } from '../../../contract/rules/status-model.ts';
import { areAmbiguous } from '../../rules/status-model.ts';
import type { Path } from '../json-text.ts';
import { documentField } from './document-field.ts';
import { each, namesTwice, type Finding, type Ground, type Named } from './finding.ts';
import { waysOf } from './status-ways.ts';

const kind = 'statusModels';

const statusesOfOutTasks = (wanted: OutTasksAre, at: Path): Named[] => each(wanted.in ?? [], [...at, 'in']);

function statusesOfCondition(condition: Condition, at: Path): Named[] {
  return condition.kind === 'outTasks' ? statusesOfOutTasks(condition, at) : [];
}

function statusesOfModel(model: StatusModel, at: Path): Named[] {
  return [
    { name: model.start, path: [...at, 'start'] },
    ...each(model.ends, [...at, 'ends']),
    ...model.transitions.flatMap(({ from, to, when }, index) => {
      const step = [...at, 'transitions', index];
      return [
        ...each(from, [...step, 'from']),
        { name: to, path: [...step, 'to'] },
        ...when.flatMap((one, place) => statusesOfCondition(one, [...step, 'when', place])),
      ];
    }),
  ];
}

function undeclared({ book }: Ground): Finding[] {
  const { statuses, models, dependencies } = book.statusModels;
  const declared = new Set(statuses.map(({ name }) => name));
  const used = [
    ...models.flatMap((model, index) => statusesOfModel(model, ['models', index])),
    ...dependencies.flatMap((dependency, index): Named[] => {
      const at = ['dependencies', index];
      return [
        { name: dependency.becomes, path: [...at, 'becomes'] },
        ...(dependency.then === 'outTasks'
          ? each(dependency.inTaskIs, [...at, 'inTaskIs'])
          : dependency.when.flatMap((one, place) => statusesOfOutTasks(one, [...at, 'when', place]))),
      ];
    }),
  ];
  return used
    .filter(({ name }) => !declared.has(name))
    .map(({ path }) => ({ kind, path, why: { code: 'STATUS_UNDECLARED' } }));
}

/** Modules and subtypes that no task type has: such a model would never match. Task types are checked with the rest. */
function neverMatching({ book }: Ground, model: StatusModel, at: Path): Finding[] {
  const modules = [...new Set(book.taskTypes.map((type) => type.module))];
  const subTypes = [...new Set(book.taskTypes.flatMap((type) => type.subTypes))];
  return [
    ...each(model.modules, [...at, 'modules'])
      .filter(({ name }) => !modules.includes(name))
      .map(({ path }): Finding => ({ kind, path, why: { code: 'MODULE_UNKNOWN', modules } })),
    ...each(model.subTypes, [...at, 'subTypes'])
      .filter(({ name }) => !subTypes.includes(name))
      .map(({ path }): Finding => ({ kind, path, why: { code: 'SUBTYPE_UNKNOWN', subTypes } })),
    ...each(model.taskTypes, [...at, 'taskTypes'])
      .filter(({ name }) => {
        const type = book.taskTypes.find((known) => known.name === name);
        return type !== undefined && !type.apis.includes(model.api);
      })
      .map(({ path }): Finding => ({ kind, path, why: { code: 'TASK_TYPE_OF_OTHER_API', api: model.api } })),
  ];
}

function inConditions({ book }: Ground, model: StatusModel, at: Path): Finding[] {
  return model.transitions.flatMap(({ when, clears }, index) => {
    const step = [...at, 'transitions', index];
    const lacking = when.flatMap((condition, place): Finding[] => {
      const path = [...step, 'when', place];
      if (condition.kind === 'filled' && !documentField(condition.field)) {
        return [{ kind, path: [...path, 'field'], why: { code: 'DOCUMENT_FIELD_UNKNOWN' } }];
      }
      if (condition.kind !== 'reason') return [];
      const { use } = condition;
      const some = book.reasonCodes.some((reason) => reason.active && reason.uses.includes(use));
      return some ? [] : [{ kind, path: [...path, 'use'], why: { code: 'REASON_USE_EMPTY', use } }];
    });
    const cleared = each(clears, [...step, 'clears'])
      .filter(({ name }) => !documentField(name))
      .map(({ path }): Finding => ({ kind, path, why: { code: 'DOCUMENT_FIELD_UNKNOWN' } }));
    return [...lacking, ...cleared];
  });
}

function ambiguous({ book, lineOf }: Ground): Finding[] {
  const { models } = book.statusModels;
  return models.flatMap((model, index) =>
    models.slice(0, index).flatMap((other, before): Finding[] => {
      if (!areAmbiguous(other, model)) return [];
      const otherLine = lineOf(kind, ['models', before]);
      const why = { code: 'MODELS_AMBIGUOUS', other: other.name, otherLine } as const;
      return [{ kind, path: ['models', index], why }];
    }),
  );
}

export function statusModelFindings(ground: Ground): Finding[] {
  const { statuses, models, dependencies } = ground.book.statusModels;
  const named = (list: readonly { name: string }[], at: string) =>
    list.map(({ name }, index): Named => ({ name, path: [at, index, 'name'] }));
  return [
    ...namesTwice(ground, kind, named(statuses, 'statuses')),
    ...namesTwice(ground, kind, named(models, 'models')),
    ...namesTwice(ground, kind, named(dependencies, 'dependencies')),
    ...undeclared(ground),
    ...models.flatMap((model, index) => {
      const at = ['models', index];
      return [...waysOf(model, at), ...neverMatching(ground, model, at), ...inConditions(ground, model, at)];
    }),
    ...ambiguous(ground),
  ];
}
