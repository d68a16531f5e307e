/**
 * The fibres, PoPs and homes a task is about: the plural fields when several were ordered. Pure.
 *
 * Invariant: every filled field of the singular and of the plural groups is in what is given back; a group that says
 * nothing that another does not say as well is left out.
 */
import type { ConnectionInfo, HASInfo, PoPInfo } from '@contract/document/place.ts';
import type { TaskDocument } from '@contract/document/task-document.ts';
import { read } from '@contract/pointer.ts';
import { leavesOf } from '../fields/pointers.ts';

export interface Fibre {
  connection: ConnectionInfo;
  pop: PoPInfo;
}

/** True when each filled field of one stands in some of the others with the same value. */
function isSaid(one: unknown, others: readonly unknown[]): boolean {
  return leavesOf(one).every(({ pointer, value }) =>
    others.some((other) => JSON.stringify(read(other, pointer)) === JSON.stringify(value)),
  );
}

/** The groups, the singular one first, without those that say nothing new. */
function distinct<Group>(
  one: Group | null | undefined,
  several: readonly Group[] | null | undefined,
): Group[] {
  const kept: Group[] = [];
  for (const group of [...(one ? [one] : []), ...(several ?? [])]) {
    if (!isSaid(group, kept)) kept.push(group);
  }
  return kept;
}

/** What is about the PoP as such; the two sides of a patch belong to a fibre. */
const asPlace = ({ popName, popCode, address, accessInstructions, room, row, rack }: PoPInfo): PoPInfo => ({
  popName,
  popCode,
  address,
  accessInstructions,
  room,
  row,
  rack,
});

export function popsOf({ PoPInfo: one, PoPMultiInfo: several }: TaskDocument): PoPInfo[] {
  return distinct(one && asPlace(one), several?.map(asPlace));
}

export function homesOf({ HASInfo: one, HASMultiInfo: several }: TaskDocument): HASInfo[] {
  return distinct(one, several);
}

const sidesOf = (pop: PoPInfo | null | undefined) => ({
  odf: pop?.odf ?? {},
  operatorSide: pop?.operatorSide ?? {},
});

/** In the order of the platform; none when the task says nothing about fibres. */
export function fibresOf(document: TaskDocument): Fibre[] {
  const pops = document.PoPMultiInfo ?? [];
  const connections = document.ConnectionMultiInfo ?? [];
  const single = { connection: document.ConnectionInfo ?? {}, pop: document.PoPInfo ?? {} };
  const several = Array.from({ length: Math.max(pops.length, connections.length) }, (_none, at) => ({
    connection: connections[at] ?? single.connection,
    pop: pops[at] ?? single.pop,
  }));
  const said =
    isSaid(
      single.connection,
      several.map(({ connection }) => connection),
    ) &&
    isSaid(
      sidesOf(single.pop),
      several.map(({ pop }) => pop),
    );
  const fibres = said ? several : [single, ...several];
  return fibres.filter(({ connection, pop }) => leavesOf([connection, sidesOf(pop)]).length > 0);
}
