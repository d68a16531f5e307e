/** The routes of the platform without a socket, and calls to them as the contract wants them. */
import { expect } from 'vitest';
import { Problem } from '../../../src-main/equitri/messages.ts';
import { silentLog } from '../../../src-main/runtime/log.ts';
import { accessTokens } from '../../../src-main/sandbox/http/access-tokens.ts';
import { platformApp } from '../../../src-main/sandbox/http/platform-app.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { virtualSurroundings } from '../../support/surroundings.ts';
import { exchangeId, registration, rig } from './platform-rig.ts';

export const client = { clientId: 'the-client', clientSecret: 'the-secret' };
export const tokenLifeSeconds = 600;
const { systemId, cluster } = registration;
const id = exchangeId(1);

export const grant = {
  grant_type: 'client_credentials',
  client_id: client.clientId,
  client_secret: client.clientSecret,
};
export const form = (fields: Record<string, string>) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

/** The platform behind its routes, without a socket; its System is registered. */
export async function openApp(callsPerSecond = 200) {
  const platformRig = rig([patchInstall()]);
  platformRig.platform.register(registration);
  await platformRig.pass(100);
  const surroundings = virtualSurroundings();
  const tokens = accessTokens(tokenLifeSeconds, surroundings);
  const { platform } = platformRig;
  const app = platformApp({ platform, client, tokens, callsPerSecond, surroundings, log: silentLog });
  const headers: Record<string, string> = {
    authorization: `Bearer ${tokens.issue()}`,
    'x-system-id': systemId,
    'x-cluster': cluster,
    'x-correlation-id': id,
    'content-type': 'application/json',
  };
  return {
    ...platformRig,
    surroundings,
    ask: async (path: string, init: RequestInit = {}) => app.request(path, init),
    get: async (path: string, changed: Record<string, string> = {}) =>
      app.request(path, { headers: { ...headers, ...changed } }),
    post: async (path: string, body: unknown, changed: Record<string, string> = {}) =>
      app.request(path, {
        method: 'POST',
        headers: { ...headers, ...changed },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    headers,
    app,
  };
}

/** A refusal as the contract wants it, in short. */
export async function refusal(response: Response): Promise<[number, string | null, string[]]> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return [response.status, problem.code ?? null, (problem.errors ?? []).map(({ field }) => field ?? '')];
}

export const fetchPath = `/outTask/v1/taskFetch/${taskId}`;
export const indicationPath = '/outTask/v1/taskIndication';
export const syncPath = '/outTask/v1/taskSync';
export const indication = {
  ...{ indicationId: id, systemId, cluster, taskId },
  ...{ event: 'TASK_UPDATED', occurredAt: '2026-11-23T08:00:00Z' },
};
