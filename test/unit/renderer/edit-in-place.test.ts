import { fieldTable } from '@contract/document/field-table.ts';
import type { TaskDocument } from '@contract/document/task-document.ts';
import type { TaskDetail } from '@contract/task-view.ts';
import { PatchdeskError } from '@contract/errors.ts';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { inputOf } from '../../../src-renderer/features/fields/known-inputs.ts';
import { editInputs, editPatch } from '../../../src-renderer/features/tasks/edit-fields.ts';
import {
  contactFields,
  handlingFields,
  incidentFields,
  whenFields,
} from '../../../src-renderer/features/tasks/shown-fields.ts';
import TaskPage from '../../../src-renderer/features/tasks/TaskPage.svelte';
import {
  contextOf,
  detailOf,
  shippedRules,
  StandInEngine,
  surroundingsWith,
  type Answers,
} from './stand-ins.ts';

afterEach(cleanup);

const saves: Answers = { 'task.edit': () => ({ changeNumber: 1 }) };
const nocFields = fieldTable.filter((rule) => rule.outTask?.includes('noc')).map(({ field }) => field);
const askerFields = fieldTable.filter((rule) => rule.inTask?.includes('noc')).map(({ field }) => field);

const incident: TaskDocument = {
  id: 'OT-1',
  version: 7,
  taskType: 'POP_INCIDENT',
  mainStatus: 'RECEIVED',
  orgId: 'NOC-ORG',
  priority: 'NORMAL',
  incidentInfo: {
    subType: 'POP',
    serviceAffecting: true,
    affectedConnections: 12,
    affectedOrgIds: ['ISP-A', 'ISP-B'],
    closeReason: { code: 'POSITION_TAKEN', text: 'moved' },
  },
};

function show(part: Partial<TaskDetail> = {}, answers: Answers = saves) {
  const engine = new StandInEngine(answers);
  const surroundings = surroundingsWith(engine);
  const detail = detailOf({ document: incident, writable: nocFields, ...part });
  render(TaskPage, { props: { detail }, context: contextOf(surroundings) });
  return { engine, surroundings };
}

const card = (name: string) => within(screen.getByRole('region', { name }));
const edit = (part: string) => fireEvent.click(screen.getByRole('button', { name: `Edit ${part}` }));
const patches = (engine: StandInEngine) =>
  engine.inputsOf('task.edit').map((input) => (input as { patch: unknown }).patch);

describe('an incident', () => {
  it('is told in words before the place, with the impact notification that follows', () => {
    show({ document: { ...incident, PoPInfo: { popName: 'Delft-Voorhof' } }, writable: [] });
    const told = card('Incident');
    expect(told.getByText('12')).toBeTruthy();
    expect(told.getByText('ISP-A, ISP-B')).toBeTruthy();
    expect(told.getByText('Position on the ODF is taken · moved')).toBeTruthy();
    expect(told.getByText(/follows "service affecting": yes/)).toBeTruthy();
    const [first, second] = screen.getAllByRole('region').map((one) => one.getAttribute('aria-labelledby'));
    const titles = [first, second].map((id) => document.getElementById(id ?? '')?.textContent);
    expect(titles).toEqual(['Incident', 'What to do']);
    expect(screen.queryByRole('button', { name: 'Edit incident' })).toBeNull();
  });

  it('says itself whether it is told about where it does', () => {
    show({
      document: { ...incident, incidentInfo: { ...incident.incidentInfo, sendImpactNotification: false } },
    });
    expect(screen.queryByText(/follows/)).toBeNull();
  });

  it('is edited in place by who may, with just what was touched', async () => {
    const { engine } = show();
    await edit('incident');
    const form = card('Incident');
    await fireEvent.input(form.getByLabelText('Affected connections'), { target: { value: 'C-1, C-2' } });
    await fireEvent.input(form.getByLabelText('Location'), { target: { value: 'Voorhof' } });
    await fireEvent.click(
      within(form.getByRole('radiogroup', { name: 'Service affecting' })).getByLabelText('no'),
    );
    await fireEvent.change(form.getByLabelText('Reason for closing'), { target: { value: '' } });
    await fireEvent.click(form.getByRole('button', { name: 'Save' }));
    expect(patches(engine)).toEqual([
      {
        incidentInfo: {
          affectedConnections: ['C-1', 'C-2'],
          location: 'Voorhof',
          serviceAffecting: false,
          closeReason: null,
        },
      },
    ]);
    await waitFor(() => expect(form.queryByRole('button', { name: 'Save' })).toBeNull());
  });

  it('keeps what was typed when it could not be saved, and when another task was open meanwhile', async () => {
    const { surroundings } = show(
      {},
      {
        'task.edit': () => {
          throw new PatchdeskError('FIELD_NOT_WRITABLE', { fields: ['/incidentInfo/cause'], party: 'noc' });
        },
      },
    );
    await edit('incident');
    await fireEvent.input(card('Incident').getByLabelText('Cause'), { target: { value: 'digger' } });
    await fireEvent.click(card('Incident').getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/As the NOC you may not change this: Cause/)).toBeTruthy();
    cleanup();
    const detail = detailOf({ document: incident, writable: nocFields });
    render(TaskPage, { props: { detail }, context: contextOf(surroundings) });
    expect(card('Incident').getByLabelText<HTMLTextAreaElement>('Cause').value).toBe('digger');
  });
});

