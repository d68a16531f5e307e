/** Who may write which field of which document (contract sections 7 and 8). Pure. */
import { fieldTable } from '../../contract/document/field-table.ts';
import { Api } from '../../contract/document/values.ts';
import { Party } from '../../contract/rules/party.ts';

/** The fields of a document of `api` that `party` may write or add to, as they stand in the field table. */
export function writableFields(api: Api, party: Party): string[] {
  return fieldTable
    .filter((rule) => rule[api]?.includes(party) && (rule.only ?? api) === api)
    .map(({ field }) => field);
}

/** Root fields and, where a group is only partly writable, the fields in it. */
function writableOf(api: Api, party: Party): ReadonlySet<string> {
  return new Set(writableFields(api, party).map((field) => field.replace(/\/\*(\/.*)?$/, '')));
}

const tables = new Map(
  Api.options.flatMap((api) =>
    Party.options.map((party) => [`${api} ${party}`, writableOf(api, party)] as const),
  ),
);

/** True when `party` may write the field at this pointer, or something in it, in a document of `api`. */
export function mayWrite(api: Api, party: Party, pointer: string): boolean {
  for (const field of tables.get(`${api} ${party}`) ?? []) {
    if (pointer === field || pointer.startsWith(`${field}/`) || field.startsWith(`${pointer}/`)) return true;
  }
  return false;
}
