/** A platform that does each step of an exchange only when the test says so: over real HTTP, and strict. */
import { serve } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import type { AddressInfo } from 'node:net';
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';
import type { Environment } from '../../src-main/contract/processes.ts';
import { Indication, Sync } from '../../src-main/equitri/messages.ts';
import { probedTask } from '../../src-main/equitri/platform-client.ts';
import { headerNames, patterns, routes } from '../../src-main/equitri/routes.ts';
import { ownSystem } from './sync-context.ts';

/** The calls a System makes, each of which can be kept without an answer. */
export type Step = 'indication' | 'fetch' | 'sync';

export interface HeldPlatform {
  url: string;
  /** What came in, in order. */
  readonly indications: Indication[];
  readonly syncs: Sync[];
  readonly fetched: string[];
  /** The document it gives; null has none. */
  document: TaskDocument | null;
  /** Answers nothing to this step until it is let go. */
  hold(step: Step): void;
  letGo(): void;
  /** Calls of the platform at the System, answered as it does. */
  indicate(endpoint: string, indication: Indication): Promise<number>;
  fetch(endpoint: string, taskId: string): Promise<TaskDocument>;
  sync(endpoint: string, sync: Sync): Promise<number>;
  close(): Promise<void>;
}

const never = new Promise<never>(() => undefined);

export async function heldPlatform(): Promise<HeldPlatform> {
  const app = new Hono();
  let held: Step | null = null;
  const answerTo = (step: Step, context: Context, answer: () => Response): Promise<Response> | Response => {
    if (held === step) return never;
    return context.req.header(headerNames.systemId) === ownSystem.systemId
      ? answer()
      : context.json({ title: 'another System' }, 403);
  };
  app.post('/token', (context) =>
    context.json({ access_token: 'token', token_type: 'Bearer', expires_in: 3600 }),
  );
  app.post(patterns.indication('outTask'), async (context) => {
    const indication = Indication.parse(await context.req.json());
    platform.indications.push(indication);
    return answerTo('indication', context, () =>
      context.json({ indicationId: indication.indicationId }, 202),
    );
  });
  app.get(patterns.fetch('outTask'), (context) => {
    const taskId = context.req.param('taskId') ?? '';
    const { document } = platform;
    // What asks for no task of ours only wants to know whether there is an answer.
    if (taskId === probedTask) return context.json({ title: 'no such task' }, 404);
    platform.fetched.push(taskId);
    return answerTo('fetch', context, () =>
      document ? context.json(document) : context.json({ title: 'no such task' }, 404),
    );
  });
  app.post(patterns.sync('outTask'), async (context) => {
    platform.syncs.push(Sync.parse(await context.req.json()));
    return answerTo('sync', context, () => context.body(null, 204));
  });

  const server = await new Promise<{ url: string; close: () => Promise<void> }>((resolve) => {
    const listening = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (address: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        close: () =>
          new Promise((closed) => {
            listening.close(() => closed());
            if ('closeAllConnections' in listening) listening.closeAllConnections();
          }),
      }),
    );
  });

  const headers = {
    authorization: `Bearer ${ownSystem.token}`,
    [headerNames.systemId]: ownSystem.systemId,
    [headerNames.cluster]: ownSystem.cluster,
  };
  const post = async (address: string, body: Indication | Sync) =>
    (
      await fetch(address, {
        method: 'POST',
        headers: {
          ...headers,
          [headerNames.correlationId]: body.indicationId,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      })
    ).status;
  const platform: HeldPlatform = {
    ...server,
    indications: [],
    syncs: [],
    fetched: [],
    document: null,
    hold: (step) => (held = step),
    letGo: () => (held = null),
    indicate: (endpoint, indication) => post(endpoint + routes.indication('outTask'), indication),
    async fetch(endpoint, taskId) {
      const answer = await fetch(endpoint + routes.fetch('outTask', taskId), { headers });
      return (await answer.json()) as TaskDocument;
    },
    sync: (endpoint, sync) => post(endpoint + routes.sync('outTask'), sync),
  };
  return platform;
}

/** The environment of it for an engine that listens on `port`. */
export function heldEnvironment(platform: HeldPlatform, environment: Environment, port: number): Environment {
  return {
    ...environment,
    apiBaseUrl: platform.url,
    credentials: { tokenUrl: `${platform.url}/token`, clientId: 'client', clientSecret: 'secret' },
    endpoint: { ...environment.endpoint, port },
  };
}
