/** Our calls to the platform (contract section 3, column "At the platform"). */
import { attachmentLimits } from '../contract/attachments.ts';
import { issuesOf } from '../contract/errors.ts';
import { TaskDocument } from '../contract/document/task-document.ts';
import type { Api } from '../contract/document/values.ts';
import type { Environment } from '../contract/processes.ts';
import type { RefusalReason } from '../contract/change.ts';
import type { Trouble } from '../contract/trouble.ts';
import type { AccessToken } from './access-token.ts';
import { blocksEnvironment } from './answer.ts';
import type { Call, CallResult } from './http.ts';
import { syncCodes, type Indication, type Sync } from './messages.ts';
import { fromWire } from './names.ts';
import { below, headerNames, routes } from './routes.ts';

export type Failed = { kind: 'trouble'; trouble: Trouble; retryAfterMs: number | null };
export type Done = { kind: 'done' } | Failed;
export type FetchResult =
  | { kind: 'document'; document: TaskDocument }
  /** The platform sent something that is no task document; the reasons go into our Sync. */
  | { kind: 'invalid'; reasons: RefusalReason[] }
  | Failed;

/** A content as it came, not verified. */
export type ContentResult = { kind: 'content'; bytes: Uint8Array } | Failed;

/**
 * Who asks, and in which exchange: a System of ours, and the `indicationId`, which for what nobody asked for is an id
 * of its own.
 */
export interface Asking {
  api: Api;
  indicationId: string;
  systemId: string;
  cluster: string;
}

/** What the sync room needs of the platform. A simulation implements it without sockets. */
export interface PlatformClient {
  indicate(api: Api, indication: Indication): Promise<Done>;
  fetch(asking: Asking, taskId: string): Promise<FetchResult>;
  sync(api: Api, sync: Sync): Promise<Done>;
  /** The content of an attachment. */
  attachment(asking: Asking, attachmentId: string): Promise<ContentResult>;
  /** Asks for nothing but an answer: tells whether the platform lets us in. */
  probe(asking: Asking): Promise<Done>;
}

export type PlatformAddress = Pick<Environment, 'apiBaseUrl'>;

const fixedRefused: Failed = {
  kind: 'trouble',
  trouble: { kind: 'tokenRefused', why: 'fixed' },
  retryAfterMs: null,
};

/** What a call sends, or that its answer is a content. */
interface Asked {
  body?: object;
  mostBytes?: number;
}

/**
 * The task that a probe fetches. There is none of that id, and no call that asks for nothing: that the platform
 * says so is all there is to learn.
 */
export const probedTask = 'PATCHDESK-PROBE';

/** The client of one environment. */
export function platformClient(
  to: PlatformAddress,
  token: AccessToken,
  call: Call,
  userAgent: string,
): PlatformClient {
  async function once(
    method: 'GET' | 'POST',
    path: string,
    asking: Omit<Asking, 'api'>,
    { body, mostBytes }: Asked,
  ): Promise<[CallResult, string | null]> {
    const access = await token.get();
    if (access.kind === 'trouble') return [access, null];
    const result = await call({
      method,
      url: below(to.apiBaseUrl, path),
      headers: {
        authorization: `Bearer ${access.token}`,
        [headerNames.systemId]: asking.systemId,
        [headerNames.cluster]: asking.cluster,
        [headerNames.correlationId]: asking.indicationId,
        'user-agent': userAgent,
        accept: mostBytes === undefined ? 'application/json' : '*/*',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      ...(mostBytes === undefined ? {} : { mostBytes }),
    });
    return [result, access.token];
  }

  /** The last call was refused although its token was new: another one would be refused as well. */
  let newTokenRefused = false;

  /**
   * A refused token is renewed once and the call repeated (contract section 6). While that does not help, each later
   * call comes with a new token and is not repeated.
   */
  async function authorized(
    method: 'GET' | 'POST',
    path: string,
    asking: Omit<Asking, 'api'>,
    asked: Asked = {},
  ): Promise<CallResult> {
    const isRefused = (result: CallResult) =>
      result.kind === 'trouble' && result.trouble.kind === 'tokenRefused';
    const [first, used] = await once(method, path, asking, asked);
    if (used === null) return first;
    if (!isRefused(first)) {
      newTokenRefused = false;
      return first;
    }
    if (!token.drop(used)) return fixedRefused;
    if (newTokenRefused) return first;
    const [second, usedAgain] = await once(method, path, asking, asked);
    if (usedAgain === null) return second;
    newTokenRefused = isRefused(second);
    if (newTokenRefused) token.drop(usedAgain);
    return second;
  }

  const done = (result: CallResult): Done => (result.kind === 'trouble' ? result : { kind: 'done' });

  return {
    indicate: async (api, indication) =>
      done(await authorized('POST', routes.indication(api), indication, { body: indication })),
    sync: async (api, sync) => done(await authorized('POST', routes.sync(api), sync, { body: sync })),
    async attachment(asking, attachmentId) {
      const asked = { mostBytes: attachmentLimits.fileBytes };
      const result = await authorized('GET', routes.attachment(asking.api, attachmentId), asking, asked);
      if (result.kind === 'trouble') return result;
      if (result.bytes) return { kind: 'content', bytes: result.bytes };
      const trouble: Trouble = { kind: 'answerInvalid', what: 'attachment' };
      return { kind: 'trouble', trouble, retryAfterMs: null };
    },
    async fetch(asking, taskId) {
      const result = await authorized('GET', routes.fetch(asking.api, taskId), asking);
      if (result.kind === 'trouble') return result;
      const parsed = TaskDocument.safeParse(fromWire(result.json));
      if (parsed.success && parsed.data.id === taskId) return { kind: 'document', document: parsed.data };
      const issues = parsed.success
        ? [{ path: '/id', message: `is ${parsed.data.id}, asked for ${taskId}` }]
        : issuesOf(parsed.error);
      return {
        kind: 'invalid',
        reasons: issues.map(({ path, message }) => ({
          code: syncCodes.validationFailed,
          field: path,
          message,
        })),
      };
    },
    async probe(asking) {
      const result = await authorized('GET', routes.fetch(asking.api, probedTask), asking);
      // Any answer about this one task is the platform's own: it has let us in.
      return result.kind === 'trouble' && blocksEnvironment(result.trouble) ? result : { kind: 'done' };
    },
  };
}
