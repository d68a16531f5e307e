/**
 * Exchanges, persisted at each step, so that a process that dies anywhere goes on where it was.
 *
 * Invariant: `dueAt` is when we act next by ourselves; null when nothing is to be done.
 */
import type { Api } from '../contract/document/values.ts';
import type { TaskDocument } from '../contract/document/task-document.ts';
import type { RefusalReason } from '../contract/change.ts';
import { readTrouble, type Trouble } from '../contract/trouble.ts';
import type { WriteConnection } from './opening/connections.ts';

export type Direction = 'outbound' | 'inbound';

/** What our Sync says of an update of the platform. */
export interface SyncOutcome {
  result: 'OK' | 'ERROR';
  errors: RefusalReason[];
}

export interface StoredExchange<State extends string = string> {
  indicationId: string;
  direction: Direction;
  api: Api;
  taskId: string;
  systemId: string;
  cluster: string;
  event: string;
  state: State;
  served: TaskDocument | null;
  shownChange: number | null;
  outcome: SyncOutcome | null;
  tries: number;
  dueAt: number | null;
  trouble: Trouble | null;
}

interface ExchangeColumns extends Omit<StoredExchange, 'served' | 'outcome' | 'trouble'> {
  served: string | null;
  outcome: string | null;
  trouble: string | null;
}

const columns = `indication_id as indicationId, direction, api, task_id as taskId, system_id as systemId, cluster, event,
  state, served, shown_change as shownChange, outcome, tries, due_at as dueAt, trouble`;

function toExchange(row: ExchangeColumns): StoredExchange {
  const parsed = <Value>(text: string | null) => (text === null ? null : (JSON.parse(text) as Value));
  return {
    ...row,
    served: parsed<TaskDocument>(row.served),
    outcome: parsed<SyncOutcome>(row.outcome),
    trouble: row.trouble === null ? null : readTrouble(JSON.parse(row.trouble)),
  };
}

function toColumns(exchange: StoredExchange, at: string): Record<string, string | number | null> {
  const text = (value: object | null) => (value === null ? null : JSON.stringify(value));
  return {
    ...exchange,
    served: text(exchange.served),
    outcome: text(exchange.outcome),
    trouble: text(exchange.trouble),
    at,
  };
}

export type ExchangeTable = ReturnType<typeof exchangeTable>;

/** The queries on exchanges, prepared once. */
export function exchangeTable(db: WriteConnection) {
  const get = db.prepare<[string], ExchangeColumns>(
    `select ${columns} from exchange where indication_id = ?`,
  );
  const openOutbound = db.prepare<[string], ExchangeColumns>(`
    select ${columns} from exchange
    where task_id = ? and direction = 'outbound' and state in ('open', 'indicated', 'fetched')`);
  const put = db.prepare<Record<string, string | number | null>>(`
    insert into exchange (indication_id, direction, api, task_id, system_id, cluster, event, state, served,
      shown_change, outcome, tries, due_at, trouble, opened_at, updated_at)
    values (:indicationId, :direction, :api, :taskId, :systemId, :cluster, :event, :state, :served,
      :shownChange, :outcome, :tries, :dueAt, :trouble, :at, :at)
    on conflict (indication_id) do update set state = excluded.state, served = excluded.served,
      shown_change = excluded.shown_change, outcome = excluded.outcome, tries = excluded.tries,
      due_at = excluded.due_at, trouble = excluded.trouble, updated_at = excluded.updated_at`);
  const due = db.prepare<[string, number, number], ExchangeColumns>(
    `select ${columns} from exchange where system_id = ? and due_at <= ?
    order by tries, due_at, indication_id limit ?`,
  );
  // From one System to the next by the index: as many steps as there are Systems, not as there are exchanges.
  const waitingSystems = db
    .prepare<[], string>(
      `with recursive waiting (system_id) as (
        select min(system_id) from exchange where due_at is not null
        union all
        select (select min(system_id) from exchange
          where due_at is not null and system_id > waiting.system_id)
        from waiting where system_id is not null)
      select system_id from waiting where system_id is not null`,
    )
    .pluck();
  const nextDue = db
    .prepare<[], number | null>('select min(due_at) from exchange where due_at is not null')
    .pluck();
  const hasten = db.prepare<[number, number]>(
    `update exchange set due_at = ? where due_at > ? and state in ('open', 'indicated', 'fetched', 'merged')`,
  );
  const unfetched = db.prepare<[string], ExchangeColumns>(
    `select ${columns} from exchange where task_id = ? and direction = 'inbound' and state = 'indicated'`,
  );
  const countUnfetched = db
    .prepare<[], number>(
      "select count(distinct task_id) from exchange where direction = 'inbound' and state = 'indicated'",
    )
    .pluck();

  return {
    get(indicationId: string): StoredExchange | null {
      const row = get.get(indicationId);
      return row ? toExchange(row) : null;
    },
    /** The one exchange that carries changes of this task to the platform, if there is one. */
    openOutbound(taskId: string): StoredExchange | null {
      const row = openOutbound.get(taskId);
      return row ? toExchange(row) : null;
    },
    /** Adds an exchange or takes over its new state; `at` is now, ISO 8601. */
    put(exchange: StoredExchange, at: string): void {
      put.run(toColumns(exchange, at));
    },
    /** The Systems that have exchanges to act upon, now or later. */
    waitingSystems: (): string[] => waitingSystems.all(),
    /**
     * Exchanges of a System to act upon at `now` (milliseconds since the epoch). The least tried come first, so that
     * one that always fails does not keep the others waiting.
     */
    due: (systemId: string, now: number, limit: number): StoredExchange[] =>
      due.all(systemId, now, limit).map(toExchange),
    nextDue: (): number | null => nextDue.get() ?? null,
    /** Makes everything that waits due at `now`. */
    hasten: (now: number): void => void hasten.run(now, now),
    /** Indications for a task that its next Fetch answers all at once (contract rule 2). */
    unfetched: (taskId: string): StoredExchange[] => unfetched.all(taskId).map(toExchange),
    countUnfetched: (): number => countUnfetched.get() ?? 0,
  };
}
