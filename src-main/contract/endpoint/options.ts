/** How the endpoint of our Systems listens, whom it lets in, and how much it bears (contract sections 2 and 6). */
import { z } from 'zod';
import { SystemRegistration } from '../sandbox.ts';
import { AddressRangeText } from './address.ts';

/** What the endpoint has to know of a System (contract section 1). */
export const EndpointSystem = SystemRegistration.pick({
  systemId: true,
  cluster: true,
  token: true,
  isDefaultEndpoint: true,
});
export type EndpointSystem = z.infer<typeof EndpointSystem>;

/** The Systems behind one listener: each id once, and at most one default endpoint. */
export const EndpointSystems = z
  .array(EndpointSystem)
  .min(1)
  .superRefine((systems, context) => {
    for (const [at, { systemId }] of systems.entries()) {
      if (systems.findIndex((system) => system.systemId === systemId) === at) continue;
      context.addIssue({ code: 'custom', path: [at, 'systemId'], message: `"${systemId}" is there twice` });
    }
    if (systems.filter((system) => system.isDefaultEndpoint).length > 1) {
      context.addIssue({ code: 'custom', message: 'has more than one default endpoint' });
    }
  });

const most = (wanted: number) => z.number().int().positive().default(wanted);

export const EndpointLimits = z.strictObject({
  /** Bytes of all the headers of a call. */
  headerBytes: most(16 * 1024),
  /** Milliseconds for the headers, and for the whole call with its body; one that dawdles is closed with 408. */
  headersMs: most(10_000),
  callMs: most(30_000),
  /** Milliseconds after which a connection on which nothing moves is closed. */
  idleMs: most(60_000),
  connections: most(256),
  /** An IPv6 address counts as its /64 in all that is counted by address. */
  connectionsByAddress: most(64),
  callsPerSecondByAddress: z.number().positive().default(200),
  /** So many calls may come at once before `callsPerSecondByAddress` holds. */
  burstByAddress: most(1000),
  /** Calls that are being worked on; above it 503 (back-pressure). */
  callsUnderWay: most(64),
  /** Wrong tokens from an address before it is not heard for a while; so many a minute thereafter. */
  wrongTokensPerMinute: most(5),
  /** Addresses remembered for all this; the one not seen for longest is forgotten first. */
  addresses: most(10_000),
  /** Milliseconds that calls under way get to end when the endpoint closes. */
  closingMs: most(2_000),
});
export type EndpointLimits = z.infer<typeof EndpointLimits>;

/** Own certificate (with what leads to its root, if that is needed) and key, PEM. In memory only. */
export const EndpointTls = z.strictObject({ certificate: z.string().min(1), key: z.string().min(1) });
export type EndpointTls = z.infer<typeof EndpointTls>;

export const EndpointOptions = z.strictObject({
  /** The address to listen on: 127.0.0.1 is this machine only; 0.0.0.0 is all of IPv4; :: is all of both. */
  host: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  /** 0 takes a free one. */
  port: z.number().int().min(0).max(65_535).default(0),
  /** Null is plain HTTP: for this machine, or behind a proxy that does TLS. */
  tls: EndpointTls.nullable().default(null),
  /**
   * Who may call. Empty is everybody: the platform's addresses are not published, and the token still stands before
   * everything. Once there is one range, whoever is in none of them is refused before anything else is looked at.
   */
  allowedCallers: z.array(AddressRangeText).max(1000).default([]),
  /** Reverse proxies in front of us: only what comes from one of them may say whom it forwards for. */
  trustedProxies: z.array(AddressRangeText).max(1000).default([]),
  /**
   * The one header in which the proxies say so. The other one is not looked at: proxies hand on what they do not write
   * themselves, so a caller could say in it whatever it likes.
   */
  forwardedHeader: z.enum(['X-Forwarded-For', 'Forwarded']).default('X-Forwarded-For'),
  limits: EndpointLimits.prefault({}),
});
export type EndpointOptions = z.infer<typeof EndpointOptions>;
