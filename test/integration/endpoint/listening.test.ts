import { connect as connectTls, createServer, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { EndpointOptions } from '../../../src-main/contract/endpoint/options.ts';
import { toFailure } from '../../../src-main/contract/errors.ts';
import { listenFailure } from '../../../src-main/equitri/endpoint/listener.ts';
import { certificateForHere } from './certificates.ts';
import { ask, indicate, raw, testEndpoint, unknownTask } from './endpoint-rig.ts';

const failureOf = (opening: Promise<unknown>) =>
  opening.then(
    () => null,
    (thrown: unknown) => toFailure(thrown) ?? thrown,
  );

describe('where the endpoint listens', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1', ['127.0.0.1']],
    ['0.0.0.0', '127.0.0.1', ['127.0.0.1']],
    ['::', '[::1]', ['127.0.0.1', '[::1]']],
    ['::1', '[::1]', ['[::1]']],
  ])('on %s is said as this machine reaches it', async (host, said, reached) => {
    const { url, port } = await testEndpoint({ host });
    expect(url).toBe(`http://${said}:${port}`);
    for (const at of reached) expect((await indicate(`http://${at}:${port}`)).status).toBe(202);
  });

  test('is refused by name where another listens already', async () => {
    const { port } = await testEndpoint();
    const detail = { host: '127.0.0.1', port };
    expect(await failureOf(testEndpoint({ port }))).toEqual({ code: 'ENDPOINT_PORT_TAKEN', detail });
  });

  test('is refused by name where this machine does not have the address', async () => {
    const detail = { host: '192.0.2.1' };
    const failure = await failureOf(testEndpoint({ host: '192.0.2.1' }));
    expect(failure).toEqual({ code: 'ENDPOINT_ADDRESS_UNAVAILABLE', detail });
  });

  test.each([
    ['EACCES', 'ENDPOINT_PORT_FORBIDDEN'],
    ['EPERM', 'ENDPOINT_PORT_FORBIDDEN'],
    ['EAFNOSUPPORT', 'ENDPOINT_ADDRESS_UNAVAILABLE'],
    ['EMFILE', undefined],
  ])('fails with %s as %s', (code, wanted) => {
    const error = Object.assign(new Error(code), { code });
    const failure = listenFailure(error, EndpointOptions.parse({ port: 443 }));
    expect(toFailure(failure)?.code).toBe(wanted);
    expect(wanted === undefined).toBe(failure === error);
  });
});

/** A client of TLS 1.1, which says what it came to. */
function ofTls11(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket: TLSSocket = connectTls({
      port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    socket.once('secureConnect', () => resolve(socket.getProtocol() ?? ''));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    onTestFinished(() => void socket.destroy());
  });
}

describe('TLS', () => {
  test('with an own certificate serves the same calls', async () => {
    const tls = await certificateForHere();
    const { url, app } = await testEndpoint({ tls });
    expect(url).toMatch(/^https:/);
    expect((await ask(url + unknownTask, { ca: tls.certificate })).status).toBe(404);
    expect(app.calls().last).toMatchObject({ address: '127.0.0.1', systemId: 'CONTR-ZH-01' });
    await expect(ask(url + unknownTask)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  test('is 1.2 at least', async () => {
    const tls = await certificateForHere();
    const { port } = await testEndpoint({ tls });
    expect(await ofTls11(port)).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
    // The same client is served by who still allows it.
    const old = createServer({
      cert: tls.certificate,
      key: tls.key,
      minVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    await new Promise<void>((resolve) => old.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void old.close());
    expect(await ofTls11((old.address() as AddressInfo).port)).toBe('TLSv1.1');
  });

  test('says what is wrong with a certificate or key before it listens', async () => {
    const good = await certificateForHere();
    const other = await certificateForHere();
    const locked = await certificateForHere({ passphrase: 'secret' });
    const weak = await certificateForHere({ keyType: 'rsa', keySize: 512 });
    const reasonOf = async (tls: typeof good) => {
      const failure = await failureOf(testEndpoint({ tls }));
      return failure;
    };
    const invalid = (reason: string) => ({ code: 'ENDPOINT_TLS_INVALID', detail: { reason } });
    expect(await reasonOf({ ...good, certificate: 'no PEM' })).toEqual(invalid('certificate'));
    expect(await reasonOf({ ...good, key: 'no PEM' })).toEqual(invalid('key'));
    expect(await reasonOf({ ...good, key: good.certificate })).toEqual(invalid('key'));
    expect(await reasonOf({ ...good, key: other.key })).toEqual(invalid('noPair'));
    expect(await reasonOf(locked)).toEqual(invalid('keyLocked'));
    expect(await reasonOf(weak)).toEqual(invalid('refused'));
  });

  test('closes who talks no TLS, or nothing, and goes on', async () => {
    const tls = await certificateForHere();
    const { port, url } = await testEndpoint({ tls, limits: { headersMs: 150, callMs: 300 } });
    const plain = await raw(port);
    plain.socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    const silent = await raw(port);
    expect(await plain.ended).not.toContain('HTTP/1.1');
    expect(await silent.ended).toBe('');
    expect((await ask(url + unknownTask, { ca: tls.certificate })).status).toBe(404);
  });
});