describe('what can be edited in place', () => {
  const inTask = { document: { ...incident, taskType: 'ONT_INSTALL' }, writable: askerFields, ended: false };
  const all = [...incidentFields, ...contactFields, ...handlingFields, ...whenFields];

  it('is every writable field of these parts, and nothing once the task has ended', () => {
    const keys = (detail: Pick<TaskDetail, 'document' | 'writable' | 'ended'>) =>
      editInputs(detail, all, surroundingsWith(new StandInEngine({})).language.texts, shippedRules).map(
        ({ key }) => key,
      );
    expect(keys(inTask).sort()).toEqual(all.filter((field) => askerFields.includes(field)).sort());
    expect(keys({ ...inTask, ended: true })).toEqual([]);
    expect(keys({ ...inTask, writable: [] })).toEqual([]);
  });

  it('makes a patch that the contract takes, whatever is emptied', () => {
    for (const key of all) {
      const kind = inputOf(key);
      if (!kind) continue;
      expect(() => editPatch(incident, [{ input: { key, kind, value: null }, value: null }])).not.toThrow();
    }
  });

  it('names a person only inside the own organization', () => {
    const assign = (values: Record<string, string | null>, document = incident) =>
      editPatch(
        document,
        Object.entries(values).map(([name, value]) => ({
          input: { key: `/assignee/${name}`, kind: { input: 'text' as const }, value: null },
          value,
        })),
      ).assignee;
    expect(assign({ userName: 'Sanne' })).toEqual({ orgId: 'NOC-ORG', userName: 'Sanne' });
    expect(assign({ orgId: 'OTHER', userName: 'Sanne' })).toEqual({ orgId: 'OTHER', userName: null });
    const assigned = { ...incident, assignee: { orgId: 'NOC-ORG', userName: 'Sanne' } };
    expect(assign({ orgId: 'OTHER' }, assigned)).toEqual({ orgId: 'OTHER', userName: null });
    expect(assign({ userName: null }, assigned)).toEqual({ orgId: 'NOC-ORG', userName: null });
    expect(assign({ orgId: null }, assigned)).toBeNull();
  });

  it('has the priority and the contact of an inTask', async () => {
    const { engine } = show({ api: 'inTask', writable: askerFields });
    await edit('handling');
    await fireEvent.change(card('Handling').getByLabelText(/^Priority/), { target: { value: 'HIGH' } });
    await fireEvent.click(card('Handling').getByRole('button', { name: 'Save' }));
    await edit('contact');
    await fireEvent.input(card('Contact').getByLabelText('Phone'), { target: { value: '015-1' } });
    await fireEvent.click(card('Contact').getByRole('button', { name: 'Save' }));
    expect(patches(engine)).toEqual([{ priority: 'HIGH' }, { contactDetails: { phone: '015-1' } }]);
  });
});

