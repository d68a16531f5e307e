/**
 * The endpoint of our System: what the platform calls (contract section 3, column "At the System").
 *
 * Invariants: nothing is answered before it is stored; every call carries the System token, compared in constant
 * time; what does not fit the contract is refused with the reason and changes nothing.
 */
import { serve as listen, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import type { TaskDocument } from '../contract/document/task-document.ts';
import { Api } from '../contract/document/values.ts';
import type { OwnSystem } from '../contract/processes.ts';
import type { Log } from '../runtime/log.ts';
import { bearerOf, sameSecret } from './bearer.ts';
import { contentAnswer, type ServedContent } from './content-answer.ts';
import { Indication, Sync } from './messages.ts';
import { toWire } from './names.ts';
import { problem } from './problem.ts';
import { bodyOf } from './request-body.ts';
import { headerNames, patterns } from './routes.ts';

/** There is an answer, but not yet: the platform is asked to come again. */
export class NotNow extends Error {
  override name = 'NotNow';
}

/**
 * What the sync room does with the calls of the platform. Each has stored what it must when it returns, and throws
 * NotNow where the platform has to come again.
 */
export interface EndpointHandlers {
  indicated(api: Api, indication: Indication): void;
  /** The document to show, or null for a task we do not have. */
  shown(api: Api, taskId: string): TaskDocument | null;
  /** The content of an attachment of ours, or null when there is none to show. */
  attached(api: Api, attachmentId: string): ServedContent | null;
  /** False when we know of no such exchange. */
  synced(api: Api, sync: Sync): boolean;
}

export interface Endpoint {
  /** The address to register at the platform. */
  url: string;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/** The routes of the endpoint, without a socket: tests and simulations call `fetch` on it. */
export function endpointApp(systems: readonly OwnSystem[], handlers: EndpointHandlers, log: Log): Hono {
  const app = new Hono();

  app.use(async (context, next) => {
    const given = bearerOf(context.req.header('authorization'));
    // Every token is compared, so that the time tells nothing.
    const known = systems.filter(({ token }) => given !== null && sameSecret(given, token));
    if (known.length === 0) {
      return problem(context, 401, { title: 'The System token is missing or wrong' });
    }
    const asked = context.req.header(headerNames.systemId);
    if (!known.some(({ systemId }) => systemId === asked)) {
      return problem(context, 403, { title: 'This endpoint serves another System', code: 'SYSTEM_UNKNOWN' });
    }
    return next();
  });

  for (const api of Api.options) {
    app.post(patterns.indication(api), async (context) => {
      const read = await bodyOf(context, Indication);
      if ('refusal' in read) return read.refusal;
      handlers.indicated(api, read.body);
      return context.json({ indicationId: read.body.indicationId }, 202);
    });
    app.get(patterns.fetch(api), (context) => {
      const document = handlers.shown(api, context.req.param('taskId') ?? '');
      if (!document) return problem(context, 404, { title: 'This task is not known here' });
      return context.json(toWire(document) as object);
    });
    app.get(patterns.attachment(api), (context) => {
      const content = handlers.attached(api, context.req.param('attachmentId') ?? '');
      if (!content) return problem(context, 404, { title: 'This attachment is not known here' });
      return contentAnswer(context, content);
    });
    app.post(patterns.sync(api), async (context) => {
      const read = await bodyOf(context, Sync);
      if ('refusal' in read) return read.refusal;
      const known = handlers.synced(api, read.body);
      return known
        ? context.body(null, 204)
        : problem(context, 404, { title: 'This exchange is not known here' });
    });
  }

  app.notFound((context) => problem(context, 404, { title: 'There is no such route' }));
  app.onError((thrown, context) => {
    if (thrown instanceof NotNow) log.info({ path: context.req.path }, thrown.message);
    else log.error({ err: thrown, path: context.req.path }, 'the endpoint could not answer');
    return problem(context, 503, { title: 'Not available just now' });
  });
  return app;
}

/** Listens on loopback. Port 0 takes a free one; rejects with the system's error when the port can't be had. */
export function openEndpoint(app: Hono, port: number): Promise<Endpoint> {
  return new Promise((resolve, reject) => {
    const server: ServerType = listen(
      { fetch: app.fetch, hostname: loopback, port },
      (address: AddressInfo) => {
        server.off('error', reject);
        resolve({
          url: `http://${loopback}:${address.port}`,
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              if ('closeAllConnections' in server) server.closeAllConnections();
            }),
        });
      },
    );
    server.once('error', reject);
  });
}
