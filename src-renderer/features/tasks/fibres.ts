/** The fibres a task is about, each with its own PoP side: the plural fields when several were ordered. Pure. */
import type { ConnectionInfo, PoPInfo } from '@contract/document/place.ts';
import type { TaskDocument } from '@contract/document/task-document.ts';
import { leavesOf } from '../fields/pointers.ts';

export interface Fibre {
  connection: ConnectionInfo;
  pop: PoPInfo;
}

/** In the order of the platform; none when the task says nothing about fibres. */
export function fibresOf(document: TaskDocument): Fibre[] {
  const pops = document.PoPMultiInfo ?? [];
  const connections = document.ConnectionMultiInfo ?? [];
  const count = Math.max(pops.length, connections.length, 1);
  const fibres = Array.from({ length: count }, (_none, at) => ({
    connection: connections[at] ?? document.ConnectionInfo ?? {},
    pop: pops[at] ?? document.PoPInfo ?? {},
  }));
  return fibres.filter(
    ({ connection, pop }) => leavesOf([connection, pop.odf ?? {}, pop.operatorSide ?? {}]).length > 0,
  );
}
