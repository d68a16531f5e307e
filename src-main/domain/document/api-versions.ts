/** What an older version of an API does not have yet (domain reference 4.2). Pure. */
import { z } from 'zod';
import apiVersions from '../../../resources/api-versions.json' with { type: 'json' };
import { fieldTable } from '../../contract/document/field-table.ts';
import type { TaskDocument } from '../../contract/document/task-document.ts';
import { Api } from '../../contract/document/values.ts';
import { parseInput } from '../../contract/errors.ts';
import { steps } from '../../contract/pointer.ts';

/** A release of one of the two APIs: what its notes say, in our words. `seed`: of the document that started it all. */
export const Release = z.strictObject({
  api: Api,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  date: z.iso.date(),
  seed: z.boolean(),
  notes: z.array(z.string().min(1)).min(1),
});
export type Release = z.infer<typeof Release>;

/** Both release histories, the newest first in each. Which fields a release brought is in the table of fields. */
export const releases: readonly Release[] = parseInput(
  z.array(Release),
  apiVersions,
  'resources/api-versions.json',
);

/** Below zero when `one` is the older version. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first version of an API that has a field (`*` for a place in a list), or null when it always had. */
export function sinceOf(api: Api, field: string): string | null {
  return fieldTable.find((rule) => rule.field === field)?.since?.[api] ?? null;
}

function without(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return step === '*' ? value.map((item) => without(item, rest)) : value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      if (name !== step) return [[name, inner]];
      return rest.length === 0 ? [] : [[name, without(inner, rest)]];
    }),
  );
}

/** Groups that came as a whole: without them there is not even an empty object. */
const groups = [
  '/PoPMultiInfo',
  '/HASMultiInfo',
  '/ConnectionMultiInfo',
  '/contactDetails',
  '/assignedSolutionParty',
];

/** The document as a platform of that version would send it: without the fields that came later. */
export function asOfVersion(api: Api, version: string, document: TaskDocument): TaskDocument {
  const later = fieldTable.filter(({ since }) => since?.[api] && compareVersions(version, since[api]) < 0);
  const fields = new Set(
    later.map(({ field }) => groups.find((group) => field.startsWith(`${group}/`)) ?? field),
  );
  return [...fields].reduce<unknown>((rest, field) => without(rest, steps(field)), document) as TaskDocument;
}
