/** The token endpoint: OAuth 2.0 client credentials (contract section 2; errors as RFC 6749, 5.2). */
import type { Context } from 'hono';
import { limitedText, mediaType, tooLarge } from '../../equitri/request-body.ts';
import { sameSecret } from '../../equitri/bearer.ts';
import type { AccessTokens } from './access-tokens.ts';

/** Below the platform's base address, as the public example has it (F). */
export const tokenPath = '/connector/api/v1/authorization/connect/token';

export interface TokenClient {
  clientId: string;
  clientSecret: string;
}

const knownScopes = new Set(['api.read', 'api.write']);
const parameters = ['grant_type', 'client_id', 'client_secret', 'scope'];

type Refusal = { error: string; description: string; status: 400 | 401 };

function refusal(error: string, description: string, status: Refusal['status'] = 400): Refusal {
  return { error, description, status };
}

function check(form: URLSearchParams, client: TokenClient): Refusal | null {
  const twice = parameters.find((name) => form.getAll(name).length > 1);
  if (twice) return refusal('invalid_request', `${twice} is there twice`);
  const grant = form.get('grant_type');
  if (grant === null) return refusal('invalid_request', 'grant_type is missing');
  if (grant !== 'client_credentials') return refusal('unsupported_grant_type', 'only client_credentials');
  const sameId = sameSecret(form.get('client_id') ?? '', client.clientId);
  const sameSecretToo = sameSecret(form.get('client_secret') ?? '', client.clientSecret);
  if (!sameId || !sameSecretToo) return refusal('invalid_client', 'client or secret is wrong', 401);
  const unknown = (form.get('scope') ?? '')
    .split(' ')
    .find((scope) => scope !== '' && !knownScopes.has(scope));
  return unknown === undefined ? null : refusal('invalid_scope', `${unknown} is no scope of this platform`);
}

/** Answers a POST to the token endpoint: `{access_token, token_type, expires_in}` in seconds, or an OAuth error. */
export function tokenEndpoint(client: TokenClient, tokens: AccessTokens) {
  return async (context: Context): Promise<Response> => {
    context.header('cache-control', 'no-store');
    const text = await limitedText(context);
    if (text === null) return tooLarge(context);
    const refused =
      mediaType(context) === 'application/x-www-form-urlencoded'
        ? check(new URLSearchParams(text), client)
        : refusal('invalid_request', 'the body must be application/x-www-form-urlencoded');
    if (refused) {
      return context.json({ error: refused.error, error_description: refused.description }, refused.status);
    }
    return context.json({
      access_token: tokens.issue(),
      token_type: 'Bearer',
      expires_in: tokens.lifeSeconds,
    });
  };
}
