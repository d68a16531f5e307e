/** How the writable fields of the contract are typed and shown where no work form says so. */
import type { FormField, WorkForm } from '@contract/rules/work-form.ts';

/** Besides the inputs of forms: a list of codes, how many or which, and ways to reach somebody. */
export type InputName = FormField['input'] | 'codes' | 'countOrCodes' | 'phone' | 'email';

export type FieldInputKind = { input: InputName } & Partial<
  Pick<FormField, 'unit' | 'least' | 'most' | 'options' | 'required' | 'step'>
> & {
    /** What the options are called. */
    optionNames?: Readonly<Record<string, string>>;
  };

const knownInputs: Readonly<Record<string, FieldInputKind>> = {
  '/subStatus': { input: 'text' },
  '/priority': { input: 'choice', required: true },
  '/planned': { input: 'moment' },
  '/plannedUntil': { input: 'moment' },
  '/assignee/orgId': { input: 'text' },
  '/assignee/userName': { input: 'text' },
  '/contactDetails/name': { input: 'text' },
  '/contactDetails/phone': { input: 'phone' },
  '/contactDetails/email': { input: 'email' },
  '/contactDetails/language': { input: 'choice', options: ['nl', 'en', 'de', 'fr', 'pl', 'tr', 'ar'] },
  '/contactDetails/remark': { input: 'remark' },
  '/incidentInfo/subType': { input: 'choice', options: ['NETWORK', 'POP'] },
  '/incidentInfo/telco': { input: 'yesNo' },
  '/incidentInfo/serviceAffecting': { input: 'yesNo' },
  '/incidentInfo/sendImpactNotification': { input: 'yesNo' },
  '/incidentInfo/affectedConnections': { input: 'countOrCodes' },
  '/incidentInfo/affectedOrgIds': { input: 'codes' },
  '/incidentInfo/location': { input: 'text' },
  '/incidentInfo/cause': { input: 'remark' },
  '/incidentInfo/expectedRepairAt': { input: 'moment' },
  '/incidentInfo/openReason': { input: 'choice' },
  '/incidentInfo/holdReason': { input: 'choice' },
  '/incidentInfo/closeReason': { input: 'choice' },
  '/work/patch/odfPosition': { input: 'text' },
  '/work/patch/operatorPort': { input: 'text' },
  '/work/patch/patchCordLabel': { input: 'text' },
  '/work/patch/patchCordLengthM': { input: 'number', unit: 'm' },
  '/work/patch/powerDbm': { input: 'number', unit: 'dBm' },
  '/work/patch/patchedAt': { input: 'moment' },
  '/work/patch/removedAt': { input: 'moment' },
  '/work/ftu/type': { input: 'text' },
  '/work/ftu/serial': { input: 'text' },
  '/work/ftu/location': { input: 'text' },
  '/work/ftu/placedAt': { input: 'moment' },
  '/work/ftu/fibres/*/lossDb': { input: 'number', unit: 'dB' },
  '/work/ftu/fibres/*/powerDbm': { input: 'number', unit: 'dBm' },
  '/work/cause': { input: 'remark' },
  '/work/repair': { input: 'remark' },
  '/work/remarks': { input: 'remark' },
};

/** How a field is typed, or null when it is not typed as one value (a status, a note, a list of reasons). */
export function inputOf(pointer: string, form: WorkForm['fields'] = []): FieldInputKind | null {
  const inForm = form.find((field) => field.field === pointer);
  return inForm && inForm.input !== 'fibres' ? inForm : (knownInputs[pointer] ?? null);
}
