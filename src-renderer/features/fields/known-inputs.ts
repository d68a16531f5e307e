/** How the writable fields of the contract are typed and shown where no work form says so. */
import type { FormField } from '@contract/work-form.ts';

export type FieldInputKind = Pick<FormField, 'input' | 'unit' | 'least' | 'most'>;

const knownInputs: Readonly<Record<string, FieldInputKind>> = {
  '/subStatus': { input: 'text' },
  '/planned': { input: 'moment' },
  '/plannedUntil': { input: 'moment' },
  '/work/patch/odfPosition': { input: 'text' },
  '/work/patch/operatorPort': { input: 'text' },
  '/work/patch/patchCordLabel': { input: 'text' },
  '/work/patch/patchCordLengthM': { input: 'number', unit: 'm' },
  '/work/patch/powerDbm': { input: 'number', unit: 'dBm' },
  '/work/patch/patchedAt': { input: 'moment' },
  '/work/patch/removedAt': { input: 'moment' },
  '/work/cause': { input: 'remark' },
  '/work/repair': { input: 'remark' },
  '/work/remarks': { input: 'remark' },
};

/** How a field is typed, or null when it is not typed as one value (a status, a note, a list of reasons). */
export function inputOf(pointer: string, form: readonly FormField[] = []): FieldInputKind | null {
  return form.find((field) => field.field === pointer) ?? knownInputs[pointer] ?? null;
}
