import { EditPatch } from '@contract/document/patch.ts';
import type { TaskDocument } from '@contract/document/task-document.ts';
import { WorkForms, type WorkForm } from '@contract/rules/work-form.ts';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import workForms from '../../../resources/rules/work-forms.json';
import {
  inputsOfForm,
  shownInForm,
  type FormInput,
} from '../../../src-renderer/features/tasks/form-inputs.ts';
import { formFieldName } from '../../../src-renderer/features/tasks/form-names.ts';
import { missingFields, readWork, stillUnmet } from '../../../src-renderer/features/tasks/work-patch.ts';
import WorkFormView from '../../../src-renderer/features/tasks/WorkForm.svelte';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import { missingInForm } from '../../../src-main/domain/rules/work-form.ts';
import { applyPatch } from '../../../src-main/domain/patch.ts';
import { contextOf, detailOf, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

const forms = WorkForms.parse(workForms).flatMap((form) =>
  form.taskTypes.map((taskType) => [taskType, form] as const),
);
const { book } = defaultRules('contractor');

const documentOf = (taskType: string): TaskDocument => ({
  id: 'OT-1',
  version: 7,
  taskType,
  mainStatus: 'IN_PROGRESS',
  ConnectionMultiInfo: [{ fibre: 12 }, { fibre: 'B' }],
});

const typedFor = ({ field }: FormInput): string =>
  ({
    text: 'typed',
    remark: 'typed\nin lines',
    number: '1,5',
    moment: '2026-03-09T09:00',
    choice: field.options?.[0] ?? 'typed',
    yesNo: 'no',
  })[field.input];

describe.each(forms)('the form of %s', (taskType, form) => {
  const document = documentOf(taskType);
  const inputs = inputsOfForm(form, document);
  const typed = new Map(inputs.map((input) => [input.key, typedFor(input)]));

  it('gives a patch of every field that is typed in', () => {
    for (const input of inputs) {
      const one = new Map([[input.key, typedFor(input)]]);
      const { patch, touched, problems } = readWork(form, document, one);
      expect({ touched, problems: [...problems] }).toEqual({ touched: 1, problems: [] });
      expect(EditPatch.parse(patch)).toEqual(patch);
    }
  });

  it('can be delivered once it is filled in, and not before', () => {
    const required = inputs.filter(({ field, rows }) => field.required && rows?.required !== false);
    expect(missingFields(form, document, new Map())).toEqual(required.map(({ key }) => key));
    expect(missingFields(form, document, typed)).toEqual([]);
    const filled = applyPatch(document, readWork(form, document, typed).patch as never);
    expect(missingInForm(book, filled)).toEqual([]);
  });

  it('has the same opinion on what is missing as the engine', () => {
    const unmet = missingInForm(book, document).map((field) => ({ kind: 'field' as const, field }));
    const step = { to: 'DELIVERED', unmet };
    expect(stillUnmet(step, form, document, typed)).toEqual([]);
    const left = stillUnmet(step, form, document, new Map());
    expect(left).toEqual(unmet);
  });

  it.each(['en-GB', 'nl-NL'])('has an input with a name for every field (%s)', (locale) => {
    const surroundings = surroundingsWith(new StandInEngine({}), locale);
    render(WorkFormView, {
      props: { detail: detailOf({ document, form }), form },
      context: contextOf(surroundings),
    });
    for (const { field, rows, fibre } of inputs) {
      const name = formFieldName(surroundings.language.texts, field, rows ? `${rows.field}/*` : '');
      const fibreName = surroundings.language.texts.tasks.detail.fibreNumber(String(fibre)).toLowerCase();
      const label = rows ? `${name}, ${fibreName}` : name;
      const found =
        field.input === 'yesNo'
          ? screen.queryAllByRole('radiogroup', { name: label })
          : screen.queryAllByLabelText(new RegExp(`^${label.replace(/[()]/g, '\\$&')}`));
      expect(found.length, label).toBe(1);
    }
  });
});

describe('the fibres of an FTU', () => {
  const found = forms.find(([taskType]) => taskType === 'FTU_CONSTRUCT');
  const form = found?.[1] as WorkForm;
  const document: TaskDocument = {
    ...documentOf('FTU_CONSTRUCT'),
    work: {
      ftu: {
        fibres: [
          { fibre: 99, lossDb: 9, futureField: 'kept' },
          { fibre: 'B', spliced: true, lossDb: 0.2, futureField: 'kept too' },
        ],
      },
    },
  };

  it('are written as a whole list, with rows and fields that the form does not know', () => {
    const typed = new Map([
      ['/work/ftu/fibres/B/lossDb', '0,3'],
      ['/work/ftu/fibres/12/spliced', 'yes'],
    ]);
    expect(readWork(form, document, typed).patch).toEqual({
      work: {
        ftu: {
          fibres: [
            { fibre: 99, lossDb: 9, futureField: 'kept' },
            { fibre: 'B', spliced: true, lossDb: 0.3, futureField: 'kept too' },
            { fibre: 12, spliced: true },
          ],
        },
      },
    });
  });

  it('with one number in two tubes have a row each, and are not taken for one another', () => {
    const ConnectionMultiInfo = [{ tube: 'A', fibre: '1' }, { tube: 'B', fibre: '1' }, {}];
    const own = { ...documentOf('FTU_CONSTRUCT'), ConnectionMultiInfo };
    const keys = inputsOfForm(form, own).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const typed = new Map([
      ['/work/ftu/fibres/1/lossDb', '0,1'],
      ['/work/ftu/fibres/1 (2)/lossDb', '0,2'],
    ]);
    const fibres = [
      { fibre: '1', lossDb: 0.1 },
      { fibre: '1', lossDb: 0.2 },
    ];
    expect(readWork(form, own, typed)).toMatchObject({ patch: { work: { ftu: { fibres } } }, touched: 2 });
    const second = new Map([['/work/ftu/fibres/1 (2)/lossDb', '0,3']]);
    const again = { ...own, work: { ftu: { fibres } } };
    expect(readWork(form, again, second).patch).toEqual({
      work: { ftu: { fibres: [fibres[0], { fibre: '1', lossDb: 0.3 }] } },
    });
  });

  it('without a number get one that no other has', () => {
    const own = { ...documentOf('FTU_CONSTRUCT'), ConnectionMultiInfo: [{ fibre: '2' }, {}, {}] };
    const names = new Set(inputsOfForm(form, own).flatMap(({ fibre }) => fibre ?? []));
    expect([...names]).toEqual(['2', '3', '4']);
  });

  it('keep what was typed for them when the platform tells them in another order', () => {
    const typed = new Map([['/work/ftu/fibres/12/lossDb', '0,3']]);
    const turned = { ...document, ConnectionMultiInfo: [{ fibre: 'B' }, { fibre: 12 }] };
    expect(readWork(form, turned, typed).patch).toMatchObject({
      work: { ftu: { fibres: [{ fibre: 99 }, { fibre: 'B', lossDb: 0.2 }, { fibre: 12, lossDb: 0.3 }] } },
    });
  });

  it('that need not be filled in are asked for whole once one of them is begun', () => {
    const incident = forms.find(([taskType]) => taskType === 'FTU_INCIDENT')?.[1] as WorkForm;
    const bare = documentOf('FTU_INCIDENT');
    const ofFibres = (typed: [string, string][], of: TaskDocument = bare) =>
      missingFields(incident, of, new Map(typed)).filter((key) => key.startsWith('/work/ftu/fibres'));
    expect(ofFibres([])).toEqual([]);
    expect(ofFibres([['/work/ftu/fibres/12/lossDb', '0,3']])).toEqual(['/work/ftu/fibres/12/spliced']);
    expect(ofFibres([['/work/ftu/fibres/12/lossDb', ' ']])).toEqual([]);
    const begun = { ...bare, work: { ftu: { fibres: [{ fibre: 'B', spliced: true }] } } };
    expect(ofFibres([], begun)).toEqual(['/work/ftu/fibres/B/lossDb']);
    expect(shownInForm(incident, begun).filter((field) => field.includes('fibres'))).toContain(
      '/work/ftu/fibres/0/lossDb',
    );
    expect(shownInForm(incident, bare).some((field) => field.includes('fibres'))).toBe(false);
  });

  it('stand in the way of delivering with the field that was cleared, and no more with one that was typed', () => {
    const step = { to: 'DELIVERED', unmet: [{ kind: 'field' as const, field: '/work/ftu/serial' }] };
    const filled = { ...document, work: { ftu: { ...document.work?.ftu, location: 'Meterkast' } } };
    const fields = (to: string, ...typed: [string, string][]) =>
      stillUnmet({ ...step, to }, form, filled, new Map(typed)).map(
        (one) => one.kind === 'field' && one.field,
      );
    expect(fields('DELIVERED')).toContain('/work/ftu/serial');
    expect(fields('DELIVERED', ['/work/ftu/serial', 'S-1'])).not.toContain('/work/ftu/serial');
    expect(fields('DELIVERED')).not.toContain('/work/ftu/location');
    expect(fields('DELIVERED', ['/work/ftu/location', ''])).toContain('/work/ftu/location');
    expect(fields('ON_HOLD', ['/work/ftu/location', ''])).toEqual(['/work/ftu/serial']);
  });

  it('are typed in a table, and said with their number when something is missing', async () => {
    const engine = new StandInEngine({ 'task.edit': () => ({ changeNumber: 1 }) });
    const detail = detailOf({
      document,
      form,
      transitions: [{ to: 'DELIVERED', unmet: [], asks: [], reasonUse: null, ends: true }],
    });
    render(WorkFormView, { props: { detail, form }, context: contextOf(surroundingsWith(engine)) });
    await fireEvent.input(screen.getByLabelText('Loss, fibre 12'), { target: { value: '0,05' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Save and deliver' }));
    expect(screen.getAllByText('Needed to deliver').length).toBeGreaterThan(1);
    expect(engine.asked).toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(engine.inputsOf('task.edit')).toMatchObject([
      { patch: { work: { ftu: { fibres: [{ fibre: 99 }, { fibre: 'B' }, { fibre: 12, lossDb: 0.05 }] } } } },
    ]);
  });
});
