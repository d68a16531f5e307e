import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openEnvironments } from '../../../src-main/settings/environments.ts';
import { memoryVault } from '../../../src-main/settings/vault.ts';
import { secrets, settingsOf } from '../../support/environment-settings.ts';
import { testFolder } from '../../support/sync-context.ts';

function opened(folder = testFolder()) {
  const file = join(folder, 'settings.json');
  const vault = memoryVault();
  return { file, folder, vault, environments: openEnvironments(file, vault, 1) };
}

const provisioning = (environments: object[], show: string | null = null) =>
  JSON.stringify({ patchdesk: 'provisioning 1', environments, show });

describe('what is set up', () => {
  test('is nothing but the sandbox at first', () => {
    const { environments } = opened();
    expect(environments.settings).toEqual({ environments: [], shown: 'sandbox' });
    expect(environments.setAside).toBeNull();
  });

  test('is there again after a restart, without a secret in its file', async () => {
    const { environments, file, vault } = opened();
    await environments.save(settingsOf(), secrets);
    environments.show('acceptance');
    const again = openEnvironments(file, vault, 2);
    expect(again.settings).toEqual({ environments: [settingsOf()], shown: 'acceptance' });
    const text = readFileSync(file, 'utf8');
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    expect(await again.held(settingsOf())).toEqual(['clientSecret', 'systemToken CONTR-ZH-01']);
  });

  test('keeps the secrets that are not typed again, and forgets those that nothing needs any more', async () => {
    const { environments, vault } = opened();
    await environments.save(settingsOf(), secrets);
    await environments.save(settingsOf({ title: 'Test' }), {});
    expect(await vault.get('acceptance', 'clientSecret')).toBe('a-client-secret');
    const other = settingsOf({
      systems: [{ systemId: 'CONTR-ZH-02', cluster: 'ZH-ZUID', isDefaultEndpoint: true }],
    });
    await environments.save(other, {});
    expect(await vault.get('acceptance', 'systemToken CONTR-ZH-01')).toBeNull();
    expect(await environments.held(other)).toEqual(['clientSecret']);
  });

  test('loses settings and secrets when it is removed; then the sandbox is shown', async () => {
    const { environments, vault } = opened();
    await environments.save(settingsOf(), secrets);
    environments.show('acceptance');
    await environments.remove('acceptance');
    expect(environments.settings).toEqual({ environments: [], shown: 'sandbox' });
    expect(await vault.get('acceptance', 'clientSecret')).toBeNull();
    await expect(environments.remove('acceptance')).rejects.toMatchObject({ code: 'ENVIRONMENT_UNKNOWN' });
    expect(() => environments.show('acceptance')).toThrow(
      expect.objectContaining({ code: 'ENVIRONMENT_UNKNOWN' }),
    );
  });

  test('can not take the name of the sandbox', async () => {
    const { environments } = opened();
    await expect(environments.save(settingsOf({ name: 'sandbox' }), {})).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    expect(environments.settings.environments).toEqual([]);
  });

  test('stays as it was when its file can not be written', async () => {
    const { environments, file } = opened();
    mkdirSync(`${file}.new`, { recursive: true }); // where the new file would be written
    await expect(environments.save(settingsOf(), secrets)).rejects.toMatchObject({ code: 'SETTINGS_FAILED' });
    expect(environments.settings.environments).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });

  test('is set aside, never written over, when it can not be read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('{"patchdesk":"settings 2"}')), (text) => {
        const folder = testFolder();
        const file = join(folder, 'settings.json');
        writeFileSync(file, text);
        const environments = openEnvironments(file, memoryVault(), 7);
        expect(environments.settings).toEqual({ environments: [], shown: 'sandbox' });
        expect(environments.setAside?.file).toBe(`${file}.set-aside-7`);
        expect(readFileSync(`${file}.set-aside-7`, 'utf8')).toBe(text);
        expect(environments.setAside?.reason).not.toBe('');
      }),
      { numRuns: 50 },
    );
  });
});

describe('a provisioning file', () => {
  test('as the documentation shows it is taken in', async () => {
    const documentation = readFileSync(join(import.meta.dirname, '../../../docs/provisioning.md'), 'utf8');
    const example = /```json\n([\s\S]*?)```/.exec(documentation)?.[1] ?? '';
    const { environments } = opened();
    expect(await environments.provision('docs.json', example)).toEqual(['production']);
    const [production] = environments.settings.environments;
    if (!production) throw new Error('nothing was set up');
    expect(await environments.held(production)).toHaveLength(3);
  });

  test('sets up everything at once, and says what is shown', async () => {
    const { environments, vault } = opened();
    const text = provisioning(
      [
        { settings: settingsOf(), secrets },
        { settings: settingsOf({ name: 'production', title: 'Production' }) },
      ],
      'production',
    );
    expect(await environments.provision('it.json', text)).toEqual(['acceptance', 'production']);
    expect(environments.settings.shown).toBe('production');
    expect(await vault.get('acceptance', 'clientSecret')).toBe('a-client-secret');
  });

  test.each([
    ['no JSON', '{', '', /is not JSON/],
    ['another kind of file', '{"patchdesk":"outbox 1"}', '/patchdesk', /provisioning 1/],
    [
      'an environment twice',
      provisioning([{ settings: settingsOf() }, { settings: settingsOf() }]),
      '/environments/1/settings/name',
      /twice/,
    ],
    [
      'the sandbox',
      provisioning([{ settings: settingsOf({ name: 'sandbox' }) }]),
      '/environments/0/settings/name',
      /sandbox/,
    ],
    ['one to show that is not in it', provisioning([{ settings: settingsOf() }], 'other'), '/show', /none/],
    [
      'a token that is too short',
      provisioning([{ settings: settingsOf(), secrets: { 'systemToken CONTR-ZH-01': 'short' } }]),
      '/environments/0/secrets/systemToken CONTR-ZH-01',
      /16 characters/,
    ],
    [
      'plain HTTP to a platform',
      provisioning([{ settings: settingsOf({ apiBaseUrl: 'http://api.example.org' }) }]),
      '/environments/0/settings/apiBaseUrl',
      /https/,
    ],
    [
      'no network',
      provisioning([
        {
          settings: settingsOf({
            endpoint: { ...settingsOf().endpoint, allowedCallers: ['198.51.100.0/33'] },
          }),
        },
      ]),
      '/environments/0/settings/endpoint/allowedCallers/0',
      /./,
    ],
  ])('is refused whole, with where and why: %s', async (_what, text, path, message) => {
    const { environments, folder } = opened();
    await expect(environments.provision('it.json', text)).rejects.toMatchObject({
      code: 'PROVISIONING_REFUSED',
      detail: {
        fileName: 'it.json',
        issues: expect.arrayContaining([
          expect.objectContaining({ path, message: expect.stringMatching(message) as string }),
        ]) as object,
      },
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
