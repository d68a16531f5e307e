/** One environment with something to send, its calls over real sockets, its clock and timers under the test's control. */
import { expect, onTestFinished, vi } from 'vitest';
import type { Environment } from '../../src-main/contract/processes.ts';
import type { Trouble } from '../../src-main/contract/trouble.ts';
import { accessToken } from '../../src-main/equitri/access-token.ts';
import { httpCalls, type HttpOptions } from '../../src-main/equitri/http.ts';
import { platformClient } from '../../src-main/equitri/platform-client.ts';
import { backOffPlans, planOf } from '../../src-main/sync/back-off.ts';
import { syncLoop, type SyncLoop } from '../../src-main/sync/loop.ts';
import { edit } from '../../src-main/sync/outbox.ts';
import { catalogue } from '../../src-renderer/messages/catalogue.ts';
import { sayTrouble } from '../../src-renderer/messages/say.ts';
import { asBuilt, patchInstall, taskId } from './documents.ts';
import { environment, syncContext, type TestContext } from './sync-context.ts';

export const changeId = '0192f0c4-0000-7000-8000-00000000000a';
/** Short, so that a test of a time limit does not take one. */
export const limits = { connectMs: 250, answerMs: 250 };
const patience = { timeout: 10_000, interval: 5 };

export interface ReachSetting extends HttpOptions {
  credentials?: Environment['credentials'];
}

export interface Reaching {
  context: TestContext;
  loop: SyncLoop;
  /** Starts, and resolves when the first call was answered or failed. */
  contact: () => Promise<Trouble | null>;
  /** Lets the time of the next try come, and resolves when the state is as wanted. */
  untilNext: (wanted: () => void) => Promise<void>;
}

/** An environment whose platform is at `url`, with one change to send; no proxy and a fixed token unless said. */
export function reaching(url: string, setting: ReachSetting = {}): Reaching {
  const { credentials = { bearerToken: 'a-fixed-token' }, ...options } = setting;
  const context = syncContext([patchInstall()]);
  const { surroundings } = context;
  const own = { ...environment, apiBaseUrl: url, credentials };
  const http = httpCalls(surroundings, { proxy: null, limits, ...options });
  const token = accessToken(credentials, http.call, surroundings);
  const client = platformClient(own, token, http.call, 'Patchdesk/test');
  const loop = syncLoop({ ...context, environment: own }, client, () => undefined);
  onTestFinished(async () => {
    token.stop();
    await Promise.all([http.close(), loop.stop()]);
  });
  edit(context, changeId, taskId, asBuilt);
  return {
    context,
    loop,
    async contact() {
      loop.wake();
      await vi.waitFor(() => expect(loop.connectivity.contacted).toBe(true), patience);
      return loop.connectivity.trouble;
    },
    async untilNext(wanted) {
      const at = loop.nextTryAt() ?? surroundings.now();
      await surroundings.pass(at - surroundings.now());
      await vi.waitFor(wanted, patience);
    },
  };
}

/** What a person reads of a trouble, in both languages, through what the window says it with. */
export function saidOf(trouble: Trouble | null) {
  if (!trouble) throw new Error('there is no trouble to speak of');
  const [nl, en] = [sayTrouble(catalogue.nl, trouble), sayTrouble(catalogue.en, trouble)];
  for (const text of [nl, en].flatMap(({ says, explains, advice }) => [says, explains, advice])) {
    expect(text).not.toMatch(/undefined|null|NaN|\[object|^$/);
  }
  return { nl, en };
}

/** The change is still to be sent, and the next try is timed within the pace of the trouble. */
export function expectQueuedAndTimed({ context, loop }: Reaching, trouble: Trouble): void {
  expect(context.store.changes.get(changeId)?.state).toBe('queued');
  const { firstMs, least } = backOffPlans[planOf(trouble.kind)];
  const at = loop.nextTryAt();
  const wait = (at ?? NaN) - context.surroundings.now();
  expect(wait).toBeGreaterThanOrEqual(least * firstMs);
  expect(wait).toBeLessThanOrEqual(firstMs);
  expect(context.surroundings.timers()).toContain(at);
}
