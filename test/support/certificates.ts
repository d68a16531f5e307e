/** Certificates for servers of tests, with what is wrong with them. */
import { generate } from 'selfsigned';

export interface Pems {
  key: string;
  cert: string;
}

const dayMs = 86_400_000;
const longAgo = Date.now() - 400 * dayMs;
const inADay = Date.now() + dayMs;

export interface Wanted {
  name?: string;
  notBefore?: number;
  notAfter?: number;
  /** Signed by this authority instead of by itself. */
  by?: Pems;
  isAuthority?: boolean;
}

/** A certificate for `localhost`, valid now and signed by itself, unless said. */
export async function certificate(wanted: Wanted = {}): Promise<Pems> {
  const { name = 'localhost', notBefore = longAgo, notAfter = inADay, by, isAuthority = false } = wanted;
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(notBefore),
    notAfterDate: new Date(notAfter),
    extensions: isAuthority
      ? [
          { name: 'basicConstraints', cA: true, critical: true },
          { name: 'keyUsage', keyCertSign: true, critical: true },
        ]
      : [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
    ...(by ? { ca: by } : {}),
  });
  return { key: made.private, cert: made.cert };
}
