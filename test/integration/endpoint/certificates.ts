/** Certificates made for a test. */
import { generate } from 'selfsigned';
import type { EndpointTls } from '../../../src-main/contract/endpoint/options.ts';

type Options = NonNullable<Parameters<typeof generate>[1]>;

/** A certificate for this machine, signed by itself, and its key. */
export async function certificateForHere(options: Options = {}): Promise<EndpointTls> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
    ...options,
  });
  return { certificate: made.cert, key: made.private };
}
