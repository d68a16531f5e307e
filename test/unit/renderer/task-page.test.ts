import type { TaskDetail } from '@contract/task-view.ts';
import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { fibreColour, statusTone } from '../../../src-renderer/features/tasks/looks.ts';
import { streetText } from '../../../src-renderer/features/tasks/place-text.ts';
import TaskPage from '../../../src-renderer/features/tasks/TaskPage.svelte';
import { changeOf, contextOf, shippedRules, StandInEngine, surroundingsWith, detailOf } from './stand-ins.ts';

afterEach(cleanup);

function show(document: Partial<TaskDetail['document']>, part: Partial<TaskDetail> = {}) {
  const whole = { id: 'OT-1', version: 7, taskType: 'PATCH_INSTALL', mainStatus: 'IN_PROGRESS', ...document };
  const detail = detailOf({
    document: whole,
    form: {
      taskTypes: ['PATCH_INSTALL'],
      fields: [{ field: '/work/patch/powerDbm', input: 'number', unit: 'dBm', required: true }],
    },
    ...part,
  });
  render(TaskPage, { props: { detail }, context: contextOf(surroundingsWith(new StandInEngine({}))) });
}

describe('the page of a task', () => {
  it('shows what was built once the task has ended', () => {
    show({ mainStatus: 'DELIVERED', work: { patch: { powerDbm: -18.4 } } }, { ended: true });
    const done = within(screen.getByRole('region', { name: 'Work done' }));
    expect(done.getByText('Optical power')).toBeTruthy();
    expect(done.getByText(/18\.4 dBm/)).toBeTruthy();
    expect(done.queryByRole('textbox')).toBeNull();
  });

  it('does not call a task ended whose end the platform refused', () => {
    const refused = changeOf({
      state: 'refused',
      fields: [{ field: '/mainStatus', from: 'IN_PROGRESS', to: 'DELIVERED' }],
    });
    const base = { id: 'OT-1', version: 7, taskType: 'PATCH_INSTALL', mainStatus: 'IN_PROGRESS' };
    show({ mainStatus: 'DELIVERED' }, { ended: true, base, changes: [refused] });
    expect(screen.getByText('Delivered: refused')).toBeTruthy();
    expect(screen.getByText('In progress')).toBeTruthy();
    expect(screen.queryByText(/takes no more changes/)).toBeNull();
    cleanup();
    show({ mainStatus: 'DELIVERED' }, { ended: true });
    expect(screen.getByText(/takes no more changes/)).toBeTruthy();
  });

  it('goes on saying that a delivery is saved, and how far it is, when its form is gone', () => {
    const fields = [{ field: '/mainStatus', from: 'IN_PROGRESS', to: 'DELIVERED' }];
    show({ mainStatus: 'DELIVERED' }, { ended: true, changes: [changeOf({ fields })] });
    const notice = screen.getByText(/takes no more changes/);
    expect(notice.textContent).toMatch(/Saved on this device at .*Queued/s);
    cleanup();
    show({ mainStatus: 'DELIVERED' }, { ended: true, changes: [changeOf({ fields, state: 'withdrawn' })] });
    expect(screen.queryByText(/Saved on this device/)).toBeNull();
  });

  it('says whose step is next where there is none for us', () => {
    show({ mainStatus: 'NEW' }, { movers: ['platform', 'networkOwner'] });
    expect(screen.getByText(/the next one is up to the platform and the network owner/)).toBeTruthy();
  });

  it('shows a reason beside the status only while it is the reason of that status', () => {
    const reasons = [{ code: 'NO_ACCESS', text: 'locked' }];
    show({ mainStatus: 'ON_HOLD', reasons });
    expect(screen.getByText('NO_ACCESS · locked')).toBeTruthy();
    cleanup();
    show({ mainStatus: 'IN_PROGRESS', reasons });
    expect(screen.queryByText('NO_ACCESS · locked')).toBeNull();
    expect(screen.getByText('NO_ACCESS')).toBeTruthy();
  });

  it('shows the identifiers of a fibre that are not those of the task', () => {
    show({
      connectionId: 'C-1',
      ConnectionMultiInfo: [
        { connectionId: 'C-1', fibre: 1 },
        { connectionId: 'C-2', fibre: 2 },
      ],
    });
    expect(screen.getAllByText('C-1')).toHaveLength(1);
    expect(screen.getByText('C-2')).toBeTruthy();
  });

  it('says in the header what a change waits for', () => {
    show({}, { changes: [changeOf({ heldUp: true })] });
    expect(screen.getByTitle('held up by the refused change before it')).toBeTruthy();
  });
});

describe('what a party may not write', () => {
  const form = {
    taskTypes: ['PATCH_INSTALL'],
    fields: [{ field: '/work/remarks', input: 'remark' as const, required: true }],
  };
  const fields = () => [screen.queryByLabelText(/^Remarks/), screen.queryByLabelText('Add a note')];

  it('is not asked: an inTask of another has neither work form nor room for a note', () => {
    show({}, { api: 'inTask', form, writable: [] });
    expect(fields()).toEqual([null, null]);
  });

  it('is asked where it may be written', () => {
    show({}, { form, writable: ['/work/remarks', '/notes/*/text'] });
    expect(fields()).not.toContain(null);
  });
});

describe('small words', () => {
  it('a status that only the rules know has the tone that they give it', () => {
    const [status] = shippedRules.statuses;
    const rules = {
      ...shippedRules,
      statuses: status ? [{ ...status, name: 'MOONLIT', tone: 'warn' as const }] : [],
    };
    expect(statusTone('MOONLIT', rules)).toBe('warn');
    expect(statusTone('MOONLIT', null)).toBe('neutral');
    expect(statusTone('DELIVERED', rules)).toBe('good');
  });

  it('house numbers are written as in the list, but never as another number', () => {
    expect(streetText({ street: 'Voorstraat', houseNumber: '129', addition: 'A' })).toBe('Voorstraat 129A');
    expect(streetText({ street: 'Voorstraat', houseNumber: '12', addition: '2' })).toBe('Voorstraat 12 2');
  });

  it('turquoise has a colour in Dutch', () => {
    expect(fibreColour('turkoois')).toBe(fibreColour('turquoise'));
    expect(fibreColour('turkoois')).not.toBeNull();
  });
});
