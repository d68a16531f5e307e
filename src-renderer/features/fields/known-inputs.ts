/** How the writable fields of the contract are typed and shown where no work form says so. */
import type { FormField, WorkForm } from '@contract/rules/work-form.ts';

export type FieldInputKind = Pick<FormField, 'input'> &
  Partial<Pick<FormField, 'unit' | 'least' | 'most' | 'options' | 'names'>>;

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
export function inputOf(pointer: string, form: WorkForm['fields'] = []): FieldInputKind | null {
  const inForm = form.find((field) => field.field === pointer);
  return inForm && inForm.input !== 'fibres' ? inForm : (knownInputs[pointer] ?? null);
}
