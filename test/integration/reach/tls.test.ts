/** Certificates: what is wrong with one is told, and an authority of one's own is trusted besides the others. */
import { rootCertificates } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { trustedAuthorities } from '../../../src-main/equitri/connections.ts';
import { httpCalls } from '../../../src-main/equitri/http.ts';
import { certificate, type Pems } from '../../support/certificates.ts';
import { answering, misbehavingServer, secureServer } from '../../support/misbehaving.ts';
import { changeId, expectQueuedAndTimed, reaching, saidOf } from '../../support/reach.ts';
import { virtualSurroundings } from '../../support/surroundings.ts';

const hourMs = 3_600_000;
const accepted = answering(202, { 'content-type': 'application/json' }, '{}');

interface Case {
  name: string;
  open: () => Promise<{ url: string; trusted: string[] }>;
  why: string;
  nl: [string, RegExp];
  en: [string, RegExp];
}

async function served(pems: Pems, trusted: string[]) {
  return { url: (await secureServer(pems, accepted)).url, trusted };
}

const cases: Case[] = [
  {
    name: 'has expired',
    async open() {
      const pems = await certificate({ notAfter: Date.now() - hourMs });
      return served(pems, [pems.cert]);
    },
    why: 'expired',
    nl: ['Het certificaat van het platform is verlopen', /datum en tijd van dit apparaat/],
    en: ['The certificate of the platform has expired', /date and time of this device/],
  },
  {
    name: 'is not valid yet',
    async open() {
      const pems = await certificate({ notBefore: Date.now() + hourMs });
      return served(pems, [pems.cert]);
    },
    why: 'notYetValid',
    nl: ['Het certificaat van het platform is nog niet geldig', /datum en tijd/],
    en: ['The certificate of the platform is not valid yet', /date and time/],
  },
  {
    name: 'is signed by itself',
    open: async () => served(await certificate(), []),
    why: 'unknownIssuer',
    nl: ['Het certificaat van het platform is van een onbekende uitgever', /eigen uitgever/],
    en: ['The certificate of the platform is of an unknown issuer', /its own authority/],
  },
  {
    name: 'is of an issuer that nobody knows',
    async open() {
      const by = await certificate({ name: 'Some Authority', isAuthority: true });
      return served(await certificate({ by }), []);
    },
    why: 'unknownIssuer',
    nl: ['Het certificaat van het platform is van een onbekende uitgever', /meld|aanmelden/],
    en: ['The certificate of the platform is of an unknown issuer', /sign in/],
  },
  {
    name: 'is of another name',
    async open() {
      const pems = await certificate({ name: 'somebody-else.example' });
      return served(pems, [pems.cert]);
    },
    why: 'wrongName',
    nl: ['Het certificaat staat op een andere naam dan het platform', /adres van het platform/],
    en: ['The certificate is of another name than the platform', /address of the platform/],
  },
  {
    name: 'is none: the other side speaks no TLS',
    async open() {
      const { port } = await misbehavingServer(accepted);
      return { url: `https://localhost:${port}`, trusted: [] };
    },
    why: 'protocol',
    nl: ['Geen veilige verbinding met het platform', /firewall of proxy/],
    en: ['No safe connection to the platform', /firewall or a proxy/],
  },
];

describe('[§6 unreachable] a TLS failure: the certificate', () => {
  test.each(cases)('$name', async ({ open, why, nl, en }) => {
    const { url, trusted } = await open();
    const here = reaching(url, { certificateAuthorities: trusted });
    const trouble = await here.contact();
    expect(trouble).toMatchObject({ kind: 'tlsFailed', why, host: 'localhost' });
    const said = saidOf(trouble);
    expect([said.nl.says, said.en.says]).toEqual([nl[0], en[0]]);
    expect(said.nl.advice).toMatch(nl[1]);
    expect(said.en.advice).toMatch(en[1]);
    if (trouble) expectQueuedAndTimed(here, trouble);
  });
});

describe('an authority of our own', () => {
  test('is trusted, and only what it signed', async () => {
    const authority = await certificate({ name: 'Company Authority', isAuthority: true });
    const certificateAuthorities = [authority.cert];
    const platform = await secureServer(await certificate({ by: authority }), accepted);
    const here = reaching(platform.url, { certificateAuthorities });
    expect(await here.contact()).toBeNull();
    expect(platform.requests).toEqual(['POST /outTask/v1/taskIndication']);
    expect(here.context.store.changes.get(changeId)?.state).not.toBe('refused');
    const stranger = await secureServer(await certificate(), accepted);
    expect(await reaching(stranger.url, { certificateAuthorities }).contact()).toMatchObject({
      kind: 'tlsFailed',
    });
  });

  test('stands beside those that Node trusts', async () => {
    const own = await certificate({ isAuthority: true });
    const trusted = trustedAuthorities([own.cert]);
    expect(trusted).toContain(own.cert);
    for (const root of rootCertificates) expect(trusted).toContain(root);
  });

  test('that can not be read is refused by its place', () => {
    expect(() => httpCalls(virtualSurroundings(), { certificateAuthorities: ['no certificate'] })).toThrow(
      expect.objectContaining({
        code: 'INPUT_INVALID',
        detail: expect.objectContaining({ where: 'certificateAuthorities' }) as object,
      }) as Error,
    );
  });
});
