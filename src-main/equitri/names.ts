/**
 * The names of documents on the wire, where they differ from ours.
 *
 * Everything on the wire that can turn out different lives in this folder: names here, paths in
 * `routes.ts`, bodies in `messages.ts`. Somebody with the real Swagger in hand corrects these three and nothing
 * else. Today our names ARE the assumed names of the wire, so the table is empty; the tests run with a full one.
 */
export type NameTable = readonly (readonly [ours: string, wire: string])[];

export const wireNames: NameTable = [];

function rename(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [names.get(name) ?? name, rename(inner, names)]),
  );
}

/** A document with the names of the wire. */
export function toWire(document: unknown, table: NameTable = wireNames): unknown {
  return table.length === 0 ? document : rename(document, new Map(table));
}

/** A document of the wire with our names. */
export function fromWire(body: unknown, table: NameTable = wireNames): unknown {
  return table.length === 0 ? body : rename(body, new Map(table.map(([ours, wire]) => [wire, ours])));
}
