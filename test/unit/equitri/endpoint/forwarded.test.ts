import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAddress } from '../../../../src-main/contract/endpoint/address.ts';
import { callerBy } from '../../../../src-main/equitri/endpoint/caller.ts';
import { hopsOf } from '../../../../src-main/equitri/endpoint/forwarded.ts';

const address = fc.oneof(fc.ipV4(), fc.ipV6());
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: null });
const texts = (hops: ReturnType<typeof hopsOf>) => hops.map((hop) => hop?.text ?? null);
const canonical = (text: string) => readAddress(text)?.text ?? null;

/** As a proxy writes an address, with or without its port. */
function node(text: string, at: number | null): string {
  const host = text.includes(':') && at !== null ? `[${text}]` : text;
  return at === null ? host : `${host}:${at}`;
}

describe('the hops of X-Forwarded-For', () => {
  test('are the addresses in it, with or without a port', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(address, port)), (hops) => {
        const header = hops.map(([text, at]) => node(text, at)).join(', ');
        expect(texts(hopsOf('X-Forwarded-For', header))).toEqual(hops.map(([text]) => canonical(text)));
      }),
    );
  });

  test.each([
    ['unknown', [null]],
    ['192.0.2.1, _hidden, [192.0.2.2], 192.0.2.3:http', ['192.0.2.1', null, null, null]],
    [' , 192.0.2.1 ,', ['192.0.2.1']],
    ['[2001:db8::1]', ['2001:db8::1']],
    ['', []],
  ])('are not guessed: %j', (header, wanted) => {
    expect(texts(hopsOf('X-Forwarded-For', header))).toEqual(wanted);
  });
});

describe('the hops of Forwarded', () => {
  test('are the addresses of its elements', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(address, port, fc.boolean()), { minLength: 1 }), (hops) => {
        const header = hops.map(([text, at, more]) => {
          const host = text.includes(':') ? `[${text}]` : text;
          const value = at === null && !text.includes(':') ? host : `"${host}${at === null ? '' : `:${at}`}"`;
          return more ? `proto=https; For=${value};by="_a, b;\\" c"` : `for=${value}`;
        });
        const wanted = hops.map(([text]) => canonical(text));
        expect(texts(hopsOf('Forwarded', header.join(', ')))).toEqual(wanted);
      }),
    );
  });

  test.each([
    ['for=unknown', [null]],
    ['proto=https', [null]],
    ['for=192.0.2.1, by=192.0.2.2', ['192.0.2.1', null]],
    ['for=192.0.2.1;for=192.0.2.2', [null]],
    ['for=192.0.2.1;', [null]],
    ['for=192.0.2.1,', [null]],
    ['for=2001:db8::1', [null]],
    ['for', [null]],
    ['', []],
  ])('are not guessed: %j', (header, wanted) => {
    expect(texts(hopsOf('Forwarded', header))).toEqual(wanted);
  });

  test('are never what a caller put before the element of our proxy', () => {
    const forged = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom('for=', '198.51.100.9', '"', '\\', ';', ',', '=', 'x', ' ', '[', ']', 'by='))
        .map((parts) => parts.join('')),
    );
    const written = fc.constantFrom(
      'for="[2001:db8::1]"',
      'for=192.0.2.1',
      'for="192.0.2.1:80";proto=https;by="_us"',
    );
    fc.assert(
      fc.property(forged, written, (said, appended) => {
        const last = texts(hopsOf('Forwarded', `${said}, ${appended}`)).at(-1);
        expect([null, '2001:db8::1', '192.0.2.1']).toContain(last);
        expect(last === null || last === texts(hopsOf('Forwarded', appended))[0]).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the caller', () => {
  const options = {
    trustedProxies: ['10.0.0.0/8', '2001:db8:1::/48'],
    forwardedHeader: 'X-Forwarded-For',
  } as const;
  const callerOf = callerBy(options);
  const said = (value: string) => ({ 'x-forwarded-for': value });

  test('is the peer when that is no proxy of ours, whatever it says', () => {
    fc.assert(
      fc.property(address, fc.oneof(address, fc.string()), (peer, header) => {
        fc.pre(canonical(peer)?.startsWith('10.') === false && !peer.toLowerCase().startsWith('2001:db8:1:'));
        const headers = { ...said(header), forwarded: `for=${header}` };
        expect(callerOf(peer, headers)?.text).toBe(canonical(peer));
      }),
    );
  });

  test.each([
    ['the one the proxy names', '10.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['the proxy mapped into IPv6', '::ffff:10.0.0.1', '198.51.100.7', '198.51.100.7'],
    [
      'the rightmost that is no proxy',
      '10.0.0.1',
      '203.0.113.9, 198.51.100.7, 10.2.3.4, 2001:db8:1::5',
      '198.51.100.7',
    ],
    ['the farthest proxy, when there is no other', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['the proxy, when it says nothing', '10.0.0.1', '', '10.0.0.1'],
    ['nobody, when the proxy does not know', '10.0.0.1', '198.51.100.7, unknown', undefined],
    ['nobody, when the socket has gone', undefined, '198.51.100.7', undefined],
  ])('is %s', (_what, peer, header, wanted) => {
    expect(callerOf(peer, said(header))?.text).toBe(wanted);
  });

  test('is never taken from the header that the proxies do not write', () => {
    const headers = { forwarded: 'for=198.51.100.7' };
    expect(callerOf('10.0.0.1', headers)?.text).toBe('10.0.0.1');
    const other = callerBy({ ...options, forwardedHeader: 'Forwarded' });
    expect(other('10.0.0.1', said('198.51.100.7'))?.text).toBe('10.0.0.1');
    expect(other('10.0.0.1', headers)?.text).toBe('198.51.100.7');
  });

  test('may have a zone at its socket', () => {
    expect(callerOf('fe80::1%eth0', {})?.text).toBe('fe80::1');
  });
});
