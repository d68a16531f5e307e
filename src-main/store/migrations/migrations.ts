/** Every step of the schema there ever was, in order. One that was released is never changed again. */
import type { Database } from 'better-sqlite3';
import { first } from './0001-first.ts';
import { ruleFiles } from './0002-rule-files.ts';
import { attachments } from './0003-attachments.ts';
import { records } from './0004-records.ts';
import { historyChain } from './0005-history-chain.ts';
import { revisions } from './0006-revisions.ts';
import { salvageDismissed } from './0007-salvage-dismissed.ts';
import { systems } from './0008-systems.ts';

export interface Migration {
  number: number;
  /** For people: it is said when the migration fails. */
  name: string;
  /**
   * The lowest schema version that a program has to know to open a file with this migration safely. As high as
   * `number` when an older program would write something that this schema forbids, or leave out what it asks for.
   */
  minimumSafe: number;
  /** SQL, or a function where something has to be computed; run in one transaction with the number. */
  apply: string | ((db: Database) => void);
}

export const migrations: readonly Migration[] = [
  { number: 1, name: 'first', minimumSafe: 1, apply: first },
  { number: 2, name: 'rule files', minimumSafe: 2, apply: ruleFiles },
  { number: 3, name: 'attachments', minimumSafe: 3, apply: attachments },
  { number: 4, name: 'records', minimumSafe: 4, apply: records },
  { number: 5, name: 'history chain', minimumSafe: 5, apply: historyChain },
  { number: 6, name: 'revisions', minimumSafe: 6, apply: revisions },
  // A program of schema 6 writes a report as one that nobody has read yet, which is what it is.
  { number: 7, name: 'salvage dismissed', minimumSafe: 6, apply: salvageDismissed },
  { number: 8, name: 'systems', minimumSafe: 6, apply: systems },
];
