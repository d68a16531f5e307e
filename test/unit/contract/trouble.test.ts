import { describe, expect, test } from 'vitest';
import { Environment } from '../../../src-main/contract/processes.ts';
import { readTrouble, Trouble } from '../../../src-main/contract/trouble.ts';
import { environment } from '../../support/sync-context.ts';

describe('a trouble that was stored', () => {
  test.each([
    { kind: 'unreachable', cause: 'HTTP 503' },
    { kind: 'tokenRefused' },
    { kind: 'notWhitelisted', clientIp: null },
    { kind: 'notWhitelisted', clientIp: '203.0.113.7' },
    { kind: 'notPermitted', code: null },
    { kind: 'notVisible' },
    { kind: 'refused', status: 422, title: null },
    { kind: 'tooFast' },
    { kind: 'platformFault', status: 500 },
    { kind: 'answerInvalid', what: 'token' },
    { kind: 'storeFailed', reason: 'SQLITE_FULL' },
  ])('by the first version is read as it is: $kind', (stored) => {
    expect(Trouble.parse(stored)).toEqual(stored);
    expect(readTrouble(stored)).toEqual(stored);
  });

  test.each([{ kind: 'moonPhase', waxing: true }, { kind: 'cut' }, 7, null])(
    'by a later version, or badly, is shown as what it was: %o',
    (stored) => {
      expect(readTrouble(stored)).toEqual({ kind: 'unreachable', cause: JSON.stringify(stored) });
    },
  );
});

describe('an environment', () => {
  test('is the same without certificates, proxy and fixed token', () => {
    expect(Environment.parse(environment)).toEqual(environment);
  });

  test('may have a fixed bearer token, certificates and a proxy, or explicitly none', () => {
    const own = {
      ...environment,
      credentials: { bearerToken: 't' },
      certificateAuthorities: ['-----BEGIN CERTIFICATE-----'],
      proxy: { url: 'http://proxy.example:8080', noProxy: '.example' },
    };
    expect(Environment.parse(own)).toEqual(own);
    expect(Environment.parse({ ...own, proxy: null }).proxy).toBeNull();
    expect(Environment.safeParse({ ...own, proxy: { url: 'socks5://proxy.example' } }).success).toBe(false);
    const both = { ...environment.credentials, bearerToken: 't' };
    expect(Environment.safeParse({ ...own, credentials: both }).success).toBe(false);
  });
});
