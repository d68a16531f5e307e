/**
 * The outbox.
 *
 * Invariant: a row is never deleted (a trigger refuses it); it ends accepted, refused or withdrawn. Order is by
 * change number, and a correction keeps the number.
 */
import type { ChangeState, FieldChange, Receipt, Refusal } from '../contract/change.ts';
import type { TaskPatch } from '../contract/document/patch.ts';
import type { WriteConnection } from './opening/connections.ts';

/** Version of the shape of `patch`; a later program upgrades what an earlier one queued. */
const schemaVersion = 1;

export interface StoredChange {
  changeNumber: number;
  changeId: string;
  taskId: string;
  patch: TaskPatch;
  fields: FieldChange[];
  madeAt: string;
  madeBy: string;
  state: ChangeState;
  receipt: Receipt | null;
  refusal: Refusal | null;
}

interface ChangeColumns {
  change_number: number;
  change_id: string;
  task_id: string;
  patch: string;
  fields: string;
  made_at: string;
  made_by: string;
  state: ChangeState;
  receipt: string | null;
  refusal: string | null;
}

const columns = 'change_number, change_id, task_id, patch, fields, made_at, made_by, state, receipt, refusal';
const open = "('queued', 'sent', 'refused')";

function toChange(row: ChangeColumns): StoredChange {
  return {
    changeNumber: row.change_number,
    changeId: row.change_id,
    taskId: row.task_id,
    patch: JSON.parse(row.patch) as TaskPatch,
    fields: JSON.parse(row.fields) as FieldChange[],
    madeAt: row.made_at,
    madeBy: row.made_by,
    state: row.state,
    receipt: row.receipt === null ? null : (JSON.parse(row.receipt) as Receipt),
    refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as Refusal),
  };
}

export type NewChange = Pick<StoredChange, 'changeId' | 'taskId' | 'patch' | 'fields' | 'madeAt' | 'madeBy'>;
export type ChangeTable = ReturnType<typeof changeTable>;

/** The queries on changes, prepared once. */
export function changeTable(db: WriteConnection) {
  const get = db.prepare<[string], ChangeColumns>(`select ${columns} from change where change_id = ?`);
  const append = db.prepare<Record<string, string | number>>(`
    insert into change (change_id, task_id, schema_version, patch, fields, made_at, made_by, state)
    values (:changeId, :taskId, :schemaVersion, :patch, :fields, :madeAt, :madeBy, 'queued')`);
  const ofTask = db.prepare<[string], ChangeColumns>(
    `select ${columns} from change where task_id = ? order by change_number`,
  );
  const openOfTask = db.prepare<[string], ChangeColumns>(
    `select ${columns} from change where task_id = ? and state in ${open} order by change_number`,
  );
  const allOpen = db.prepare<[], ChangeColumns>(
    `select ${columns} from change where state in ${open} order by change_number`,
  );
  const ended = db.prepare<[number], ChangeColumns>(
    `select ${columns} from change where ended_at is not null order by ended_at desc, change_number desc limit ?`,
  );
  const counts = db.prepare<[], { pending: number; refused: number }>(`
    select count(*) filter (where state <> 'refused') as pending, count(*) filter (where state = 'refused') as refused
    from change where state in ${open}`);
  const ready = db
    .prepare<[], string>(
      `select distinct task_id from change as waiting where state = 'queued'
        and exists (select 1 from task where task.task_id = waiting.task_id)
        and not exists (select 1 from change where task_id = waiting.task_id and state = 'refused')
        and not exists (select 1 from exchange where exchange.task_id = waiting.task_id and direction = 'outbound'
          and exchange.state in ('open', 'indicated', 'fetched'))
        and not exists (select 1 from exchange where exchange.task_id = waiting.task_id and direction = 'inbound'
          and exchange.state = 'indicated')`,
    )
    .pluck();
  const setState = db.prepare<Record<string, string | number | null>>(`
    update change set state = :state, receipt = :receipt, refusal = :refusal, ended_at = :endedAt
    where change_number = :changeNumber`);
  const setPatch = db.prepare<Record<string, string | number>>(
    'update change set patch = :patch, fields = :fields where change_number = :changeNumber',
  );

  function become(
    change: StoredChange,
    state: ChangeState,
    rest: { receipt?: Receipt; refusal?: Refusal; at?: string },
  ) {
    setState.run({
      changeNumber: change.changeNumber,
      state,
      receipt: rest.receipt ? JSON.stringify(rest.receipt) : null,
      refusal: rest.refusal ? JSON.stringify(rest.refusal) : null,
      endedAt: rest.at ?? null,
    });
  }

  return {
    get(changeId: string): StoredChange | null {
      const row = get.get(changeId);
      return row ? toChange(row) : null;
    },
    /** Adds a queued change and returns its number. */
    append(change: NewChange): number {
      const { patch, fields, ...rest } = change;
      const written = append.run({
        ...rest,
        schemaVersion,
        patch: JSON.stringify(patch),
        fields: JSON.stringify(fields),
      });
      return Number(written.lastInsertRowid);
    },
    ofTask: (taskId: string): StoredChange[] => ofTask.all(taskId).map(toChange),
    openOfTask: (taskId: string): StoredChange[] => openOfTask.all(taskId).map(toChange),
    allOpen: (): StoredChange[] => allOpen.all().map(toChange),
    /** Accepted and withdrawn changes, the latest first. */
    ended: (limit: number): StoredChange[] => ended.all(limit).map(toChange),
    counts: () => counts.get() ?? { pending: 0, refused: 0 },
    /**
     * Tasks with queued changes that no refused one holds up, no open exchange carries and no Fetch comes before. A
     * change that was saved out of a damaged database waits for its task, if that has to be fetched again.
     */
    readyTasks: (): string[] => ready.all(),
    queue: (change: StoredChange) => become(change, 'queued', {}),
    send: (change: StoredChange) => become(change, 'sent', {}),
    accept: (change: StoredChange, receipt: Receipt) =>
      become(change, 'accepted', { receipt, at: receipt.receivedAt }),
    refuse: (change: StoredChange, refusal: Refusal) => become(change, 'refused', { refusal }),
    withdraw: (change: StoredChange, at: string) =>
      become(change, 'withdrawn', { at, ...(change.refusal ? { refusal: change.refusal } : {}) }),
    /** Puts a corrected patch in the place of a refused one. */
    correct(change: StoredChange, patch: TaskPatch, fields: FieldChange[]): void {
      setPatch.run({
        changeNumber: change.changeNumber,
        patch: JSON.stringify(patch),
        fields: JSON.stringify(fields),
      });
    },
  };
}
