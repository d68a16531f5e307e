/**
 * Which field of the document stands where in the detail. What stands nowhere here is shown under "More fields",
 * so a field that the platform adds tomorrow is on screen tomorrow.
 */
import { generalPointer } from '../../messages/name-of.ts';
import { leavesOf } from '../fields/pointers.ts';

const inside = (place: string, fields: readonly string[]) => fields.map((field) => place + field);

export const popFields = ['/popName', '/popCode', '/room', '/row', '/rack'];
export const popAccessFields = ['/address', '/accessInstructions'];
export const odfFields = ['/odf/frame', '/odf/block', '/odf/row', '/odf/position', '/odf/connector'];
export const operatorFields = inside('/operatorSide', ['/operator', '/rack', '/shelf', '/port']);
export const fibreFields = ['/fibre', '/cable', '/tube', '/colour', '/networkType'];
export const fibreCodes = ['/connectionId', '/dhid', '/searchCode'];
export const homeFields = ['/buildingKind', '/ftuPresent', '/ftuType', '/ftuLocation', '/distributionPoint'];
export const orderFields = ['/requestedFtuType'];
export const contactFields = inside('/contactDetails', ['/name', '/phone', '/email', '/language', '/remark']);
export const whenFields = [
  ...['/planned', '/plannedUntil', '/sla/name', '/sla/dueAt', '/sla/status'],
  ...['/createdAt', '/updatedAt', '/closedAt'],
];
export const identifierFields = [
  ...['/dhid', '/connectionId', '/searchCode', '/addressCode', '/externalCorrelationId'],
  ...['/inTaskId', '/taskSetId'],
];
export const handlingFields = [
  ...['/assignee/orgId', '/assignee/userName', '/priority', '/subStatus', '/subType'],
  ...['/orgId', '/cluster', '/networkType', '/inTaskStatus'],
  ...['/assignedSolutionParty/name', '/assignedSolutionParty/orgId'],
];
export const incidentFields = inside('/incidentInfo', [
  ...['/subType', '/telco', '/serviceAffecting', '/sendImpactNotification'],
  ...['/affectedConnections', '/affectedOrgIds', '/location', '/cause', '/expectedRepairAt'],
  ...['/openReason', '/holdReason', '/closeReason'],
]);

const addressFields = inside('/address', ['/street', '/houseNumber', '/addition', '/postcode', '/city']);
const summary = ['/taskId', '/taskType', '/mainStatus', '/subStatus', '/planned', '/orgId'];
const reasonParts = ['/code', '/text'];

const shown = new Set([
  ...['/id', '/taskType', '/mainStatus', '/version'],
  ...addressFields,
  ...orderFields,
  ...contactFields,
  ...whenFields,
  ...identifierFields,
  ...handlingFields,
  ...incidentFields,
  ...['/openReason', '/holdReason', '/closeReason'].flatMap((name) =>
    inside(`/incidentInfo${name}`, reasonParts),
  ),
  ...inside('/PoPInfo', [...popFields, ...popAccessFields, ...odfFields, ...operatorFields]),
  ...inside('/ConnectionInfo', [...fibreFields, ...fibreCodes]),
  ...inside('/HASInfo', homeFields),
  ...inside('/labels/*', ['/name', '/isPrivate']),
  ...inside('/linkedTasks/*', [...summary, '/addressCode', ...inside('/reasons/*', reasonParts)]),
  ...inside('/outTasks/*', summary),
  ...inside('/notes/*', ['/text', '/author', '/orgId', '/createdAt', '/isInternal']),
]);

/** The filled fields that no other part of the detail shows; `inForm` are the pointers of what the work form shows. */
export function otherFields(
  document: unknown,
  inForm: readonly string[],
): { pointer: string; value: unknown }[] {
  const elsewhere = new Set(inForm);
  // The address of a PoP may be one text or an object of parts; as general pointers both are those of an address.
  const covered = (pointer: string) => elsewhere.has(pointer) || shown.has(generalPointer(pointer));
  return leavesOf(document).filter(({ pointer }) => !covered(pointer));
}
