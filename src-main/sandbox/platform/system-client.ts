/** The platform's calls to a System (contract section 3, column "At the System"). */
import { attachmentLimits } from '../../contract/attachments.ts';
import type { Api } from '../../contract/document/values.ts';
import type { SystemRegistration } from '../../contract/sandbox.ts';
import type { Call, CallResult } from '../../equitri/http.ts';
import { IndicationAnswer, type Indication, type Sync } from '../../equitri/messages.ts';
import { below, headerNames, routes } from '../../equitri/routes.ts';

/**
 * What the platform needs of a System. A simulation implements it without sockets. None of them throws; an answer
 * that is not the one of the contract is a trouble of kind `answerInvalid`.
 */
export interface SystemCalls {
  indicate(system: SystemRegistration, api: Api, indication: Indication): Promise<CallResult>;
  /** The answer's `json` is the document as it came, unparsed. */
  fetch(system: SystemRegistration, api: Api, taskId: string, indicationId: string): Promise<CallResult>;
  sync(system: SystemRegistration, api: Api, sync: Sync): Promise<CallResult>;
  /** The answer's `bytes` are the content as it came. */
  attachment(
    system: SystemRegistration,
    api: Api,
    attachmentId: string,
    indicationId: string,
  ): Promise<CallResult>;
}

/** Passes the answer of the contract; another one, though a success to HTTP, is none to the platform. */
function wanted(
  result: CallResult,
  what: string,
  fits: (status: number, json: unknown) => boolean,
): CallResult {
  if (result.kind === 'trouble' || fits(result.status, result.json)) return result;
  return { kind: 'trouble', trouble: { kind: 'answerInvalid', what }, retryAfterMs: null };
}

/** The calls over HTTP; `call` makes the request. */
export function systemCalls(call: Call, userAgent: string): SystemCalls {
  function headers(system: SystemRegistration, indicationId: string): Record<string, string> {
    return {
      authorization: `Bearer ${system.token}`,
      [headerNames.systemId]: system.systemId,
      [headerNames.cluster]: system.cluster,
      [headerNames.correlationId]: indicationId,
      'user-agent': userAgent,
      accept: 'application/json',
    };
  }

  function post(system: SystemRegistration, path: string, body: Indication | Sync): Promise<CallResult> {
    return call({
      method: 'POST',
      url: below(system.endpoint, path),
      headers: { ...headers(system, body.indicationId), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  return {
    async indicate(system, api, indication) {
      const { indicationId } = indication;
      return wanted(await post(system, routes.indication(api), indication), 'Indication', (status, json) => {
        const answer = IndicationAnswer.safeParse(json);
        return status === 202 && answer.data?.indicationId === indicationId;
      });
    },
    async fetch(system, api, taskId, indicationId) {
      const url = below(system.endpoint, routes.fetch(api, taskId));
      const result = await call({ method: 'GET', url, headers: headers(system, indicationId) });
      return wanted(result, 'Fetch', (status) => status === 200);
    },
    async attachment(system, api, attachmentId, indicationId) {
      const url = below(system.endpoint, routes.attachment(api, attachmentId));
      const asked = { ...headers(system, indicationId), accept: '*/*' };
      const mostBytes = attachmentLimits.fileBytes;
      const result = await call({ method: 'GET', url, headers: asked, mostBytes });
      return wanted(result, 'attachment', (status) => status === 200);
    },
    async sync(system, api, sync) {
      return wanted(await post(system, routes.sync(api), sync), 'Sync', (status) => status === 204);
    },
  };
}
