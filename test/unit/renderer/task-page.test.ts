import type { TaskDetail } from '@contract/task-view.ts';
import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { fibreColour } from '../../../src-renderer/features/tasks/looks.ts';
import { streetText } from '../../../src-renderer/features/tasks/place-text.ts';
import TaskPage from '../../../src-renderer/features/tasks/TaskPage.svelte';
import { changeOf, contextOf, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

function show(document: Partial<TaskDetail['document']>, part: Partial<TaskDetail> = {}) {
  const whole = { id: 'OT-1', version: 7, taskType: 'PATCH_INSTALL', mainStatus: 'IN_PROGRESS', ...document };
  const detail: TaskDetail = {
    taskId: 'OT-1',
    api: 'outTask',
    document: whole,
    base: whole,
    changes: [],
    history: [],
    transitions: [],
    ended: false,
    writable: [],
    form: {
      taskTypes: ['PATCH_INSTALL'],
      fields: [{ field: '/work/patch/powerDbm', input: 'number', unit: 'dBm', required: true }],
    },
    ...part,
  };
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

describe('small words', () => {
  it('house numbers are written as in the list, but never as another number', () => {
    expect(streetText({ street: 'Voorstraat', houseNumber: '129', addition: 'A' })).toBe('Voorstraat 129A');
    expect(streetText({ street: 'Voorstraat', houseNumber: '12', addition: '2' })).toBe('Voorstraat 12 2');
  });

  it('turquoise has a colour in Dutch', () => {
    expect(fibreColour('turkoois')).toBe(fibreColour('turquoise'));
    expect(fibreColour('turkoois')).not.toBeNull();
  });
});
