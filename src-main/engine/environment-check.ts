/** Whether a part of an environment works: its name, TLS, token, whitelisting. Changes nothing, here or there. */
import { lookup } from 'node:dns/promises';
import type { CheckOutcome, CheckPart } from '../contract/environment-check.ts';
import type { Environment } from '../contract/processes.ts';
import type { Trouble } from '../contract/trouble.ts';
import { systemFor } from '../domain/systems.ts';
import { accessToken } from '../equitri/access-token.ts';
import { httpCalls, type Call } from '../equitri/http.ts';
import { platformClient } from '../equitri/platform-client.ts';
import type { Surroundings } from '../runtime/surroundings.ts';

/** Troubles of a call that never came to an answer over TLS. */
const beforeTls = new Set<Trouble['kind']>([
  'noNetwork',
  'nameNotResolved',
  'notConnected',
  'cut',
  'tlsFailed',
  'proxyFailed',
  'unreachable',
]);

const ok: CheckOutcome = { kind: 'ok' };

async function checkName({ apiBaseUrl }: Environment): Promise<CheckOutcome> {
  const host = new URL(apiBaseUrl).hostname.replace(/^\[|\]$/g, '');
  try {
    const found = await lookup(host, { all: true });
    return { kind: 'ok', addresses: found.map(({ address }) => address) };
  } catch (thrown) {
    const cause = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    return { kind: 'trouble', trouble: { kind: 'nameNotResolved', host, cause } };
  }
}

async function checkTls({ apiBaseUrl }: Environment, call: Call): Promise<CheckOutcome> {
  if (new URL(apiBaseUrl).protocol === 'http:') return { kind: 'notNeeded' };
  const result = await call({ method: 'GET', url: apiBaseUrl, headers: {} });
  const failed = result.kind === 'trouble' && beforeTls.has(result.trouble.kind);
  return failed ? { kind: 'trouble', trouble: result.trouble } : ok;
}

async function checkToken(
  environment: Environment,
  call: Call,
  surroundings: Surroundings,
): Promise<CheckOutcome> {
  const token = accessToken(environment.credentials, call, surroundings);
  try {
    const result = await token.get();
    if (result.kind === 'trouble') return { kind: 'trouble', trouble: result.trouble };
    return 'bearerToken' in environment.credentials ? { kind: 'notNeeded' } : ok;
  } finally {
    token.stop();
  }
}

async function checkWhitelisting(
  environment: Environment,
  call: Call,
  surroundings: Surroundings,
  userAgent: string,
): Promise<CheckOutcome> {
  const token = accessToken(environment.credentials, call, surroundings);
  try {
    const { systemId, cluster } = systemFor(environment.systems, null);
    const asking = { api: 'outTask', indicationId: surroundings.newId(), systemId, cluster } as const;
    const result = await platformClient(environment, token, call, userAgent).probe(asking);
    return result.kind === 'trouble' ? { kind: 'trouble', trouble: result.trouble } : ok;
  } finally {
    token.stop();
  }
}

/** Checks a part with connections of its own. Throws INPUT_INVALID for a certificate authority that is none. */
export async function checkEnvironment(
  environment: Environment,
  part: Exclude<CheckPart, 'endpoint'>,
  { surroundings, version }: { surroundings: Surroundings; version: string },
): Promise<CheckOutcome> {
  const http = httpCalls(surroundings, environment);
  try {
    switch (part) {
      case 'name':
        return await checkName(environment);
      case 'tls':
        return await checkTls(environment, http.call);
      case 'token':
        return await checkToken(environment, http.call, surroundings);
      case 'whitelisting':
        return await checkWhitelisting(environment, http.call, surroundings, `Patchdesk/${version}`);
    }
  } finally {
    await http.close();
  }
}
