/** An own certificate and key, tried before anything listens with them. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { EndpointTls } from '../../contract/endpoint/options.ts';
import { PatchdeskError, type EndpointTlsFault } from '../../contract/errors.ts';

/** TLS 1.2 at least (1.0 and 1.1 are withdrawn by RFC 8996). */
const minVersion = 'TLSv1.2';

/** What `make` gives; where it throws, ENDPOINT_TLS_INVALID with this reason. */
function orElse<Value>(reason: EndpointTlsFault, make: () => Value): Value {
  try {
    return make();
  } catch (cause) {
    throw Object.assign(new PatchdeskError('ENDPOINT_TLS_INVALID', { reason }), { cause });
  }
}

/**
 * The certificate and key as a TLS server takes them. Throws ENDPOINT_TLS_INVALID with what is wrong. One that has run
 * out is none of that: the machine's clock may be what is wrong, and the caller says it better.
 */
export function secured({ certificate: cert, key }: EndpointTls) {
  const read = orElse('certificate', () => new X509Certificate(cert));
  const isLocked = /^-----BEGIN ENCRYPTED |^Proc-Type: 4,ENCRYPTED/m.test(key);
  const opened = orElse(isLocked ? 'keyLocked' : 'key', () => createPrivateKey(key));
  if (!read.checkPrivateKey(opened)) throw new PatchdeskError('ENDPOINT_TLS_INVALID', { reason: 'noPair' });
  const secure = { cert, key, minVersion } as const;
  orElse('refused', () => createSecureContext(secure));
  return secure;
}
