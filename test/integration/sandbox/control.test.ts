import { describe, expect, it, vi } from 'vitest';
import { sandboxControl } from '../../../src-main/sandbox/control.ts';
import { open, plannedPatch, soon } from './network-rig.ts';
import { openSystemStub } from './system-stub.ts';

describe('the control route', () => {
  it('wants its token', async () => {
    const { access } = await open();
    const url = new URL('/control/summary', access.controlUrl);
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: { authorization: 'Bearer guessed' } })).status).toBe(401);
    const guessing = sandboxControl({ ...access, controlToken: 'guessed' });
    await expect(guessing.summary()).rejects.toMatchObject({
      code: 'SANDBOX_UNREACHABLE',
      detail: { reason: 'HTTP 401' },
    });
  });

  it('says what is wrong with what it is asked', async () => {
    const { access, control } = await open();
    const system = await openSystemStub(access);
    const refused = (fields: string[]) => ({
      code: 'INPUT_INVALID',
      detail: { issues: fields.map((path) => expect.objectContaining({ path }) as unknown) },
    });
    await expect(control.registerSystem({ ...system.registration, orgId: 'X' })).rejects.toMatchObject(
      refused(['/orgId']),
    );
    await expect(control.registerSystem({ ...system.registration, token: 'short' })).rejects.toMatchObject(
      refused(['/token']),
    );
    await expect(control.setConditions({ slowMs: -1 })).rejects.toMatchObject(refused(['/slowMs']));
    await expect(control.task('OT-9')).rejects.toMatchObject(refused(['']));
    await expect(control.changeTask('OT-9', {})).rejects.toMatchObject(refused(['']));
    await control.registerSystem(system.registration);
    await vi.waitFor(() => expect(system.indications).toHaveLength(20), soon);
    const taskId = await plannedPatch(
      control,
      system.indications.map((one) => one.taskId),
    );
    await expect(control.changeTask(taskId, { version: 99 })).rejects.toMatchObject(refused(['/version']));
    await expect(control.changeTask(taskId, { sla: 'soon' })).rejects.toMatchObject(refused(['/sla']));
    await control.changeTask(taskId, { mainStatus: 'CANCELLED' });
    await expect(control.changeTask(taskId, { priority: 'LOW' })).rejects.toMatchObject(refused(['']));
  });

  it('sets what is named and leaves the rest', async () => {
    const { control } = await open();
    await control.setConditions({ slowMs: 123 });
    expect(await control.setConditions({ network: 'slow' })).toEqual({
      network: 'slow',
      slowMs: 123,
      refuseNextSync: false,
    });
  });

  it('that is gone is SANDBOX_UNREACHABLE', async () => {
    const { control, close } = await open();
    await close();
    await expect(control.conditions()).rejects.toMatchObject({
      code: 'SANDBOX_UNREACHABLE',
      detail: { reason: 'ECONNREFUSED' },
    });
  });
});
