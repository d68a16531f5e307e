import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Environment, FromEngine } from '../../../src-main/contract/processes.ts';
import type { Engine } from '../../../src-main/engine/engine.ts';
import { hosting } from '../../../src-main/engine/hosting.ts';
import { sandboxEnvironment } from '../../../src-main/engine/sandbox-environment.ts';
import { silentLog } from '../../../src-main/runtime/log.ts';
import { realSurroundings } from '../../../src-main/runtime/surroundings.ts';
import { patchInstall } from '../../support/documents.ts';
import { foreignPlatform, type ForeignPlatform } from '../../support/foreign-platform.ts';
import { queryOf } from '../../support/lists.ts';
import { call } from '../../support/network.ts';
import { testFolder } from '../../support/sync-context.ts';

const patience = { timeout: 30_000, interval: 25 };
const token = 'a-system-token-of-some-length';
const slowSystem = { systemId: 'CONTR-ZH-SLOW', cluster: 'ZH-ZUID' };
const slowMs = 1500;
const tasks = 30;

/** A way to a platform on which the calls of one System take long. */
async function slowedDown(target: string, systemId: string): Promise<string> {
  const app = new Hono();
  app.all('*', async ({ req }) => {
    if (req.header('x-system-id') === systemId) await wait(slowMs);
    const { pathname, search } = new URL(req.url);
    const body = req.method === 'GET' ? null : await req.arrayBuffer();
    const asked = fetch(target + pathname + search, { method: req.method, headers: req.raw.headers, body });
    return asked.catch(() => new Response(null, { status: 502 }));
  });
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (address: AddressInfo) =>
      resolve(`http://127.0.0.1:${address.port}`),
    );
    onTestFinished(() => void server.close());
  });
}

async function platformOf(count: number, seed: number): Promise<ForeignPlatform> {
  const platform = await foreignPlatform(count, seed);
  onTestFinished(() => platform.close());
  return platform;
}

/** Opens environments side by side; the engine of each by its name. */
async function hosted(environments: readonly Environment[]) {
  const heard: FromEngine[] = [];
  const surroundings = realSurroundings();
  const profileDir = testFolder();
  const host = hosting({ profileDir, surroundings, log: silentLog, version: 'test' }, (message) =>
    heard.push(message),
  );
  onTestFinished(() => host.stop());
  await host.set(environments);
  const endpoints = new Map(
    heard.flatMap((message) => (message.kind === 'opened' ? [[message.environment, message.endpoint]] : [])),
  );
  const engineOf = (name: string): Engine => {
    const engine = host.engines().find(({ endpoint }) => endpoint === endpoints.get(name));
    if (!engine) throw new Error(`${name} is not open`);
    return engine;
  };
  return { host, heard, engineOf };
}

const listed = (engine: Engine) =>
  call(engine, 'task.list', { query: queryOf(), after: null, skip: 0, limit: 1000 }).rows;

describe('environments and Systems side by side', () => {
  test('one that is blocked and one that is slow take nothing from the one that is healthy', async () => {
    const [blocked, busy] = await Promise.all([platformOf(tasks, 1), platformOf(tasks, 2)]);
    await blocked.control.setConditions({ network: 'notWhitelisted' });
    const way = await slowedDown(busy.access.apiBaseUrl, slowSystem.systemId);
    const production = sandboxEnvironment(busy.access, token);
    const { engineOf } = await hosted([
      { ...sandboxEnvironment(blocked.access, token), name: 'acceptance' },
      {
        ...production,
        name: 'production',
        apiBaseUrl: way,
        systems: [
          ...production.systems,
          { ...slowSystem, orgId: busy.access.orgId, token: `${token}-slow`, isDefaultEndpoint: false },
        ],
      },
    ]);
    const [first, second] = [engineOf('acceptance'), engineOf('production')];
    await blocked.register(first.endpoint, token);
    for (let number = 0; number < tasks; number++) {
      await busy.control.createTask(
        'outTask',
        patchInstall({ id: `OT-SLOW-${number}`, cluster: slowSystem.cluster, orgId: busy.access.orgId }),
      );
    }
    const { orgId } = busy.access;
    const endpoint = second.endpoint;
    await busy.control.registerSystem({
      ...slowSystem,
      orgId,
      endpoint,
      token: `${token}-slow`,
      isDefaultEndpoint: false,
    });
    await busy.register(endpoint, token);

    const isSlow = ({ taskId }: { taskId: string }) => taskId.startsWith('OT-SLOW');
    const healthy = () => listed(second).filter((row) => !isSlow(row));
    await vi.waitFor(() => expect(healthy()).toHaveLength(tasks), patience);
    // Eight at a time, one and a half seconds each: hardly begun by then.
    expect(listed(second).filter(isSlow).length).toBeLessThanOrEqual(tasks / 2);
    expect(call(second, 'sync.status', {}).trouble).toBeNull();
    expect(listed(first)).toEqual([]);
    await vi.waitFor(
      () => expect(call(first, 'sync.status', {}).trouble?.kind).toBe('notWhitelisted'),
      patience,
    );
    // And the slow one gets there, too.
    await vi.waitFor(() => expect(listed(second).filter(isSlow)).toHaveLength(tasks), patience);
  }, 90_000);

  test('have data, outbox and windows of their own', async () => {
    const [one, other] = await Promise.all([platformOf(10, 3), platformOf(10, 3)]);
    const { engineOf } = await hosted([
      { ...sandboxEnvironment(one.access, token), name: 'one' },
      { ...sandboxEnvironment(other.access, token), name: 'other' },
    ]);
    await one.register(engineOf('one').endpoint, token);
    await vi.waitFor(() => expect(listed(engineOf('one'))).not.toEqual([]), patience);
    expect(listed(engineOf('other'))).toEqual([]);
  });

  test('can not be opened one without the others: a port that is taken concerns its own environment', async () => {
    const platform = await platformOf(5, 4);
    const environment = sandboxEnvironment(platform.access, token);
    const { host, engineOf, heard } = await hosted([{ ...environment, name: 'first' }]);
    const port = Number(new URL(engineOf('first').endpoint).port);
    const second = { ...environment, name: 'second', endpoint: { ...environment.endpoint, port } };
    await host.set([{ ...environment, name: 'first' }, second]);
    expect(heard.at(-1)).toMatchObject({ kind: 'failed', environment: 'second' });
    expect(host.engines()).toHaveLength(1);
    await host.set([{ ...second, endpoint: { ...environment.endpoint, port: 0 } }]);
    expect(heard.at(-1)).toMatchObject({ kind: 'opened', environment: 'second' });
    expect(host.engines()).toHaveLength(1);
  });
});
