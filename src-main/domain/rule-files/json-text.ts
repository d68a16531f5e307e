/**
 * Strict JSON with places: every fault of the syntax, and where each value stands. Pure.
 *
 * No comments and no trailing commas: what we export is read by others, and a file is kept as it was imported.
 */
import {
  createScanner,
  findNodeAtLocation,
  parseTree,
  type Node,
  type ParseError,
  type ParseErrorCode,
} from 'jsonc-parser';
import { pointer } from '../../contract/pointer.ts';
import type { JsonFault, RuleFault } from '../../contract/rules/rule-mistake.ts';
import { placesIn, shown, type Place } from './text.ts';

export type Path = readonly (string | number)[];

export interface JsonMistake extends Place {
  pointer: string | null;
  what: string;
  why: RuleFault;
}

export interface JsonText {
  /** Undefined where the text has none that could be made out. */
  value: unknown;
  /** Of syntax, and keys that stand twice in one object. */
  mistakes: JsonMistake[];
  /** True when `value` is what was meant all the same: a comma too many or too few, a comment. */
  readable: boolean;
  /** Where the value at a path stands, or the nearest around it. */
  placeOf: (path: Path) => Place;
  /** Where the name of a field stands, or the object it would be in. */
  placeOfField: (path: Path, field: string) => Place;
}

/** Deeper than any rule, and far from where a recursive parser would run out of stack. */
const deepest = 50;

/** By the numbers of jsonc-parser, whose own enum is erased from what is bundled. */
const faults: Readonly<Record<ParseErrorCode, JsonFault>> = {
  1: 'symbol',
  2: 'number',
  3: 'propertyName',
  4: 'value',
  5: 'colon',
  6: 'comma',
  7: 'closingBrace',
  8: 'closingBracket',
  9: 'endOfFile',
  10: 'comment',
  11: 'unendedComment',
  12: 'unendedText',
  13: 'unendedNumber',
  14: 'unicodeEscape',
  15: 'escape',
  16: 'character',
};

const harmless: readonly JsonFault[] = [
  'trailingComma',
  'comma',
  'comment',
  'escape',
  'unicodeEscape',
  'character',
];

/** What the parser says when it has lost its way, rather than of what is there. */
const consequent: readonly JsonFault[] = ['value', 'propertyName', 'colon'];

interface Fault {
  offset: number;
  length: number;
  fault: JsonFault;
}

/** The first offset that is nested too deep, or null. */
function tooDeepAt(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const first = text[scanner.getTokenOffset()];
    if (first === '{' || first === '[') depth += 1;
    if (first === '}' || first === ']') depth -= 1;
    if (depth > deepest) return scanner.getTokenOffset();
  }
  return null;
}

/** The parser says "a name expected" of the brace after a comma too many; the comma is what is wrong. */
function named(text: string, error: ParseError): Fault {
  const fault = faults[error.error];
  const closes = text[error.offset] === '}' || text[error.offset] === ']';
  if (closes && (fault === 'value' || fault === 'propertyName')) {
    const before = text.slice(0, error.offset).trimEnd();
    if (before.endsWith(',')) return { offset: before.length - 1, length: 1, fault: 'trailingComma' };
  }
  return { offset: error.offset, length: error.length, fault };
}

/**
 * Without those that follow from the one before: at the next token, or on the same line with no comma of the text
 * between them. A comment is skipped by the parser, so that nothing follows from it.
 */
function causes(text: string, found: readonly Fault[]): Fault[] {
  return found.filter((fault, at) => {
    const before = found[at - 1];
    if (!before) return true;
    const between = text.slice(before.offset + before.length, fault.offset);
    if (between.trim() === '' && before.fault !== 'comment') return false;
    return between.includes(',') || (/[\n\r]/.test(between) && !consequent.includes(fault.fault));
  });
}

function pathOf(node: Node): Path {
  const { parent } = node;
  if (!parent) return [];
  if (parent.type === 'property') return [...pathOf(parent), String(parent.children?.[0]?.value)];
  if (parent.type === 'array') return [...pathOf(parent), parent.children?.indexOf(node) ?? 0];
  return pathOf(parent);
}

/** The first of two values under one key counts, as it does for `placeOf`. */
function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value as unknown;
  const entries = new Map<string, unknown>();
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key && value && !entries.has(String(key.value))) entries.set(String(key.value), valueOf(value));
  }
  return Object.fromEntries(entries);
}

function keysTwice(node: Node, place: (offset: number) => Place): JsonMistake[] {
  const children = node.children ?? [];
  const inner = children.flatMap((child) => keysTwice(child, place));
  if (node.type !== 'object') return inner;
  const first = new Map<string, number>();
  const own = children.flatMap(({ offset, children: parts }): JsonMistake[] => {
    const key = String(parts?.[0]?.value);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, offset);
      return [];
    }
    const why = { code: 'KEY_TWICE', key, firstLine: place(earlier).line } as const;
    return [{ ...place(offset), pointer: pointer([...pathOf(node), key]), what: shown(key), why }];
  });
  return [...own, ...inner];
}

/** Reads a text as strict JSON. Never throws. */
export function jsonText(text: string): JsonText {
  const place = placesIn(text);
  const nothing = {
    value: undefined,
    readable: false,
    placeOf: () => place(0),
    placeOfField: () => place(0),
  };
  if (text.trim() === '') {
    return { ...nothing, mistakes: [{ ...place(0), pointer: null, what: '', why: { code: 'FILE_EMPTY' } }] };
  }
  const deep = tooDeepAt(text);
  if (deep !== null) {
    const why = { code: 'TOO_DEEP', most: deepest } as const;
    return { ...nothing, mistakes: [{ ...place(deep), pointer: null, what: text[deep] ?? '', why }] };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const found = errors.map((error) => named(text, error));
  const mistakes = causes(text, found).map(({ offset, length, fault }): JsonMistake => ({
    ...place(offset),
    pointer: null,
    what: shown(text.slice(offset, offset + length)),
    why: { code: 'JSON_SYNTAX', fault },
  }));
  if (!root) return { ...nothing, mistakes };

  const nearest = (path: Path): Node =>
    findNodeAtLocation(root, [...path]) ?? (path.length === 0 ? root : nearest(path.slice(0, -1)));
  return {
    value: valueOf(root),
    readable: found.every(({ fault }) => harmless.includes(fault)),
    mistakes: [...mistakes, ...keysTwice(root, place)],
    placeOf: (path) => place(nearest(path).offset),
    placeOfField: (path, field) =>
      place((findNodeAtLocation(root, [...path, field])?.parent ?? nearest(path)).offset),
  };
}
