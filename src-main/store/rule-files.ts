/** Files of rules as they were imported, their history, and by which rules the tasks were last settled. */
import type { RuleKind } from '../contract/rules/rulebook.ts';
import type { WriteConnection } from './opening/connections.ts';

export interface StoredRuleFile {
  kind: RuleKind;
  fileName: string;
  content: Uint8Array;
  importedAt: string;
  importedBy: string;
}

export interface RuleFileHistoryEntry {
  kind: RuleKind;
  at: string;
  by: string;
  /** Both null: back to what ships. */
  fileName: string | null;
  content: Uint8Array | null;
}

export type RuleFileTable = ReturnType<typeof ruleFileTable>;

/** The queries on files of rules, prepared once. */
export function ruleFileTable(db: WriteConnection) {
  // A kind that only a newer program knows stays in the table, and is left alone.
  const all = db.prepare<[], StoredRuleFile>(`
    select kind, file_name as fileName, content, imported_at as importedAt, imported_by as importedBy
    from rule_file order by kind`);
  const put = db.prepare<StoredRuleFile>(`
    insert into rule_file (kind, file_name, content, imported_at, imported_by)
    values (:kind, :fileName, :content, :importedAt, :importedBy)
    on conflict (kind) do update set file_name = excluded.file_name, content = excluded.content,
      imported_at = excluded.imported_at, imported_by = excluded.imported_by`);
  const remove = db.prepare<[RuleKind]>('delete from rule_file where kind = ?');
  const append = db.prepare<RuleFileHistoryEntry>(`
    insert into rule_file_history (kind, at, by, file_name, content)
    values (:kind, :at, :by, :fileName, :content)`);
  const history = db.prepare<[RuleKind], RuleFileHistoryEntry>(`
    select kind, at, by, file_name as fileName, content from rule_file_history
    where kind = ? order by entry_number`);
  const settled = db.prepare<[], string>('select fingerprint from rules_settled').pluck();
  const settle = db.prepare<[string]>(`
    insert into rules_settled (only_row, fingerprint) values (1, ?)
    on conflict (only_row) do update set fingerprint = excluded.fingerprint`);

  return {
    all(): StoredRuleFile[] {
      return all.all();
    },
    /** Keeps a file in place of the one before it; to be called in a transaction, as `remove` is. */
    put(file: StoredRuleFile): void {
      put.run(file);
      const { kind, fileName, content, importedAt, importedBy } = file;
      append.run({ kind, at: importedAt, by: importedBy, fileName, content });
    },
    /** Back to what ships. */
    remove(kind: RuleKind, at: string, by: string): void {
      if (remove.run(kind).changes > 0) append.run({ kind, at, by, fileName: null, content: null });
    },
    /** What was imported and taken back, the oldest first. */
    history(kind: RuleKind): RuleFileHistoryEntry[] {
      return history.all(kind);
    },
    /** By which rules all tasks were settled; null when that was never said. */
    settledBy(): string | null {
      return settled.get() ?? null;
    },
    settle(fingerprint: string): void {
      settle.run(fingerprint);
    },
  };
}
