/** The fields of a task that can be edited in place, outside its work form. Pure. */
import { EditPatch } from '@contract/document/patch.ts';
import type { TaskDocument } from '@contract/document/task-document.ts';
import { read } from '@contract/pointer.ts';
import type { ReasonUse } from '@contract/rules/status-model.ts';
import type { TaskDetail } from '@contract/task-view.ts';
import type { Texts } from '../../messages/en.ts';
import { formatsOf } from '../../messages/formats.ts';
import type { RuleCatalogues } from '../../messages/rule-names.ts';
import { inputOf, type FieldInputKind } from '../fields/known-inputs.ts';
import { buildFrom } from '../fields/pointers.ts';
import type { TypedInput } from '../fields/typed-fields.ts';
import type { TypedValue } from '../fields/typed-value.ts';
import { codesFor } from './reason-choice.ts';

const reasonUses: Readonly<Record<string, ReasonUse>> = {
  '/incidentInfo/openReason': 'OPEN',
  '/incidentInfo/holdReason': 'HOLD',
  '/incidentInfo/closeReason': 'CLOSE',
};

/** The kind of input, with the options that are data. */
function kindOf(
  pointer: string,
  document: TaskDocument,
  texts: Texts,
  rules: RuleCatalogues | null,
): FieldInputKind | null {
  const { names } = texts;
  const kind = inputOf(pointer);
  const use = reasonUses[pointer];
  if (kind && use) {
    return {
      ...kind,
      options: codesFor({ use, codes: [] }, document, rules),
      optionNames: names.reasonCodes,
    };
  }
  if (kind && pointer === '/priority' && rules) {
    return { ...kind, options: rules.priorities.map(({ name }) => name), optionNames: names.priorities };
  }
  if (kind && pointer === '/contactDetails/language') {
    const now = document.contactDetails?.language;
    const options = [...new Set([...(kind.options ?? []), ...(now ? [now] : [])])];
    const formats = formatsOf(texts.locale);
    return {
      ...kind,
      options,
      optionNames: Object.fromEntries(options.map((code) => [code, formats.language(code)])),
    };
  }
  return kind;
}

/** The inputs of those of the fields that the party may write. */
export function editInputs(
  { document, writable, ended }: Pick<TaskDetail, 'document' | 'writable' | 'ended'>,
  pointers: readonly string[],
  texts: Texts,
  rules: RuleCatalogues | null,
): TypedInput[] {
  if (ended) return [];
  return pointers.flatMap((pointer) => {
    const kind = writable.includes(pointer) ? kindOf(pointer, document, texts, rules) : null;
    return kind ? [{ key: pointer, kind, value: read(document, pointer) ?? null }] : [];
  });
}

/** An assignee is written whole: without an organization it is nobody, and in another one it is nobody in person. */
function assigneeOf(document: TaskDocument, touched: ReadonlyMap<string, TypedValue>): EditPatch['assignee'] {
  const at = (name: 'orgId' | 'userName'): unknown => {
    const pointer = `/assignee/${name}`;
    return touched.has(pointer) ? touched.get(pointer) : read(document, pointer);
  };
  const userName = at('userName');
  const emptied = touched.has('/assignee/orgId') && touched.get('/assignee/orgId') === null;
  const orgId = at('orgId') ?? (userName && !emptied ? document.orgId : null);
  if (typeof orgId !== 'string' || orgId === '') return null;
  const named = typeof userName === 'string' && orgId === document.orgId;
  return { orgId, userName: named ? userName : null };
}

/** The patch of what was typed. */
export function editPatch(
  document: TaskDocument,
  touched: readonly { input: TypedInput; value: TypedValue }[],
): EditPatch {
  const values = new Map(touched.map(({ input, value }) => [input.key, value]));
  const assigns = [...values.keys()].some((pointer) => pointer.startsWith('/assignee/'));
  // A task always has a priority: one that is emptied stays what it was.
  const plain = [...values].filter(
    ([pointer, value]) => !pointer.startsWith('/assignee/') && !(pointer === '/priority' && value === null),
  );
  return EditPatch.parse({
    ...buildFrom(plain),
    ...(assigns && { assignee: assigneeOf(document, values) }),
  });
}
