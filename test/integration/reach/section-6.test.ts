/** Every row of section 6 of the contract over a real socket: what it is told apart as, what is said, what happens. */
import { describe, expect, test } from 'vitest';
import {
  answering,
  deadPort,
  misbehavingServer,
  misbehavingSocket,
  problem,
} from '../../support/misbehaving.ts';
import { changeId, expectQueuedAndTimed, limits, reaching, saidOf } from '../../support/reach.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const page = '<!DOCTYPE html><html><body>Welcome to the hotel</body></html>';

interface Row {
  name: string;
  /** Opens what misbehaves; answers its address. */
  open: () => Promise<string>;
  trouble: object;
  nl: [says: string, advice: RegExp];
  en: [says: string, advice: RegExp];
}

const served = (answer: Parameters<typeof misbehavingServer>[0]) => async () =>
  (await misbehavingServer(answer)).url;
const on = (act: Parameters<typeof misbehavingSocket>[0]) => async () =>
  `http://127.0.0.1:${await misbehavingSocket(act)}`;

const onTheWay: Row[] = [
  {
    name: '[§6 unreachable] a name that does not resolve',
    open: () => Promise.resolve('http://platform.invalid'),
    trouble: { kind: 'nameNotResolved', host: 'platform.invalid' },
    nl: ['Het adres van het platform is niet te vinden', /andere sites in je browser/],
    en: ['The address of the platform is not found', /other sites open in your browser/],
  },
  {
    name: '[§6 unreachable] a refused connection',
    open: async () => `http://127.0.0.1:${await deadPort()}`,
    trouble: { kind: 'notConnected', why: 'refused', cause: 'ECONNREFUSED' },
    nl: ['Het platform neemt geen verbindingen aan', /helpdesk/],
    en: ['The platform takes no connections', /tell support/],
  },
  {
    name: '[§6 unreachable] a connection that breaks off in the middle of an answer',
    open: on((socket) =>
      socket.once('data', () =>
        socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 99\r\n\r\n{', () =>
          setTimeout(() => socket.resetAndDestroy(), 20),
        ),
      ),
    ),
    trouble: { kind: 'notConnected', why: 'reset' },
    nl: ['De verbinding met het platform brak af', /ander netwerk/],
    en: ['The connection to the platform broke off', /another network/],
  },
  {
    name: '[§6 unreachable] a connection that is cut as soon as it is made',
    open: on((socket) => socket.destroy()),
    trouble: { kind: 'cut' },
    nl: ['De verbinding wordt verbroken vóór er een antwoord is', /of je adres is toegelaten/],
    en: ['The connection is cut before any answer', /whether your address is whitelisted/],
  },
  {
    name: '[§6 unreachable] a connection that is reset as soon as it is made',
    open: on((socket) => socket.resetAndDestroy()),
    trouble: { kind: 'cut', cause: 'ECONNRESET' },
    nl: ['De verbinding wordt verbroken vóór er een antwoord is', /storing/],
    en: ['The connection is cut before any answer', /fault/],
  },
  {
    name: '[§6 unreachable] a connection that is cut once the request is there',
    open: on((socket) => socket.once('data', () => socket.end())),
    trouble: { kind: 'cut' },
    nl: ['De verbinding wordt verbroken vóór er een antwoord is', /VPN/],
    en: ['The connection is cut before any answer', /VPN/],
  },
  {
    name: '[§6 unreachable] a connection that does not come about in time',
    open: async () => `https://127.0.0.1:${await misbehavingSocket(() => undefined)}`,
    trouble: { kind: 'timedOut', waitingFor: 'connection', limitMs: limits.connectMs },
    nl: ['Verbinding maken duurt te lang', /meer bereik/],
    en: ['Connecting takes too long', /more of it helps/],
  },
  {
    name: '[§6 unreachable] an answer that does not come in time',
    open: on(() => undefined),
    trouble: { kind: 'timedOut', waitingFor: 'answer', limitMs: limits.answerMs },
    nl: ['Het platform antwoordt niet op tijd', /meer bereik/],
    en: ['The platform does not answer in time', /more of it helps/],
  },
  {
    name: '[§6 unreachable] an answer that stops in its middle',
    open: served((response) => response.writeHead(202, { 'content-length': '99' }).write('{')),
    trouble: { kind: 'timedOut', waitingFor: 'answer', limitMs: limits.answerMs },
    nl: ['Het platform antwoordt niet op tijd', /meer bereik/],
    en: ['The platform does not answer in time', /more of it helps/],
  },
  {
    name: '[§6 gateway] a redirect to the page of a network that wants a sign-in',
    open: served(answering(302, { location: 'http://sign-in.example/hotel?from=here' })),
    trouble: { kind: 'captivePortal', address: 'http://sign-in.example' },
    nl: ['Bij dit netwerk moet je je eerst aanmelden', /Meld je in je browser aan bij dit netwerk/],
    en: ['This network wants you to sign in first', /Sign in to this network in your browser/],
  },
  {
    name: '[§6 gateway] a page with 200 where JSON is due',
    open: served(answering(200, html, page)),
    trouble: { kind: 'captivePortal', address: null },
    nl: ['Bij dit netwerk moet je je eerst aanmelden', /Nu proberen/],
    en: ['This network wants you to sign in first', /Try now/],
  },
  {
    name: '[§6 gateway] 511, network authentication required',
    open: served(answering(511, html, page)),
    trouble: { kind: 'captivePortal', address: null },
    nl: ['Bij dit netwerk moet je je eerst aanmelden', /Meld je/],
    en: ['This network wants you to sign in first', /Sign in/],
  },
];

