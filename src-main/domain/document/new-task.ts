/**
 * A task that is being created (contract section 8, domain reference 4.3): what it gets when nobody says otherwise, and
 * what is wrong with it. Pure.
 */
import type { FieldIssue } from '../../contract/document/field-issue.ts';
import type { TaskDocument } from '../../contract/document/task-document.ts';
import type { Api } from '../../contract/document/values.ts';
import type { Rules } from '../rules/rules.ts';
import { isPrivate, networkTypeOfNew, sendsImpactNotification, unknownLinkedTypes } from './field-rules.ts';

export interface NewTask {
  document: TaskDocument;
  issues: FieldIssue[];
}

/** Left out is left out, however it is written. */
function withoutUndefined<Shape extends object>(shape: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Shape;
}

/**
 * The draft with its defaults: on fibre, in the start status of its model, of the usual priority, labels public, the
 * impact notification as `serviceAffecting` says. What the draft sets, null included, stays as it is.
 */
export function newTask(rules: Rules, api: Api, draft: TaskDocument): NewTask {
  const { book } = rules;
  const type = book.taskTypes.find(({ name }) => name === draft.taskType);
  const model = rules.modelOf(api, draft);
  const document: TaskDocument = {
    networkType: networkTypeOfNew,
    priority: book.priorities.find(({ isDefault }) => isDefault)?.name,
    ...withoutUndefined(draft),
    mainStatus: model?.start ?? draft.mainStatus,
    ...(draft.labels && {
      labels: draft.labels.map((label) => ({ isPrivate: isPrivate(label), ...withoutUndefined(label) })),
    }),
    ...(draft.incidentInfo && {
      incidentInfo: {
        sendImpactNotification: sendsImpactNotification(draft.incidentInfo),
        ...withoutUndefined(draft.incidentInfo),
      },
    }),
  };
  const issues = unknownLinkedTypes(book, document).map<FieldIssue>((path) => ({
    path,
    rule: 'unknownTaskType',
    message: 'is no known task type',
  }));
  if (!type?.apis.includes(api)) {
    issues.unshift({ path: '/taskType', rule: 'notOfThisApi', message: `is no type of an ${api}` });
  }
  return { document, issues };
}
