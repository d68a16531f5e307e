/** The rules of an environment in one hand: its rulebook, and the party we act for. */
import type { TaskDocument } from '../../contract/document/task-document.ts';
import type { Api } from '../../contract/document/values.ts';
import type { Party } from '../../contract/rules/party.ts';
import type { Rulebook } from '../../contract/rules/rulebook.ts';
import type { StatusModel, Transition } from '../../contract/rules/status-model.ts';
import type { Unmet } from '../../contract/rules/unmet.ts';
import type { WorkForm } from '../../contract/rules/work-form.ts';
import type { TransitionView } from '../../contract/task-view.ts';
import { same } from '../same.ts';
import { unmet, type RecordFacts } from './conditions.ts';
import { isEndStatus, modelOf, stepsBetween, stepsInto, targetsFrom } from './status-model.ts';
import { formOf } from './work-form.ts';

/** What a step comes to. `model` is the name of the model that says so. */
export type Verdict =
  | { kind: 'allowed'; clears: string[] }
  /** The model has no such step for us. `allowed` is what it has from here, `others` who may take the step. */
  | { kind: 'notAllowed'; model: string; allowed: string[]; others: Party[] }
  | { kind: 'needs'; model: string; unmet: Unmet[] };

export interface Rules {
  readonly book: Rulebook;
  readonly party: Party;
  formOf(taskType: string): WorkForm | null;
  modelOf(api: Api, document: TaskDocument): StatusModel | null;
  isEnded(api: Api, document: TaskDocument): boolean;
  /**
   * Checks the step from the status of `before` to that of `after`, with the fields of `after`. Staying in a status
   * is no step: it is refused only when it takes away what that status needs. A task without a model may do anything.
   */
  check(api: Api, before: TaskDocument, after: TaskDocument, records: RecordFacts | null): Verdict;
  /** Who else may take the task on from where it is. */
  movers(api: Api, document: TaskDocument): Party[];
  /** What the party may do next, with what still stands in the way. */
  transitions(api: Api, document: TaskDocument, records: RecordFacts | null): TransitionView[];
}

/** Binds a rulebook to a party. */
export function rulesOf(book: Rulebook, party: Party): Rules {
  const modules = new Map(book.taskTypes.map((type) => [type.name, type.module]));

  function model(api: Api, document: TaskDocument): StatusModel | null {
    return modelOf(book.statusModels.models, {
      api,
      cluster: document.cluster ?? null,
      module: modules.get(document.taskType) ?? null,
      taskType: document.taskType,
      subType: document.incidentInfo?.subType ?? document.subType ?? null,
      organization: document.orgId ?? null,
    });
  }

  const lacking = (step: Transition, document: TaskDocument, records: RecordFacts | null): Unmet[] =>
    step.when.flatMap((condition) => unmet(condition, { document, book, records }));

  function staying(known: StatusModel, before: TaskDocument, after: TaskDocument): Verdict {
    // A task got here by one of these ways; it may stay as long as one of them has lost nothing.
    const ways = stepsInto(known, after.mainStatus).map((step) => {
      const was = lacking(step, before, null);
      return lacking(step, after, null).filter((one) => !was.some((had) => same(had, one)));
    });
    const fewest = ways.find((taken) => taken.length === 0) ?? ways[0] ?? [];
    return fewest.length > 0
      ? { kind: 'needs', model: known.name, unmet: fewest }
      : { kind: 'allowed', clears: [] };
  }

  function check(api: Api, before: TaskDocument, after: TaskDocument, records: RecordFacts | null): Verdict {
    const known = model(api, before);
    if (!known) return { kind: 'allowed', clears: [] };
    const [from, to] = [before.mainStatus, after.mainStatus];
    if (from === to) return staying(known, before, after);
    const steps = stepsBetween(known, from, to);
    const ours = steps.filter((step) => step.by.includes(party));
    if (ours.length === 0) {
      const allowed = targetsFrom(known, from, party).filter((status) => status !== from);
      return {
        kind: 'notAllowed',
        model: known.name,
        allowed,
        others: [...new Set(steps.flatMap(({ by }) => by))],
      };
    }
    // Of several ways to the same status the one that is open counts, else the first.
    const ways = ours.map((step) => ({ step, unmet: lacking(step, after, records) }));
    const way = ways.find((one) => one.unmet.length === 0);
    if (way) return { kind: 'allowed', clears: way.step.clears };
    return { kind: 'needs', model: known.name, unmet: ways[0]?.unmet ?? [] };
  }

  return {
    book,
    party,
    formOf: (taskType) => formOf(book, taskType),
    modelOf: model,
    isEnded: (api, document) => isEndStatus(model(api, document), document.mainStatus),
    check,
    movers(api, document) {
      const steps = model(api, document)?.transitions ?? [];
      const others = steps.filter(({ from }) => from.includes(document.mainStatus)).flatMap(({ by }) => by);
      return [...new Set(others)].filter((one) => one !== party);
    },
    transitions(api, document, records) {
      const known = model(api, document);
      if (!known) return [];
      return targetsFrom(known, document.mainStatus, party).map((to) => {
        const steps = stepsBetween(known, document.mainStatus, to).filter((step) => step.by.includes(party));
        const lacks = steps.map((step) => lacking(step, document, records));
        const fewest = lacks.find((one) => one.length === 0) ?? lacks[0] ?? [];
        return {
          to,
          unmet: fewest,
          asks: [...new Set(steps.flatMap(asked))],
          reasonUse: steps.flatMap(usesOf)[0] ?? null,
          ends: isEndStatus(known, to),
        };
      });
    },
  };
}

const usesOf = ({ when }: Transition) => when.flatMap((one) => (one.kind === 'reason' ? [one.use] : []));

/** The fields a step is about, which its own panel can ask for. */
function asked({ when }: Transition): string[] {
  return when.flatMap((one) =>
    one.kind === 'filled' ? [one.field] : one.kind === 'reason' ? ['/reasons'] : [],
  );
}
