import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../src-main/equitri/messages.ts';
import { testFolder } from '../../support/sync-context.ts';
import { exchange, indicationOf, open, openWithSystem, plannedPatch, soon } from './network-rig.ts';
import { accessToken, openSystemStub } from './system-stub.ts';

describe('the platform and a System over real HTTP', () => {
  it('tells every task, and knows what was taken', async () => {
    const { control, system } = await openWithSystem();
    const { systems, tasks } = await control.summary();
    expect(tasks).toBe(20);
    expect(systems).toMatchObject([{ told: 20, toTell: 0, openOffers: 0 }]);
    const [first] = system.received;
    expect(first).toMatchObject({ method: 'POST', path: '/base/outTask/v1/taskIndication' });
    expect(first?.headers).toMatchObject({
      authorization: `Bearer ${system.registration.token}`,
      'x-system-id': system.registration.systemId,
      'x-cluster': system.registration.cluster,
      'x-correlation-id': system.indications[0]?.indicationId,
      'content-type': 'application/json',
    });
    expect(first?.headers['user-agent']).toMatch(/^Patchdesk-sandbox\//);
  });

  it('repeats an Indication that was not taken, with the same id', async () => {
    const { access, control } = await open({ tasks: 1 });
    const system = await openSystemStub(access);
    system.refuse.set('taskIndication', 2);
    await control.registerSystem(system.registration);
    await vi.waitFor(() => expect(system.indications).toHaveLength(1), soon);
    expect(new Set(system.received.map(({ body }) => body)).size).toBe(1);
    expect(system.received).toHaveLength(3);
  });

  it('fetches what a System offers, stores it, and syncs until it is acknowledged', async () => {
    const { control, system } = await openWithSystem();
    const taskId = await plannedPatch(
      control,
      system.indications.map((one) => one.taskId),
    );
    const before = await control.task(taskId);
    system.serve = () => ({ ...before, mainStatus: 'IN_PROGRESS' });
    system.refuse.set('taskFetch', 1).set('taskSync', 2);
    const answer = await system.ask('POST', '/outTask/v1/taskIndication', indicationOf(system, taskId));
    expect([answer.status, await answer.json()]).toEqual([202, { indicationId: exchange }]);
    await vi.waitFor(() => expect(system.syncs).toHaveLength(1), soon);
    expect(system.syncs).toMatchObject([
      { indicationId: exchange, result: 'OK', taskVersion: before.version + 1 },
    ]);
    const after = await control.task(taskId);
    expect(after.mainStatus).toBe('IN_PROGRESS');
    expect(await control.receipts()).toMatchObject([
      { indicationId: exchange, taskId, result: 'OK', served: { mainStatus: 'IN_PROGRESS' } },
    ]);
    // Its own change is not told back to it; what followed from it is, as a version of its own.
    const followed = after.version - before.version - 1;
    await system.ask('POST', '/outTask/v1/taskIndication', indicationOf(system, taskId));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const told = system.indications.filter((one) => one.taskId === taskId);
    expect([system.syncs.length, told.length]).toEqual([1, 1 + followed]);
  });

  it('tells of a change at its own side', async () => {
    const { control, system } = await openWithSystem();
    const taskId = await plannedPatch(
      control,
      system.indications.map((one) => one.taskId),
    );
    await control.changeTask(taskId, { priority: 'URGENT' });
    await vi.waitFor(() => expect(system.indications).toHaveLength(21), soon);
    expect(system.indications.at(-1)).toMatchObject({ taskId, event: 'TASK_UPDATED' });
  });

  it('goes to the new endpoint when the System registers again', async () => {
    const { access, control, system } = await openWithSystem();
    const moved = await openSystemStub(access);
    await control.registerSystem(moved.registration);
    await control.changeTask(system.indications[0]?.taskId ?? '', { searchCode: 'MOVED' });
    await vi.waitFor(() => expect(moved.indications).toHaveLength(1), soon);
    expect(system.indications).toHaveLength(20);
  });
});

describe('conditions over real sockets', () => {
  it('unreachable: connections are cut, the control route answers, and what waited goes on afterwards', async () => {
    const { access, control, system } = await openWithSystem();
    const { hostname, port } = new URL(access.apiBaseUrl);
    const kept = createConnection({ host: hostname, port: Number(port) });
    await new Promise<void>((resolve) => kept.once('connect', resolve));
    const cut = new Promise<void>((resolve) => kept.once('close', () => resolve()));
    await control.setConditions({ network: 'unreachable' });
    await cut;
    await expect(system.ask('GET', '/outTask/v1/taskFetch/x')).rejects.toThrow('fetch failed');
    await expect(accessToken(access)).rejects.toThrow('fetch failed');
    await control.changeTask(system.indications[0]?.taskId ?? '', { searchCode: 'LATER' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(system.indications).toHaveLength(20);
    expect(await control.conditions()).toMatchObject({ network: 'unreachable' });

    await control.setConditions({ network: 'normal' });
    await vi.waitFor(() => expect(system.indications).toHaveLength(21), soon);
    expect((await system.ask('GET', '/outTask/v1/taskFetch/x')).status).toBe(404);
  });

  it('notWhitelisted: 403 with the address it sees', async () => {
    const { access, control, system } = await openWithSystem();
    await control.setConditions({ network: 'notWhitelisted' });
    for (const response of [
      await system.ask('GET', '/outTask/v1/taskFetch/x'),
      await fetch(access.credentials.tokenUrl, { method: 'POST' }),
    ]) {
      expect(response.status).toBe(403);
      expect(Problem.parse(await response.json())).toMatchObject({
        code: 'IP_NOT_WHITELISTED',
        clientIp: '127.0.0.1',
      });
    }
  });

  it('slow: every answer takes its time', async () => {
    const { control, system } = await openWithSystem();
    await control.setConditions({ network: 'slow', slowMs: 300 });
    const asked = performance.now();
    await system.ask('GET', '/outTask/v1/taskFetch/x');
    expect(performance.now() - asked).toBeGreaterThanOrEqual(290);
  });

  it('a body over 1 MiB is refused, announced or not', async () => {
    const { access, system } = await openWithSystem();
    const padding = 'x'.repeat(1024 * 1024);
    const path = '/outTask/v1/taskIndication';
    const announced = await system.ask('POST', path, { padding });
    expect(announced.status).toBe(413);
    const { systemId, cluster } = system.registration;
    const request: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await accessToken(access)}`,
        'x-system-id': systemId,
        'x-cluster': cluster,
        'x-correlation-id': exchange,
        'content-type': 'application/json',
      },
      body: new Blob([JSON.stringify({ padding })]).stream(),
      duplex: 'half',
    };
    const unannounced = await fetch(access.apiBaseUrl + path, request);
    expect(unannounced.status).toBe(413);
  });
});

describe('over a restart', () => {
  it('it is the same network where it left off, and no secret is in the journal', async () => {
    const dir = testFolder();
    const first = await openWithSystem({ dir });
    const taskId = first.system.indications[0]?.taskId ?? '';
    const changed = await first.control.changeTask(taskId, { searchCode: 'KEPT' });
    await first.control.setConditions({ refuseNextSync: true });
    const before = await first.control.summary();
    await first.close();

    const second = await open({ dir });
    expect(await second.control.task(taskId)).toEqual(changed);
    expect(await second.control.summary()).toEqual(before);
    expect(second.access.credentials.clientSecret).not.toBe(first.access.credentials.clientSecret);
    const system = await openSystemStub(second.access);
    await second.control.registerSystem(system.registration);
    await vi.waitFor(() => expect(system.indications).toHaveLength(1), soon);
    expect(system.indications[0]?.taskId).toBe(taskId);

    const journal = readFileSync(join(dir, 'network-2-contractor-7-20.jsonl'), 'utf8');
    for (const { credentials, controlToken } of [first.access, second.access]) {
      expect(journal).not.toContain(credentials.clientSecret);
      expect(journal).not.toContain(controlToken);
    }
    expect(journal).not.toContain(system.registration.token);
  });

  it('an exchange that was indicated before is finished after', async () => {
    const dir = testFolder();
    const first = await openWithSystem({ dir });
    const taskId = await plannedPatch(
      first.control,
      first.system.indications.map((one) => one.taskId),
    );
    const document = await first.control.task(taskId);
    first.system.refuse.set('taskFetch', 1_000);
    await first.system.ask('POST', '/outTask/v1/taskIndication', indicationOf(first.system, taskId));
    await first.close();

    const second = await open({ dir });
    const system = await openSystemStub(second.access);
    system.serve = () => ({ ...document, mainStatus: 'IN_PROGRESS' });
    await second.control.registerSystem(system.registration);
    await vi.waitFor(
      () => expect(system.syncs).toMatchObject([{ indicationId: exchange, result: 'OK' }]),
      soon,
    );
  });
});
