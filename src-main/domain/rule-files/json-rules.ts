/** Rules from JSON: the syntax first, then each entry against its schema. Pure. */
import type { z } from 'zod';
import { pointer, read } from '../../contract/pointer.ts';
import type { RuleMistake } from '../../contract/rules/rule-mistake.ts';
import { Rulebook } from '../../contract/rules/rulebook.ts';
import { jsonText, type JsonText, type Path } from './json-text.ts';
import { mistakeAt, type RuleReading } from './reading.ts';
import { schemaFaults, type SchemaFault } from './schema-faults.ts';
import { soundPart } from './sound-part.ts';
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

/** The faults of a value, told by the paths in that value. */
function faultsOf(error: z.ZodError, value: unknown): SchemaFault[] {
  return error.issues.flatMap((issue) =>
    schemaFaults(issue, (path) => read(value, pointer(path)) !== undefined),
  );
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
  const faults = faultsOf(parsed.error, text.value);
  const sound = soundPart(text.value, schema, faultsOf);
  return {
    placeOf: text.placeOf,
    pathInFile: sound?.pathInFile ?? reading.pathInFile,
    value: (sound?.value as Rulebook[Kind] | undefined) ?? null,
    mistakes: [...ofSyntax, ...faults.map((fault) => toMistake(kind, text, fault))],
  };
}