describe('a contact', () => {
  it('is one that can be rung and written to, and whose language has a name', async () => {
    const { engine } = show({ api: 'inTask', writable: askerFields });
    await edit('contact');
    const part = card('Contact');
    await fireEvent.input(part.getByLabelText('Phone'), { target: { value: 'abc' } });
    await fireEvent.input(part.getByLabelText('Email'), { target: { value: 'geen' } });
    expect(part.getByText('"abc" is not a telephone number')).toBeTruthy();
    expect(part.getByText('"geen" is not an e-mail address')).toBeTruthy();
    expect(part.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    await fireEvent.input(part.getByLabelText('Phone'), { target: { value: '06-12345678, na zessen' } });
    await fireEvent.input(part.getByLabelText('Email'), { target: { value: 'roos@example.org' } });
    await fireEvent.change(part.getByRole('combobox', { name: /^Language/ }), { target: { value: 'pl' } });
    expect(part.getByRole('option', { name: 'Polish' })).toBeTruthy();
    await fireEvent.click(part.getByRole('button', { name: 'Save' }));
    expect(patches(engine)).toEqual([
      { contactDetails: { phone: '06-12345678, na zessen', email: 'roos@example.org', language: 'pl' } },
    ]);
  });
});

describe('labels', () => {
  const labelled = { ...incident, labels: [{ name: 'VVE' }, { name: 'Ours', isPrivate: true }] };

  it('are taken off one by one', async () => {
    const { engine } = show({ document: labelled });
    await fireEvent.click(screen.getByRole('button', { name: 'Take off VVE' }));
    expect(patches(engine)).toEqual([{ labels: { add: [], remove: ['VVE'] } }]);
  });

  it('are put on from the catalogue, as private as it says, or in free words', async () => {
    const { engine } = show({ document: labelled });
    const part = card('Labels');
    const options = [...document.querySelectorAll('datalist option')].map((one) => one.getAttribute('value'));
    expect(options).toContain('Hoogbouw');
    expect(options).not.toContain('VVE');
    const put = async (name: string) => {
      await fireEvent.input(part.getByLabelText('Add a label'), { target: { value: name } });
    };
    await put('Herbezoek');
    await fireEvent.click(part.getByRole('button', { name: 'Add label' }));
    await waitFor(() => expect(part.getByLabelText<HTMLInputElement>('Add a label').value).toBe(''));
    await put(' My own ');
    await fireEvent.click(part.getByLabelText('Only for my own organization'));
    await fireEvent.click(part.getByRole('button', { name: 'Add label' }));
    expect(patches(engine)).toEqual([
      { labels: { add: [{ name: 'Herbezoek', isPrivate: true }], remove: [] } },
      { labels: { add: [{ name: 'My own', isPrivate: true }], remove: [] } },
    ]);
  });

  it('are only read where they may not be written', () => {
    show({ document: labelled, writable: [] });
    expect(card('Labels').getByText(/Ours/).textContent).toContain('(private)');
    expect(screen.queryByLabelText('Add a label')).toBeNull();
    expect(screen.queryByRole('button', { name: /Take off/ })).toBeNull();
  });
});

describe('an inTask', () => {
  it('shows its outTasks with how they stand, and leads to them', () => {
    show({
      api: 'inTask',
      document: {
        ...incident,
        outTasks: [
          {
            taskId: 'OT-9',
            taskType: 'PATCH_INCIDENT',
            mainStatus: 'PLANNED',
            subStatus: 'waiting for key',
            planned: '2026-03-10T09:00:00Z',
            orgId: 'CONTR-ZH',
          },
        ],
      },
    });
    const part = card('outTasks');
    expect(part.getByRole('link', { name: 'OT-9' }).getAttribute('href')).toBe('#/tasks/OT-9');
    expect(part.getByText('Patch incident')).toBeTruthy();
    expect(part.getByText('Planned')).toBeTruthy();
    expect(part.getByText('waiting for key · tomorrow 10:00 · CONTR-ZH')).toBeTruthy();
    expect(screen.getByText('inTask')).toBeTruthy();
  });
});