const whoAnswers: Row[] = [
  ...[502, 503, 504].map((status): Row => ({
    name: `[§6 unreachable] ${status}`,
    open: served(answering(status, html, page)),
    trouble: { kind: 'platformDown', status },
    nl: ['Het platform is nu even niet beschikbaar', /zo lang als gevraagd/],
    en: ['The platform is not available just now', /as long as it asks for/],
  })),
  {
    name: '[§6 403 whitelist] 403 IP_NOT_WHITELISTED with the address seen',
    open: served(problem(403, { code: 'IP_NOT_WHITELISTED', clientIp: '203.0.113.7' })),
    trouble: { kind: 'notWhitelisted', clientIp: '203.0.113.7', told: 'problem' },
    nl: ['Adres 203.0.113.7 is niet toegelaten', /vraag de helpdesk om 203\.0\.113\.7 toe te laten/],
    en: ['Address 203.0.113.7 is not whitelisted', /ask support to whitelist 203\.0\.113\.7/],
  },
  {
    name: '[§6 403 whitelist] 403 IP_NOT_WHITELISTED without an address',
    open: served(problem(403, { code: 'IP_NOT_WHITELISTED' })),
    trouble: { kind: 'notWhitelisted', clientIp: null, told: 'problem' },
    nl: ['Dit netwerk is niet toegelaten', /het adres van dit netwerk toe te laten/],
    en: ['This network is not whitelisted', /whitelist the address of this network/],
  },
  {
    name: '[§6 403 whitelist] 403 with a page',
    open: served(answering(403, html, '<html>Forbidden</html>')),
    trouble: { kind: 'notWhitelisted', clientIp: null, told: 'page' },
    nl: ['Dit netwerk is niet toegelaten', /VPN/],
    en: ['This network is not whitelisted', /VPN/],
  },
  {
    name: '[§6 403 whitelist] 403 with JSON of a gateway, which is no problem body',
    open: served(answering(403, { 'content-type': 'application/json' }, '{"message":"Forbidden"}')),
    trouble: { kind: 'notWhitelisted', clientIp: null, told: 'page' },
    nl: ['Dit netwerk is niet toegelaten', /VPN/],
    en: ['This network is not whitelisted', /VPN/],
  },
  {
    name: '[§6 403 whitelist] 403 with nothing in it',
    open: served(answering(403)),
    trouble: { kind: 'notWhitelisted', clientIp: null, told: 'empty' },
    nl: ['Dit netwerk is niet toegelaten', /VPN/],
    en: ['This network is not whitelisted', /VPN/],
  },
  {
    name: '[§6 429] 429',
    open: served(problem(429, { title: 'Too many calls' })),
    trouble: { kind: 'tooFast' },
    nl: ['Het platform vraagt ons te wachten', /vanzelf verder/],
    en: ['The platform asks us to slow down', /go on by ourselves/],
  },
  ...[500, 501, 599].map((status): Row => ({
    name: `[§6 5xx] ${status}`,
    open: served(answering(status, { 'content-type': 'text/plain' }, 'oops')),
    trouble: { kind: 'platformFault', status },
    nl: ['Het platform heeft een storing', /helpdesk/],
    en: ['The platform has a fault', /tell support/],
  })),
  {
    name: '[§6 gateway] 408, a gateway that waited long enough',
    open: served(answering(408)),
    trouble: { kind: 'timedOut', waitingFor: 'answer', limitMs: null },
    nl: ['Het platform antwoordt niet op tijd', /opnieuw/],
    en: ['The platform does not answer in time', /try again/],
  },
  {
    name: '[§6 gateway] a redirect on the host itself, which the contract does not have',
    open: served(answering(301, { location: '/elsewhere' })),
    trouble: { kind: 'answerInvalid', what: 'HTTP 301' },
    nl: ['Het platform gaf een antwoord dat we niet begrijpen', /HTTP 301/],
    en: ['The platform gave an answer we do not understand', /HTTP 301/],
  },
  {
    name: '[§6 gateway] plain text with 200',
    open: served(answering(200, { 'content-type': 'text/plain' }, 'It works!')),
    trouble: { kind: 'answerInvalid', what: 'body' },
    nl: ['Het platform gaf een antwoord dat we niet begrijpen', /helpdesk/],
    en: ['The platform gave an answer we do not understand', /support/],
  },
  {
    name: '[§6 gateway] something that is no HTTP at all',
    open: on((socket) => socket.once('data', () => socket.end('220 mail.example ESMTP\r\n'))),
    trouble: { kind: 'answerInvalid', what: expect.stringMatching(/^(HPE_|HTTPParserError)/) as string },
    nl: ['Het platform gaf een antwoord dat we niet begrijpen', /helpdesk: H/],
    en: ['The platform gave an answer we do not understand', /support: H/],
  },
  {
    name: '[§6 gateway] 407 of a proxy that nobody set here',
    open: served(answering(407)),
    trouble: { kind: 'proxyFailed', why: 'credentials', proxy: null, status: 407 },
    nl: ['De proxy wil een gebruikersnaam en wachtwoord', /beheerder/],
    en: ['The proxy wants a user name and password', /administrator/],
  },
];

