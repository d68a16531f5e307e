/**
 * What is left of a file with mistakes, so that the rest of it can be checked all the same: every mistake is to be
 * named at once, and one that breaks a schema must not hide those that the rules make together. Pure.
 *
 * A fault takes away as little as it can: an unknown field, a wrong number, or the nearest item of a list around it;
 * a text or a yes that is wrong has something put in its place that no other rule looks at.
 */
import type { z } from 'zod';
import { pointer } from '../../contract/pointer.ts';
import type { Path } from './json-text.ts';
import type { SchemaFault } from './schema-faults.ts';

export interface SoundPart {
  value: unknown;
  /** Where in the file something in `value` stands. */
  pathInFile: (path: Path) => Path;
}

interface Repairs {
  /** Pointers into the file of what is left out. */
  cut: Set<string>;
  /** And of what is put in the place of something. */
  put: Map<string, unknown>;
}

/** The file with its repairs, and for each list which of its items are still there. */
function repaired(value: unknown, { cut, put }: Repairs): SoundPart {
  const kept = new Map<string, number[]>();
  // By what they stand in: a file may have as many faults as it has entries.
  const putIn = new Map<string, string[]>();
  for (const at of put.keys()) {
    const last = at.lastIndexOf('/');
    const names = putIn.get(at.slice(0, last));
    if (names) names.push(at.slice(last + 1));
    else putIn.set(at.slice(0, last), [at.slice(last + 1)]);
  }

  function build(from: unknown, path: Path): unknown {
    if (Array.isArray(from)) {
      const list = from as unknown[];
      const left = [...list.keys()].filter((index) => !cut.has(pointer([...path, index])));
      kept.set(pointer(path), left);
      return left.map((index) => place(list[index], [...path, index]));
    }
    if (typeof from !== 'object' || from === null) return from;
    const fields = Object.entries(from).filter(([name]) => !cut.has(pointer([...path, name])));
    const added = (putIn.get(pointer(path)) ?? [])
      .filter((name) => !Object.hasOwn(from, name))
      .map((name) => [name, undefined] as const);
    return Object.fromEntries(
      [...fields, ...added].map(([name, one]) => [name, place(one, [...path, name])]),
    );
  }

  function place(from: unknown, path: Path): unknown {
    const at = pointer(path);
    return put.has(at) ? put.get(at) : build(from, path);
  }

  return {
    value: build(value, []),
    pathInFile: (path) =>
      path.reduce<Path>(
        (so, step) => [...so, typeof step === 'number' ? (kept.get(pointer(so))?.[step] ?? step) : step],
        [],
      ),
  };
}

/** Choices of which no other rule asks what they are; neither does any of a choice in a list. */
const lonelyChoices = ['tone', 'place', 'unit', 'are'];

/** What may stand in the place of a wrong value, or undefined where nothing may. */
function standIn({ why, expected }: SchemaFault, path: Path, at: string): unknown {
  const name = path.at(-1);
  const isInList = typeof name === 'number';
  if (name === 'stopsAt') return undefined; // what it is is looked at together with the answers
  if (why.code === 'NOT_ONE_OF' && (isInList || lonelyChoices.includes(String(name)))) return why.options[0];
  if (isInList) return undefined;
  if (expected === 'boolean') return false;
  const isText = expected === 'string' || why.code === 'TEXT_EMPTY' || why.code === 'TEXT_TOO_LONG';
  return isText ? `?${at}` : undefined;
}

/** Whether a wrong value may be left out by itself. Without its options a choice would seem to be one of nothing. */
function isSeparable({ why, expected }: SchemaFault, path: Path): boolean {
  if (why.code === 'FIELD_UNKNOWN' || path.at(-1) === 'stopsAt') return true;
  if (typeof path.at(-1) === 'number' || path.at(-1) === 'options') return false;
  return (
    why.code === 'NUMBER_TOO_SMALL' || (why.code === 'WRONG_TYPE' && /^(number|array)$/.test(expected ?? ''))
  );
}

/** One more repair for a fault at a path of the file; false where nothing can be left out. */
function repair({ cut, put }: Repairs, fault: SchemaFault, around: Path): boolean {
  const path = fault.field === null ? around : [...around, fault.field];
  const at = pointer(path);
  const instead = standIn(fault, path, at);
  if (instead !== undefined && !put.has(at)) {
    put.set(at, instead);
    return true;
  }
  if (isSeparable(fault, path) && !cut.has(at)) {
    cut.add(at);
    return true;
  }
  const last = path.findLastIndex((step) => typeof step === 'number');
  if (last < 0) return false;
  cut.add(pointer(path.slice(0, last + 1)));
  return true;
}

/** The sound part of a value that `faultsOf` finds fault with; null where there is none. */
export function soundPart(
  value: unknown,
  schema: z.ZodType,
  faultsOf: (error: z.ZodError, value: unknown) => SchemaFault[],
): SoundPart | null {
  const repairs: Repairs = { cut: new Set(), put: new Map() };
  for (;;) {
    const part = repaired(value, repairs);
    const parsed = schema.safeParse(part.value);
    if (parsed.success) return { ...part, value: parsed.data };
    const before = repairs.cut.size + repairs.put.size;
    const faults = faultsOf(parsed.error, part.value);
    if (!faults.every((fault) => repair(repairs, fault, part.pathInFile(fault.path)))) return null;
    // A fault that no repair helps against would go round for ever.
    if (repairs.cut.size + repairs.put.size === before) return null;
  }
}
