/** In which fields two documents differ, as JSON pointers (contract section 4). */
import { isFields, ownField, pointer, type Fields } from '../../contract/pointer.ts';
import { same } from '../same.ts';

/**
 * Pointers of the fields that are not the same, in the order of `offered`, then those only `own` has. Objects are
 * entered, also where the other side has none; a list is one field. Absent and null differ.
 */
export function differences(own: unknown, offered: unknown, path: readonly string[] = []): string[] {
  if (!isFields(offered) || (own !== undefined && own !== null && !isFields(own))) {
    return same(own, offered) ? [] : [pointer(path)];
  }
  const before: Fields = isFields(own) ? own : {};
  const names = [...new Set([...Object.keys(offered), ...Object.keys(before)])];
  const within = names.flatMap((name) =>
    differences(ownField(before, name), ownField(offered, name), [...path, name]),
  );
  // An empty object where there was nothing differs, though no field in it does.
  return within.length === 0 && !isFields(own) ? [pointer(path)] : within;
}
