/** Whether two JSON values are the same, whatever the order of their fields. Absent is not the same as null. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const left = Object.entries(one).filter(([, value]) => value !== undefined);
  const right = Object.entries(other).filter(([, value]) => value !== undefined);
  const there = new Map(right);
  return (
    left.length === right.length &&
    left.every(([name, value]) => there.has(name) && same(value, there.get(name)))
  );
}
