/**
 * Which field of the document stands where in the detail. What stands nowhere here is shown under "More fields",
 * so a field that the platform adds tomorrow is on screen tomorrow.
 */
import { leavesOf } from '../fields/pointers.ts';

export const popFields = ['/popName', '/popCode', '/room', '/row', '/rack'];
export const popAccessFields = ['/address', '/accessInstructions'];
export const odfFields = ['/odf/frame', '/odf/block', '/odf/row', '/odf/position', '/odf/connector'];
export const operatorFields = [
  '/operatorSide/operator',
  '/operatorSide/rack',
  '/operatorSide/shelf',
  '/operatorSide/port',
];
export const fibreFields = ['/fibre', '/cable', '/tube', '/colour', '/networkType'];
export const fibreCodes = ['/connectionId', '/dhid', '/searchCode'];
export const homeFields = ['/buildingKind', '/ftuPresent', '/ftuType', '/ftuLocation', '/distributionPoint'];
export const orderFields = ['/requestedFtuType'];
export const contactFields = ['name', 'phone', 'email', 'language', 'remark'].map(
  (name) => `/contactDetails/${name}`,
);
export const whenFields = ['/planned', '/plannedUntil', '/sla/name', '/sla/dueAt', '/sla/status'].concat([
  '/createdAt',
  '/updatedAt',
  '/closedAt',
]);
export const identifierFields = [
  '/dhid',
  '/connectionId',
  '/searchCode',
  '/addressCode',
  '/externalCorrelationId',
];

const addressFields = ['street', 'houseNumber', 'addition', 'postcode', 'city'].map(
  (name) => `/address/${name}`,
);
const headFields = ['/id', '/taskType', '/mainStatus', '/subStatus', '/priority', '/reasons', '/version'];
const listedFields = ['/labels', '/linkedTasks', '/notes'];

const inside = (place: string, fields: readonly string[]) => fields.map((field) => place + field);

const shown = new Set([
  ...headFields,
  ...addressFields,
  ...orderFields,
  ...contactFields,
  ...whenFields,
  ...identifierFields,
  ...inside('/PoPInfo', [...popFields, ...popAccessFields, ...odfFields, ...operatorFields]),
  ...inside('/ConnectionInfo', [...fibreFields, ...fibreCodes]),
  ...inside('/HASInfo', homeFields),
]);

/** `/PoPMultiInfo/1/room` is shown where `/PoPInfo/room` is. */
const general = (pointer: string) => pointer.replace(/^\/(PoP|HAS|Connection)MultiInfo\/\d+\//, '/$1Info/');

/** The filled fields that no other part of the detail shows; `form` are the fields of the work form. */
export function otherFields(
  document: unknown,
  form: readonly string[],
): { pointer: string; value: unknown }[] {
  const elsewhere = new Set([...shown, ...form]);
  const covered = (pointer: string) =>
    elsewhere.has(general(pointer)) ||
    // An address may be one text or an object of parts; both are shown as one line.
    general(pointer).startsWith('/PoPInfo/address/') ||
    listedFields.some((list) => pointer.startsWith(`${list}/`));
  return leavesOf(document).filter(({ pointer }) => !covered(pointer));
}
