/**
 * The connections of HTTP calls: kept open, with the certificates that are trusted, and over a proxy where one is set.
 *
 * Invariant: what goes to this machine itself never goes over a proxy.
 */
import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import { Agent, buildConnector, EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici';
import { PatchdeskError } from '../contract/errors.ts';
import type { ProxySetting } from '../contract/processes.ts';
import { isLoopback } from '../runtime/network-interfaces.ts';
import { noteRead, ProxyFailure, type TimeLimits } from './call-failure.ts';

export interface ConnectionOptions {
  /** PEM; trusted besides those of the system and of Node. */
  certificateAuthorities?: readonly string[] | undefined;
  /** Left out, the variables of the process say (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`); null is none. */
  proxy?: ProxySetting | null | undefined;
}

export interface Connections {
  /** What a call of `url` goes over. */
  to(url: string): Dispatcher;
  /** Ends all of them, whatever is under way. */
  close(): Promise<void>;
}

function checkAuthorities(authorities: readonly string[]): void {
  const issues = authorities.flatMap((pem, at) => {
    try {
      new X509Certificate(pem);
      return [];
    } catch (thrown) {
      return [{ path: `/${at}`, message: thrown instanceof Error ? thrown.message : String(thrown) }];
    }
  });
  if (issues.length > 0)
    throw new PatchdeskError('INPUT_INVALID', { where: 'certificateAuthorities', issues });
}

/** What Node trusts, what the system trusts where this Node can tell, and what was added: PEM. */
export function trustedAuthorities(added: readonly string[]): string[] {
  const known =
    'getCACertificates' in tls
      ? [...tls.getCACertificates('default'), ...tls.getCACertificates('system')]
      : (tls as { rootCertificates: readonly string[] }).rootCertificates;
  return [...new Set([...known, ...added])];
}

/** Runs `make` at the first call only. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** A connection whose errors say how much had come over it. */
function watched(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...outcome) => {
      const [failure, socket] = outcome;
      // Whoever refuses a connection does not reset it: it was accepted first.
      if (failure !== null && 'code' in failure && failure.code === 'ECONNRESET') noteRead(failure, 0);
      socket?.on('error', (error: Error) => noteRead(error, socket.bytesRead));
      callback(...outcome);
    });
}

/** A client of the proxy itself, whose failures can be told from those of whoever is behind it. */
function proxyClient(origin: URL, options: Pool.Options): Dispatcher {
  const pool = new Pool(origin, options);
  const open: (wanted: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData> =
    pool.connect.bind(pool);
  async function opened(wanted: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    try {
      return await open(wanted);
    } catch (thrown) {
      throw new ProxyFailure(origin.host, null, thrown);
    }
  }
  async function connect(wanted: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    const tunnel = await opened(wanted);
    if (tunnel.statusCode === 200) return tunnel;
    tunnel.socket.on('error', () => undefined).destroy();
    throw new ProxyFailure(origin.host, tunnel.statusCode);
  }
  return Object.assign(pool, { connect });
}

/** Opens nothing yet. Throws INPUT_INVALID when a certificate can't be read. */
export function connections(options: ConnectionOptions, limits: TimeLimits): Connections {
  const { certificateAuthorities = [], proxy } = options;
  checkAuthorities(certificateAuthorities);
  const timeout = limits.connectMs;
  // Hundreds of certificates are read: not before they are needed.
  const secureContext = once(() =>
    tls.createSecureContext({ ca: trustedAuthorities(certificateAuthorities) }),
  );
  const plain = buildConnector({ timeout });
  const secure = once(() => buildConnector({ timeout, secureContext: secureContext() }));
  // As many connections as there are calls, which is for who calls to say: else slow ones would hold up others.
  const common = {
    headersTimeout: limits.answerMs,
    bodyTimeout: limits.answerMs,
    connect: watched((wanted, callback) =>
      (wanted.protocol === 'https:' ? secure() : plain)(wanted, callback),
    ),
  };
  const direct = new Agent(common);
  const proxied = once(() => {
    const security = { timeout, secureContext: secureContext() };
    return new EnvHttpProxyAgent({
      ...common,
      ...(proxy ? { httpProxy: proxy.url, httpsProxy: proxy.url } : {}),
      ...(proxy?.noProxy === undefined ? {} : { noProxy: proxy.noProxy }),
      clientFactory: (origin, asked) => proxyClient(origin, { ...asked, headersTimeout: limits.answerMs }),
      requestTls: security,
      proxyTls: security,
    });
  });
  const outward = proxy === null ? () => direct : proxied;
  let opened: Dispatcher | null = null;

  return {
    to: (url) => (isLoopback(new URL(url).hostname) ? direct : (opened = outward())),
    async close() {
      await Promise.all([direct.destroy(), opened?.destroy()]);
    },
  };
}
