/** What stands in the way of a status step, and who may take one. */
import type { Party } from '@contract/rules/party.ts';

export const unmet = {
  fields: (fields: string) => `Fill in: ${fields}`,
  reason: (uses: string, codes: string) =>
    codes === '' ? `Give a reason ${uses}` : `Give a reason ${uses}: ${codes}`,
  uses: {
    OPEN: 'for opening',
    HOLD: 'for holding',
    CLOSE: 'for closing',
    CANCEL: 'for cancelling',
  },
  lmra: (name: string) => `Answer "${name}" (risk assessment)`,
  unsafe: (name: string) => `"${name}" says that it is not safe to start`,
  question: (name: string) => `Answer "${name}"`,
  mainTask: (name: string) => `Finish "${name}"`,
  attachment: (name: string, fileName: string) => `Add the file "${name}" (${fileName})`,
  outTasks: {
    every: (what: string) => `Every outTask must be ${what}`,
    some: (what: string) => `At least one outTask must be ${what}`,
    none: (what: string) => `No outTask may be ${what}`,
    planned: 'planned on a date',
    there: 'there',
    or: 'or',
    and: 'and',
  },
  parties: {
    contractor: 'the contractor',
    noc: 'the NOC',
    networkOwner: 'the network owner',
    activeOperator: 'the active operator',
    platform: 'the platform',
  } satisfies Record<Party, string>,
};
