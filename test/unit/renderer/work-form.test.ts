import type { TaskDetail } from '@contract/task-view.ts';
import type { WorkForm as Form } from '@contract/rules/work-form.ts';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import WorkForm from '../../../src-renderer/features/tasks/WorkForm.svelte';
import { changeOf, contextOf, StandInEngine, surroundingsWith, detailOf } from './stand-ins.ts';

afterEach(cleanup);

const form: Form = {
  taskTypes: ['PATCH_INSTALL'],
  fields: [
    { field: '/work/patch/odfPosition', hint: '/PoPInfo/odf/position', input: 'text', required: true },
    { field: '/work/patch/powerDbm', input: 'number', unit: 'dBm', least: -30, most: 5, required: true },
    { field: '/work/remarks', input: 'remark', required: false },
  ],
};

function detailWith(work: TaskDetail['document']['work'], part: Partial<TaskDetail> = {}): TaskDetail {
  const document = {
    id: 'OT-1',
    version: 7,
    taskType: 'PATCH_INSTALL',
    mainStatus: 'IN_PROGRESS',
    PoPInfo: { odf: { position: '07-12' } },
    work,
  };
  const transitions: TaskDetail['transitions'] = [
    { to: 'DELIVERED', unmet: [], asks: [], reasonUse: null, ends: true },
  ];
  return detailOf({ document, transitions, form, ...part });
}

function shown(detail: TaskDetail) {
  const engine = new StandInEngine({ 'task.edit': () => ({ changeNumber: 1 }) });
  const surroundings = surroundingsWith(engine);
  const open = () => render(WorkForm, { props: { detail, form }, context: contextOf(surroundings) });
  return { engine, surroundings, open, page: open() };
}

const input = (name: string) => screen.getByLabelText<HTMLInputElement>(name, { exact: false });
const type = (name: string, value: string) => fireEvent.input(input(name), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('the work form', () => {
  it('keeps what was typed when the task is read again, and shows what is new elsewhere', async () => {
    const { page } = shown(detailWith({ patch: { powerDbm: -22 } }));
    await type('Optical power', '-18,4');
    await page.rerender({ detail: detailWith({ patch: { powerDbm: -25 }, remarks: 'from the platform' }) });
    expect(input('Optical power').value).toBe('-18,4');
    expect(input('Remarks').value).toBe('from the platform');
  });

  it('keeps what was typed when another task was open meanwhile', async () => {
    const { page, open } = shown(detailWith(null));
    await type('Remarks', 'half a sen');
    page.unmount();
    open();
    expect(input('Remarks').value).toBe('half a sen');
  });

  it('saves just what was touched, and says how far it is', async () => {
    const { engine, page } = shown(detailWith({ patch: { powerDbm: -22 } }));
    await press('Use this for ODF position');
    await type('Optical power', '');
    await press('Save');
    const [{ changeId, patch }] = engine.inputsOf('task.edit') as [{ changeId: string; patch: unknown }];
    expect(patch).toEqual({ work: { patch: { odfPosition: '07-12', powerDbm: null } } });
    expect(await screen.findByText(/Saved on this device at 12:00/)).toBeTruthy();
    const detail = detailWith({ patch: { odfPosition: '07-12', powerDbm: null } });
    await page.rerender({ detail: { ...detail, changes: [changeOf({ changeId, state: 'sent' })] } });
    expect(screen.getByText('Sent')).toBeTruthy();
  });

  it('says that a delivery is saved where it is seen, also when the form is gone by then', async () => {
    const { page, surroundings } = shown(detailWith({ patch: { odfPosition: '07-12', powerDbm: -22 } }));
    await press('Save and deliver');
    await press('Yes, save and deliver');
    page.unmount();
    const said = () => surroundings.toasts.shown.map(({ text }) => text);
    await vi.waitFor(() => expect(said()).toEqual(['Saved: Delivered. It is in the outbox.']));
  });

  it('delivers with the same patch, but not while something needed is empty', async () => {
    const { engine } = shown(detailWith({ patch: { odfPosition: '07-13' } }));
    await press('Save and deliver');
    expect(screen.getByText('Needed to deliver')).toBeTruthy();
    expect(document.activeElement).toBe(input('Optical power'));
    expect(engine.asked).toEqual([]);
    await type('Optical power', '-19');
    await press('Save and deliver');
    expect(engine.asked).toEqual([]);
    await press('Yes, save and deliver');
    expect(engine.inputsOf('task.edit')).toMatchObject([
      { patch: { mainStatus: 'DELIVERED', work: { patch: { powerDbm: -19 } } } },
    ]);
  });

  it('names a number that is none, and warns outside the limits', async () => {
    const { engine } = shown(detailWith(null));
    await type('Optical power', 'low');
    expect(screen.getByText('"low" is not a number')).toBeTruthy();
    await press('Save and deliver');
    expect(engine.asked).toEqual([]);
    await type('Optical power', '9,5');
    expect(screen.getByText(/Outside .30 to 5 dBm/)).toBeTruthy();
  });
});
