/** What stands in the way of a status step, in words: one sentence for each kind of thing that is lacking. */
import type { Unmet } from '@contract/rules/unmet.ts';
import type { Texts } from './en.ts';
import { fieldNameOf, nameOf } from './name-of.ts';

type OfKind<Kind extends Unmet['kind']> = Extract<Unmet, { kind: Kind }>;

function sayOutTasks(texts: Texts, { are, in: statuses, planned }: OfKind<'outTasks'>): string {
  const say = texts.unmet.outTasks;
  const named = (statuses ?? []).map((status) => nameOf(texts.names.statuses, status).toLowerCase());
  const what = [named.join(` ${say.or} `), planned ? say.planned : ''].filter((part) => part !== '');
  return say[are](what.length > 0 ? what.join(` ${say.and} `) : say.there);
}

function sayOne(texts: Texts, unmet: Exclude<Unmet, { kind: 'field' }>): string {
  const { locale, unmet: say } = texts;
  switch (unmet.kind) {
    case 'reason': {
      const codes = unmet.codes.map((code) => nameOf(texts.names.reasonCodes, code));
      return say.reason(say.uses[unmet.use], codes.join(', '));
    }
    case 'lmra':
      return unmet.unsafe ? say.unsafe(unmet.names[locale]) : say.lmra(unmet.names[locale]);
    case 'question':
      return say.question(unmet.names[locale]);
    case 'mainTask':
      return say.mainTask(unmet.names[locale]);
    case 'attachment':
      return say.attachment(unmet.names[locale], unmet.fileName);
    case 'outTasks':
      return sayOutTasks(texts, unmet);
  }
}

/** A sentence for the empty fields together and one for each of the rest. `fieldName` knows what a form calls them. */
export function sayUnmet(
  texts: Texts,
  unmet: readonly Unmet[],
  fieldName: (pointer: string) => string = (pointer) => fieldNameOf(texts.fields, pointer),
): string[] {
  const fields = unmet.flatMap((one) => (one.kind === 'field' ? [fieldName(one.field)] : []));
  const rest = unmet.flatMap((one) => (one.kind === 'field' ? [] : [sayOne(texts, one)]));
  const filling = fields.length > 0 ? [texts.unmet.fields([...new Set(fields)].join(', '))] : [];
  return [...filling, ...new Set(rest)];
}
