/** Statements of a connection by their text: each is prepared once, however often it is asked. */
import type { Database, Statement } from 'better-sqlite3';
import { steady } from '../steady.ts';

/** More than the lists of a busy day need. */
const most = 400;

export interface Statements {
  all<Row>(sql: string, bindings: readonly (string | number)[]): Row[];
  get<Row>(sql: string, bindings: readonly (string | number)[]): Row | undefined;
}

/** The statements of a connection; those not asked for longest are let go of. */
export function statementsOf(db: Database): Statements {
  const prepared = new Map<string, Statement>();

  function statement(sql: string): Statement {
    const known = prepared.get(sql) ?? db.prepare(steady(sql));
    prepared.delete(sql);
    prepared.set(sql, known);
    const [oldest] = prepared.keys();
    if (prepared.size > most && oldest !== undefined) prepared.delete(oldest);
    return known;
  }

  return {
    all: <Row>(sql: string, bindings: readonly (string | number)[]) =>
      statement(sql).all(...bindings) as Row[],
    get: <Row>(sql: string, bindings: readonly (string | number)[]) =>
      statement(sql).get(...bindings) as Row | undefined,
  };
}
