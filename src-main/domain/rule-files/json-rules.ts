/** Rules from JSON: the syntax first, then each entry against its schema. Pure. */
import { pointer, read } from '../../contract/pointer.ts';
import type { RuleMistake } from '../../contract/rules/rule-mistake.ts';
import { Rulebook } from '../../contract/rules/rulebook.ts';
import { jsonText, type JsonText, type Path } from './json-text.ts';
import { mistakeAt, type RuleReading } from './reading.ts';
import { schemaFaults, type SchemaFault } from './schema-faults.ts';
import { shown } from './text.ts';

export type JsonKind = Exclude<keyof Rulebook, 'articles' | 'hourlyRates'>;

function toMistake(kind: JsonKind, text: JsonText, fault: SchemaFault): RuleMistake {
  const { path, field, why } = fault;
  const at = field === null ? path : [...path, field];
  const place = field === null ? text.placeOf(path) : text.placeOfField(path, field);
  // Of a field that is one too many its name is what was found; of one that is lacking nothing is.
  const what = why.code === 'FIELD_UNKNOWN' ? shown(field) : shown(read(text.value, pointer(at)));
  return mistakeAt(kind, place, pointer(at), what, why);
}

/** An entry is one of a list: the whole file, or one of the lists of the status models. */
const entryDepth = (kind: JsonKind) => (kind === 'statusModels' ? 2 : 1);

/** The value without the entries that a fault is in, and where those that are left stood; null when none are safe. */
function withoutBroken(kind: JsonKind, value: unknown, faults: readonly SchemaFault[]) {
  const depth = entryDepth(kind);
  if (faults.some(({ path }) => path.length < depth)) return null;
  const broken = new Set(faults.map(({ path }) => pointer(path.slice(0, depth))));
  const places = new Map<string, number[]>();
  const sound = (list: readonly unknown[], at: Path) => {
    const kept = [...list.keys()].filter((index) => !broken.has(pointer([...at, index])));
    places.set(pointer(at), kept);
    return kept.map((index) => list[index]);
  };
  const left = Array.isArray(value)
    ? sound(value as unknown[], [])
    : Object.fromEntries(
        Object.entries(value as Record<string, unknown>).map(([name, list]) => [
          name,
          Array.isArray(list) ? sound(list as unknown[], [name]) : list,
        ]),
      );
  const pathInFile = (path: Path): Path => {
    const index = path[depth - 1];
    if (typeof index !== 'number') return path;
    const at = path.slice(0, depth - 1);
    return [...at, places.get(pointer(at))?.[index] ?? index, ...path.slice(depth)];
  };
  return { left, pathInFile };
}

/** Reads the rules of a kind. Never throws. */
export function readJsonRules<Kind extends JsonKind>(kind: Kind, source: string): RuleReading<Kind> {
  const text = jsonText(source);
  const ofSyntax = text.mistakes.map((one) => mistakeAt(kind, one, one.pointer, one.what, one.why));
  const reading = { placeOf: text.placeOf, pathInFile: (path: Path) => path };
  if (!text.readable) return { ...reading, value: null, mistakes: ofSyntax };

  const schema = Rulebook.shape[kind];
  const parsed = schema.safeParse(text.value);
  // The type of a schema that is looked up by a generic key is that of all of them.
  if (parsed.success) return { ...reading, value: parsed.data as Rulebook[Kind], mistakes: ofSyntax };
  const faults = parsed.error.issues.flatMap((issue) =>
    schemaFaults(issue, (path) => read(text.value, pointer(path)) !== undefined),
  );
  const mistakes = [...ofSyntax, ...faults.map((fault) => toMistake(kind, text, fault))];
  const sound = withoutBroken(kind, text.value, faults);
  const rest = sound ? schema.safeParse(sound.left) : null;
  return {
    placeOf: text.placeOf,
    pathInFile: sound?.pathInFile ?? reading.pathInFile,
    value: rest?.success ? (rest.data as Rulebook[Kind]) : null,
    mistakes,
  };
}
