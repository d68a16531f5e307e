/** The name of a code, or the code itself where there is none: what the platform adds is shown raw, never hidden. */
export function nameOf(names: Readonly<Record<string, string>>, raw: string): string {
  return Object.hasOwn(names, raw) ? (names[raw] ?? raw) : raw;
}

/** The name of a field by its JSON pointer; a place in a list is written `*` in the catalogue. */
export function fieldNameOf(fields: Readonly<Record<string, string>>, pointer: string): string {
  if (Object.hasOwn(fields, pointer)) return nameOf(fields, pointer);
  const general = pointer
    .replace(/^\/(PoP|HAS|Connection)MultiInfo\/\d+\//, '/$1Info/')
    .replace(/^\/notes\/.+$/, '/notes/*');
  return Object.hasOwn(fields, general) ? nameOf(fields, general) : pointer;
}
