/** A platform without sockets, with a System that is a few maps, under virtual time. */
import type { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import type { SystemRegistration } from '../../../src-main/contract/sandbox.ts';
import type { CallResult } from '../../../src-main/equitri/http.ts';
import type { Indication, Sync } from '../../../src-main/equitri/messages.ts';
import { silentLog } from '../../../src-main/runtime/log.ts';
import { isoMoment } from '../../../src-main/runtime/surroundings.ts';
import type { Entry } from '../../../src-main/sandbox/platform/entries.ts';
import { openPlatform, type Platform } from '../../../src-main/sandbox/platform/platform.ts';
import { defaultRulebook } from '../../../src-main/domain/rules/default-rules.ts';
import type { SystemCalls } from '../../../src-main/sandbox/platform/system-client.ts';
import { virtualSurroundings } from '../../support/surroundings.ts';

export const registration: SystemRegistration = {
  systemId: 'CONTR-ZH-01',
  cluster: 'ZH-NOORD',
  orgId: 'CONTR-ZH',
  endpoint: 'http://127.0.0.1:1',
  token: 'a-system-token-of-some-length',
  isDefaultEndpoint: true,
};
const { systemId, cluster } = registration;

type Step = 'indicate' | 'fetch' | 'attachment' | 'sync';

/** What happens to a call: it never arrives, it arrives and its answer is lost, or it is answered with a status. */
export type Fault = 'lost' | 'answerLost' | 404 | 401;

const answer = (status: number, json: unknown): CallResult => ({ kind: 'answer', status, json, etag: null });
const away: CallResult = {
  kind: 'trouble',
  trouble: { kind: 'unreachable', cause: 'ECONNRESET' },
  retryAfterMs: null,
};

function troubleFor(fault: Fault): CallResult {
  if (fault === 404) return { kind: 'trouble', trouble: { kind: 'notVisible' }, retryAfterMs: null };
  if (fault === 401) return { kind: 'trouble', trouble: { kind: 'tokenRefused' }, retryAfterMs: null };
  return away;
}

/** What the System was told and asked, in order, and what is to go wrong. */
export interface FakeSystem {
  calls: SystemCalls;
  indications: Indication[];
  fetches: { taskId: string; indicationId: string; token: string }[];
  syncs: Sync[];
  /** The document to serve for a task, also by exchange. */
  serve(taskId: string, indicationId: string): TaskDocument | null;
  /** The contents of its attachments, by id. */
  contents: Map<string, Uint8Array>;
  /** Used up one by one, a call each. */
  faults: { step: Step; fault: Fault }[];
}

function fakeSystem(): FakeSystem {
  const system: FakeSystem = {
    indications: [],
    fetches: [],
    syncs: [],
    faults: [],
    serve: () => null,
    contents: new Map(),
    calls: {
      indicate: (_to, _api, indication) =>
        passing('indicate', () => {
          system.indications.push(indication);
          return answer(202, { indicationId: indication.indicationId });
        }),
      fetch: ({ token }, _api, taskId, indicationId) =>
        passing('fetch', () => {
          system.fetches.push({ taskId, indicationId, token });
          const document = system.serve(taskId, indicationId);
          return document ? answer(200, document) : troubleFor(404);
        }),
      attachment: (_to, _api, attachmentId) =>
        passing('attachment', () => {
          const bytes = system.contents.get(attachmentId);
          return bytes ? { kind: 'answer', status: 200, json: null, etag: null, bytes } : troubleFor(404);
        }),
      sync: (_to, _api, sync) =>
        passing('sync', () => {
          system.syncs.push(sync);
          return answer(204, null);
        }),
    },
  };

  function passing(step: Step, arrive: () => CallResult): Promise<CallResult> {
    const at = system.faults.findIndex((one) => one.step === step);
    const fault = at < 0 ? null : system.faults.splice(at, 1)[0]?.fault;
    if (fault === null || fault === undefined) return Promise.resolve(arrive());
    if (fault === 'answerLost') arrive();
    return Promise.resolve(troubleFor(fault));
  }
  return system;
}

export interface Rig {
  platform: Platform;
  system: FakeSystem;
  /** Everything recorded so far, as the journal would give it back. */
  entries: Entry[];
  pass: (ms: number) => Promise<void>;
  /** Kills the platform and opens it again on the same entries; nobody is registered then. */
  restart(): Promise<void>;
  /** From now on nothing gets to the disk, until the function returned is called. */
  holdDisk(): () => void;
  indicate(taskId: string, indicationId: string): ReturnType<Platform['indicated']>;
  /** Fetches and syncs as a System does that was told. */
  acknowledge(indication: Indication, result?: 'OK' | 'ERROR'): ReturnType<Platform['synced']>;
  /** Acknowledges everything the System was told since. */
  acknowledgeAll(): void;
}

/** Opens a platform with these documents and this journal. */
export function rig(documents: readonly TaskDocument[], entries: Entry[] = []): Rig {
  const surroundings = virtualSurroundings();
  const system = fakeSystem();
  let acknowledged = 0;
  let disk = Promise.resolve();
  const journal = {
    append: (entry: Entry) => void entries.push(structuredClone(entry)),
    settled: () => disk,
    close: () => Promise.resolve(),
  };
  const open = () =>
    openPlatform({
      tasks: documents.map((document) => ({ api: 'outTask' as const, document })),
      journal,
      entries: [...entries],
      book: defaultRulebook(),
      calls: system.calls,
      surroundings,
      log: silentLog,
    });

  const it: Rig = {
    platform: open(),
    system,
    entries,
    pass: (ms) => surroundings.pass(ms),
    async restart() {
      await it.platform.close();
      it.platform = open();
    },
    holdDisk() {
      let release = () => {};
      disk = new Promise<void>((resolve) => (release = resolve));
      return release;
    },
    indicate: (taskId, indicationId) =>
      it.platform.indicated('outTask', systemId, {
        indicationId,
        systemId,
        cluster,
        taskId,
        event: 'TASK_UPDATED',
        occurredAt: isoMoment(surroundings.now()),
      }),
    acknowledge({ indicationId, taskId }, result = 'OK') {
      const document = it.platform.fetched('outTask', systemId, taskId);
      return it.platform.synced('outTask', systemId, {
        indicationId,
        systemId,
        cluster,
        taskId,
        result,
        taskVersion: document?.version ?? null,
        taskRef: null,
        errors: [],
        syncedAt: isoMoment(surroundings.now()),
      });
    },
    acknowledgeAll() {
      for (; acknowledged < system.indications.length; acknowledged++) {
        const indication = system.indications[acknowledged];
        if (indication) it.acknowledge(indication);
      }
    },
  };
  return it;
}

/** Exchange ids of a System, in order. */
export function exchangeId(number: number): string {
  return `0192f0c4-1111-7000-8000-${number.toString(16).padStart(12, '0')}`;
}
