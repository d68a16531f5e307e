import { describe, expect, onTestFinished, test } from 'vitest';
import type { CheckPart } from '../../../src-main/contract/environment-check.ts';
import type { Environment } from '../../../src-main/contract/processes.ts';
import { checkEnvironment } from '../../../src-main/engine/environment-check.ts';
import { hosting } from '../../../src-main/engine/hosting.ts';
import { sandboxEnvironment } from '../../../src-main/engine/sandbox-environment.ts';
import { silentLog } from '../../../src-main/runtime/log.ts';
import { realSurroundings } from '../../../src-main/runtime/surroundings.ts';
import { foreignPlatform, freePort } from '../../support/foreign-platform.ts';
import { testFolder } from '../../support/sync-context.ts';

const setting = { surroundings: realSurroundings(), version: 'test' };
const token = 'a-system-token-of-some-length';

async function platform() {
  const found = await foreignPlatform(5);
  onTestFinished(() => found.close());
  return { ...found, environment: sandboxEnvironment(found.access, token) };
}

const checked = (environment: Environment, part: Exclude<CheckPart, 'endpoint'>) =>
  checkEnvironment(environment, part, setting);

describe('a check of an environment', () => {
  test('finds that each part works, and leaves no trace at the platform', async () => {
    const { environment, control } = await platform();
    expect(await checked(environment, 'name')).toEqual({ kind: 'ok', addresses: ['127.0.0.1'] });
    expect(await checked(environment, 'tls')).toEqual({ kind: 'notNeeded' });
    expect(await checked(environment, 'token')).toEqual({ kind: 'ok' });
    expect(await checked(environment, 'whitelisting')).toEqual({ kind: 'ok' });
    expect(await control.receipts()).toEqual([]);
  });

  test('of a name says which one is not known', async () => {
    const { environment } = await platform();
    expect(await checked({ ...environment, apiBaseUrl: 'https://platform.invalid' }, 'name')).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'nameNotResolved', host: 'platform.invalid' },
    });
  });

  test('of TLS says what is wrong with the connection', async () => {
    const { environment } = await platform();
    const { port } = new URL(environment.apiBaseUrl);
    expect(await checked({ ...environment, apiBaseUrl: `https://127.0.0.1:${port}` }, 'tls')).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'tlsFailed' },
    });
    const nobody = `https://127.0.0.1:${await freePort()}`;
    expect(await checked({ ...environment, apiBaseUrl: nobody }, 'tls')).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'notConnected', why: 'refused' },
    });
  });

  test('of the token tells credentials that are refused from a token that is fixed', async () => {
    const { environment, access } = await platform();
    const credentials = { ...access.credentials, clientSecret: 'wrong' };
    expect(await checked({ ...environment, credentials }, 'token')).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'tokenRefused' },
    });
    expect(await checked({ ...environment, credentials: { bearerToken: 'fixed' } }, 'token')).toEqual({
      kind: 'notNeeded',
    });
  });

  test('of the whitelisting tells the address that the platform has seen', async () => {
    const { environment, control } = await platform();
    await control.setConditions({ network: 'notWhitelisted' });
    expect(await checked(environment, 'whitelisting')).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'notWhitelisted', clientIp: '127.0.0.1' },
    });
  });

  test('of the endpoint tells whether the address leads here, and when the platform called', async () => {
    const { environment, ...site } = await platform();
    const host = hosting({ ...setting, profileDir: testFolder(), log: silentLog }, () => undefined);
    onTestFinished(() => host.stop());
    await expect(host.check(environment, 'endpoint')).rejects.toMatchObject({ code: 'ENVIRONMENT_NOT_OPEN' });
    await host.set([environment]);
    expect(await host.check(environment, 'endpoint')).toMatchObject({
      kind: 'endpoint',
      check: { kind: 'ok' },
      calls: { lastOfPlatform: null },
    });
    await site.register(host.engines()[0]?.endpoint ?? '', token);
    await expect
      .poll(
        async () => {
          const outcome = await host.check(environment, 'endpoint');
          return outcome.kind === 'endpoint' ? outcome.calls.lastOfPlatform?.systemId : null;
        },
        { timeout: 10_000 },
      )
      .toBe(environment.systems[0]?.systemId);
  });

  test('of the endpoint tells where else the public address leads', async () => {
    const { environment } = await platform();
    const host = hosting({ ...setting, profileDir: testFolder(), log: silentLog }, () => undefined);
    onTestFinished(() => host.stop());
    const elsewhere = { ...environment, publicUrl: environment.apiBaseUrl };
    await host.set([elsewhere]);
    expect(await host.check(elsewhere, 'endpoint')).toMatchObject({ check: { kind: 'somethingElse' } });
  });
});
