/** The ways through one status model: each status can be come to, and an end can be come to from it. Pure. */
import type { StatusModel } from '../../../contract/rules/status-model.ts';
import type { Path } from '../json-text.ts';
import type { Finding } from './finding.ts';

type Steps = readonly (readonly [from: string, to: string])[];

/** Everything that can be come to from `begin`, itself included. */
function reached(begin: readonly string[], steps: Steps): Set<string> {
  const found = new Set(begin);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const [from, to] of steps) if (found.has(from)) found.add(to);
  }
  return found;
}

/** The first place at which each status is named as the beginning of a step. */
function firstFroms(model: StatusModel): Map<string, Path> {
  const found = new Map<string, Path>();
  for (const [at, { from }] of model.transitions.entries()) {
    for (const [place, status] of from.entries()) {
      if (!found.has(status)) found.set(status, ['transitions', at, 'from', place]);
    }
  }
  return found;
}

/** Where a step of the model first leads to a status. */
function firstTo(model: StatusModel, status: string): Path {
  return ['transitions', model.transitions.findIndex((step) => step.to === status), 'to'];
}

/** What is wrong with the ways of a model that stands at `at`. */
export function waysOf(model: StatusModel, at: Path): Finding[] {
  const { name, start, ends } = model;
  const finding = (path: Path, why: Finding['why']): Finding => ({
    kind: 'statusModels',
    path: [...at, ...path],
    why,
  });
  const outOfEnds = model.transitions.flatMap(({ from }, step) =>
    from.flatMap((status, place) =>
      ends.includes(status)
        ? [finding(['transitions', step, 'from', place], { code: 'STEP_OUT_OF_END', model: name })]
        : [],
    ),
  );

  const steps = model.transitions.flatMap(({ from, to }) =>
    from.filter((status) => !ends.includes(status)).map((status) => [status, to] as const),
  );
  const fromStart = reached([start], steps);
  const toAnEnd = reached(
    ends,
    steps.map(([from, to]) => [to, from] as const),
  );
  if (!toAnEnd.has(start))
    return [...outOfEnds, finding(['start'], { code: 'NO_WAY_TO_AN_END', model: name })];

  const unreachable = [...firstFroms(model)]
    .filter(([status]) => !fromStart.has(status) && !ends.includes(status))
    .map(([, path]) => finding(path, { code: 'STATUS_UNREACHABLE', model: name, start }));
  const lonelyEnds = ends.flatMap((status, place) =>
    fromStart.has(status)
      ? []
      : [finding(['ends', place], { code: 'END_WITHOUT_WAY_IN', model: name, start })],
  );
  const stuck = [...fromStart]
    .filter((status) => !toAnEnd.has(status))
    .map((status) => finding(firstTo(model, status), { code: 'STATUS_WITHOUT_WAY_OUT', model: name }));
  return [...outOfEnds, ...unreachable, ...lonelyEnds, ...stuck];
}
