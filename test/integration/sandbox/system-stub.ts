/** A System written by hand on a plain HTTP server: what an organization would put behind its endpoint. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import type { SandboxAccess } from '../../../src-main/contract/processes.ts';
import type { SystemRegistration } from '../../../src-main/contract/sandbox.ts';
import { Indication, Sync, TokenAnswer } from '../../../src-main/equitri/messages.ts';

/** A call of the platform, as it came in. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface SystemStub {
  registration: SystemRegistration;
  received: Received[];
  indications: Indication[];
  syncs: Sync[];
  /** The document to serve for a Fetch; null answers 404. */
  serve: (taskId: string) => TaskDocument | null;
  /** How many of the next calls to a path that ends so are answered 503. */
  refuse: Map<string, number>;
  /** A call to the platform, with token and headers of the contract unless changed. */
  ask(method: string, path: string, body?: object, changed?: Record<string, string>): Promise<Response>;
  /** Fetches and syncs what it was told of. */
  take(indication: Indication): Promise<void>;
}

const token = 'a-system-token-of-some-length';

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** Asks the token endpoint for an access token. */
export async function accessToken({ credentials }: SandboxAccess): Promise<string> {
  const response = await fetch(credentials.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope: 'api.read api.write',
    }),
  });
  return TokenAnswer.parse(await response.json()).access_token;
}

/** Opens the stub for a sandbox; it is closed when the test ends. It is not registered yet. */
export async function openSystemStub(access: SandboxAccess): Promise<SystemStub> {
  const { systemId, cluster, orgId } = access;
  const bearer = await accessToken(access);
  const refusedOnce = (path: string): boolean => {
    const found = [...stub.refuse].find(([ending, left]) => path.includes(ending) && left > 0);
    if (found) stub.refuse.set(found[0], found[1] - 1);
    return found !== undefined;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const body = await bodyOf(request);
    stub.received.push({ method, path, headers, body });
    const send = (status: number, json?: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(json ? JSON.stringify(json) : undefined);
    };
    if (refusedOnce(path)) return send(503);
    if (path.endsWith('/taskIndication')) {
      const indication = Indication.parse(JSON.parse(body));
      stub.indications.push(indication);
      return send(202, { indicationId: indication.indicationId });
    }
    if (path.endsWith('/taskSync')) {
      stub.syncs.push(Sync.parse(JSON.parse(body)));
      return send(204);
    }
    const document = stub.serve(decodeURIComponent(path.split('/').at(-1) ?? ''));
    return document ? send(200, document) : send(404);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;

  const stub: SystemStub = {
    registration: { systemId, cluster, orgId, endpoint, token, isDefaultEndpoint: true },
    received: [],
    indications: [],
    syncs: [],
    serve: () => null,
    refuse: new Map(),
    ask(method, path, body, changed = {}) {
      const headers = {
        authorization: `Bearer ${bearer}`,
        'x-system-id': systemId,
        'x-cluster': cluster,
        'x-correlation-id': '0192f0c4-2222-7000-8000-000000000001',
        'content-type': 'application/json',
        ...changed,
      };
      const content = body ? { body: JSON.stringify(body) } : {};
      return fetch(access.apiBaseUrl + path, { method, headers, ...content });
    },
    async take({ indicationId, taskId }) {
      const headers = { 'x-correlation-id': indicationId };
      const fetched = await stub.ask('GET', `/outTask/v1/taskFetch/${taskId}`, undefined, headers);
      const { version } = (await fetched.json()) as TaskDocument;
      const sync = {
        indicationId,
        systemId,
        cluster,
        taskId,
        result: 'OK',
        taskVersion: version,
        errors: [],
      };
      const syncedAt = new Date().toISOString();
      await stub.ask('POST', '/outTask/v1/taskSync', { ...sync, syncedAt }, headers);
    },
  };
  return stub;
}
