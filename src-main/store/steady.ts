/**
 * SQLite peeks at bound values when it plans an ORDER BY, and then prepares the statement anew each time that other
 * values are bound, which takes longer than the question itself. A value behind a plus (which does nothing) it can't see.
 */
export function steady(sql: string): string {
  if (!/\border by\b/i.test(sql)) return sql;
  return sql.replace(/(?<!\bmatch )(\?|:[a-z]\w*)/gi, '+$1');
}