function expectSaid({ nl, en }: Row, said: ReturnType<typeof saidOf>): void {
  expect([said.nl.says, said.en.says]).toEqual([nl[0], en[0]]);
  expect(said.nl.advice).toMatch(nl[1]);
  expect(said.en.advice).toMatch(en[1]);
}

describe('what hits every call is told apart, said, kept queued and tried again', () => {
  test.each([...onTheWay, ...whoAnswers])('$name', async (row) => {
    const here = reaching(await row.open());
    const trouble = await here.contact();
    expect(trouble).toMatchObject(row.trouble);
    expectSaid(row, saidOf(trouble));
    if (trouble) expectQueuedAndTimed(here, trouble);
  });

  test('[§6 unreachable] a machine without a network', async () => {
    const here = reaching('http://platform.invalid', { interfaces: () => ({}) });
    const trouble = await here.contact();
    expect(trouble).toMatchObject({ kind: 'noNetwork' });
    const said = saidOf(trouble);
    expect([said.nl.says, said.en.says]).toEqual([
      'Geen netwerk op dit apparaat',
      'No network on this device',
    ]);
    expect([said.nl.advice, said.en.advice].join()).toMatch(/wifi.*Wi-Fi/s);
    if (trouble) expectQueuedAndTimed(here, trouble);
  });
});

describe('what is about one task parks it and blocks nothing', () => {
  test.each([
    ['[§6 403 other] 403 with another code', problem(403, { code: 'ROLE' }), 'ROLE'],
    ['[§6 404 410] 404', problem(404, { title: 'gone' }), 'notVisible'],
    ['[§6 404 410] 410', answering(410), 'notVisible'],
    ...[400, 409, 412, 422].map(
      (status) => [`[§6 refused] ${status}`, problem(status, { detail: 'not so' }), 'refused'] as const,
    ),
  ] as const)('%s', async (_name, answer, code) => {
    const { url } = await misbehavingServer(answer);
    const { contact, context, loop } = reaching(url);
    expect(await contact()).toBeNull();
    expect(context.store.changes.get(changeId)).toMatchObject({
      state: 'refused',
      refusal: { reasons: [{ code }] },
    });
    expect(loop.nextTryAt()).toBeNull();
  });

  test.each([
    [
      { kind: 'notPermitted', code: 'ROLE' },
      'Niet toegestaan door het platform',
      'Not permitted by the platform',
    ],
    [{ kind: 'notVisible' }, 'Niet meer zichtbaar', 'Not visible any more'],
    [
      { kind: 'refused', status: 422, title: 'odd' },
      'Het platform weigert de aanvraag',
      'The platform refused the call',
    ],
    [
      { kind: 'storeFailed', reason: 'SQLITE_FULL' },
      'Dit apparaat kan niet opslaan',
      'This device cannot save',
    ],
  ] as const)('is said of $kind', (trouble, nl, en) => {
    const said = saidOf(trouble);
    expect([said.nl.says, said.en.says]).toEqual([nl, en]);
  });
});
