import { describe, expect, it } from 'vitest';
import type { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { differences } from '../../../src-main/domain/merge/differences.ts';
import { judge, type Judgement } from '../../../src-main/sandbox/platform/judge.ts';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import { asBuilt, patchInstall } from '../../support/documents.ts';

const rules = defaultRules('contractor');
const note = { id: 'N-1', text: 'Port is live', author: 'Heliolink', orgId: 'AO-HELIO' };

function judged(own: TaskDocument, offered: unknown, refuseAnyway = false): Judgement {
  return judge(rules, 'outTask', own, offered, refuseAnyway);
}

function reasons(judgement: Judgement): string[] {
  if (judgement.kind !== 'refused') return [judgement.kind];
  return judgement.errors.map(({ code, field }) => `${code} ${field}`);
}

/** Judges the own document with these changes in it. */
const refusal = (changes: Record<string, unknown>, own = patchInstall()) =>
  reasons(judged(own, { ...own, ...changes }));

describe('what the platform accepts', () => {
  it('takes work data, plan, notes and labels, and leaves version and moments to the platform', () => {
    const own = patchInstall({ notes: [note], updatedAt: '2026-11-22T09:00:00Z' });
    const offered = {
      ...own,
      ...asBuilt,
      planned: '2026-11-25T09:00:00Z',
      labels: [{ name: 'Herbezoek', isPrivate: true }],
      notes: [note, { id: 'N-2', text: 'Done' }],
      updatedAt: '2020-01-01T00:00:00Z', // what the System last saw: not compared
    };
    const judgement = judged(own, offered);
    expect(judgement).toEqual({ kind: 'accepted', document: { ...offered, updatedAt: own.updatedAt } });
  });

  it('takes an absent field as untouched and null as emptied [§7 null and absent]', () => {
    const own = patchInstall({ subStatus: 'waiting', work: { remarks: 'as it was' } });
    const judgement = judged(own, { ...own, work: undefined, subStatus: null });
    expect(judgement).toEqual({ kind: 'accepted', document: { ...own, subStatus: null } });
  });

  it('takes each step of the status model', () => {
    expect(refusal({ mainStatus: 'IN_PROGRESS' })).toEqual(['accepted']);
    expect(refusal({ mainStatus: 'DELIVERED', ...asBuilt })).toEqual(['accepted']);
  });

  it('sees nothing new in its own document, also when the version offered is older', () => {
    const own = patchInstall();
    expect(judged(own, own)).toEqual({ kind: 'nothingNew' });
    expect(judged(own, { ...own, version: 3 })).toEqual({ kind: 'nothingNew' });
    const ended = patchInstall({ mainStatus: 'DELIVERED', ...asBuilt });
    expect(judged(ended, ended, true)).toEqual({ kind: 'nothingNew' });
  });
});

describe('what the platform refuses', () => {
  it('a body that is no document, naming the field', () => {
    expect(reasons(judged(patchInstall(), null))).toEqual(['VALIDATION_FAILED ']);
    expect(refusal({ work: { patch: { powerDbm: 'weak' } } })).toEqual([
      'VALIDATION_FAILED /work/patch/powerDbm',
    ]);
    expect(refusal({ id: 'OT-2026-999999' })).toEqual(['VALIDATION_FAILED /id']);
  });

  it.each([
    ['/externalCorrelationId', { externalCorrelationId: 'mine' }],
    ['/priority', { priority: 'URGENT' }],
    [
      '/PoPInfo/odf/position',
      { PoPInfo: { ...patchInstall().PoPInfo, odf: { frame: '3', position: '15' } } },
    ],
    ['/futureField/kept', { futureField: { kept: [] } }],
    ['/futureField', { futureField: undefined }],
    ['/invented', { invented: {} }],
  ])('a read-only field that came back differently: %s', (field, change) => {
    expect(refusal(change)).toEqual([`FIELD_NOT_UPDATABLE ${field}`]);
  });

  it('a document based on an older version, whatever else is wrong with it [§7 version]', () => {
    expect(refusal({ version: 6, priority: 'URGENT', ...asBuilt })).toEqual(['VERSION_CONFLICT /version']);
  });

  it('a version that the platform never gave', () => {
    expect(refusal({ version: 8, ...asBuilt })).toEqual(['FIELD_NOT_UPDATABLE /version']);
  });

  it('any change to an ended task', () => {
    const own = patchInstall({ mainStatus: 'CANCELLED', version: 9 });
    expect(refusal({ mainStatus: 'IN_PROGRESS' }, own)).toEqual(['TASK_CLOSED /mainStatus']);
    expect(refusal({ ...asBuilt, version: 8 }, own)).toEqual(['TASK_CLOSED /mainStatus']);
  });

  it('a step the model does not have, saying which it has [§7 mainStatus]', () => {
    const judgement = judged(patchInstall(), { ...patchInstall(), mainStatus: 'CANCELLED' });
    expect(judgement).toMatchObject({
      errors: [
        {
          code: 'TRANSITION_NOT_ALLOWED',
          field: '/mainStatus',
          message: 'PLANNED to CANCELLED; allowed: IN_PROGRESS, ON_HOLD, DELIVERED',
        },
      ],
    });
    expect(refusal({ mainStatus: 'HALFWAY' })).toEqual(['TRANSITION_NOT_ALLOWED /mainStatus']);
  });

  it('a step without the fields it demands, each by name', () => {
    expect(refusal({ mainStatus: 'ON_HOLD' })).toEqual(['VALIDATION_FAILED /reasons']);
    expect(refusal({ mainStatus: 'DELIVERED', work: { patch: { odfPosition: '3-2-14' } } })).toEqual([
      'VALIDATION_FAILED /work/patch/operatorPort',
      'VALIDATION_FAILED /work/patch/patchCordLabel',
      'VALIDATION_FAILED /work/patch/powerDbm',
    ]);
  });

  it('numbers outside the limits of the form', () => {
    expect(refusal({ work: { patch: { powerDbm: 5.1, patchCordLengthM: 0.4 } } })).toEqual([
      'VALIDATION_FAILED /work/patch/patchCordLengthM',
      'VALIDATION_FAILED /work/patch/powerDbm',
    ]);
    expect(refusal({ work: { patch: { powerDbm: 5, patchCordLengthM: 50 } } })).toEqual(['accepted']);
  });

  it('notes and attachments that are gone, changed or there twice [§7 notes] [§7 attachments]', () => {
    const attachment = { id: 'A-1', fileName: 'photo.jpg' };
    const own = patchInstall({ notes: [note], attachments: [attachment] });
    expect(refusal({ notes: [], attachments: [] }, own)).toEqual([
      'FIELD_NOT_UPDATABLE /notes/0',
      'FIELD_NOT_UPDATABLE /attachments/0',
    ]);
    expect(refusal({ notes: [{ ...note, text: 'other' }] }, own)).toEqual(['FIELD_NOT_UPDATABLE /notes/0']);
    expect(refusal({ notes: null }, own)).toEqual(['FIELD_NOT_UPDATABLE /notes/0']);
    expect(refusal({ notes: [note, note] }, own)).toEqual(['VALIDATION_FAILED /notes']);
  });

  it('fields nobody knows that were left out: of a row of a list, of an emptied group, of a link', () => {
    const own = patchInstall({
      labels: [{ name: 'VVE', isPrivate: false, colour: 'red' }],
      linkedTasks: [{ taskId: 'B', taskType: 'INSTALL', subStatus: 'x' }],
      work: { remarks: 'r', vendor: { a: 1 }, ftu: { fibres: [{ fibre: 1, lossDb: 0.1, vendor: 'X' }] } },
    });
    expect(refusal({ labels: [{ name: 'VVE', isPrivate: true }] }, own)).toEqual([
      'FIELD_NOT_UPDATABLE /labels/0/colour',
    ]);
    expect(refusal({ work: { ...own.work, ftu: { fibres: [{ fibre: 1, lossDb: 0.2 }] } } }, own)).toEqual([
      'FIELD_NOT_UPDATABLE /work/ftu/fibres/0/vendor',
    ]);
    expect(refusal({ work: null }, own)).toEqual(['FIELD_NOT_UPDATABLE /work/vendor/a']);
    expect(refusal({ linkedTasks: [{ taskId: 'B', taskType: 'INSTALL' }] }, own)).toEqual([
      'FIELD_NOT_UPDATABLE /linkedTasks',
    ]);
    const fibres = [{ fibre: 1, lossDb: 0.2, vendor: 'X' }];
    expect(refusal({ work: { ...own.work, ftu: { fibres } }, labels: own.labels ?? [] }, own)).toEqual([
      'accepted',
    ]);
  });

  it('a person of another organization as assignee [§7 assignee]', () => {
    expect(refusal({ assignee: { orgId: 'CONTR-NH', userName: 'Somebody' } })).toEqual([
      'VALIDATION_FAILED /assignee/userName',
    ]);
    expect(refusal({ assignee: { orgId: 'CONTR-NH', userName: null } })).toEqual(['accepted']);
    expect(refusal({ assignee: { orgId: 'CONTR-ZH', userName: 'Daan' } })).toEqual(['accepted']);
  });

  it('everything at once when there is more than one thing wrong', () => {
    const changes = { priority: 'LOW', mainStatus: 'RECEIVED', work: { patch: { powerDbm: 40 } } };
    expect(refusal(changes)).toEqual([
      'FIELD_NOT_UPDATABLE /priority',
      'TRANSITION_NOT_ALLOWED /mainStatus',
      'VALIDATION_FAILED /work/patch/powerDbm',
    ]);
  });

  it('on demand whatever is new, blaming the measured power when that was changed, else the first change', () => {
    const own = patchInstall();
    expect(judged(own, { ...own, mainStatus: 'IN_PROGRESS', ...asBuilt }, true)).toMatchObject({
      errors: [{ code: 'VALIDATION_FAILED', field: '/work/patch/powerDbm' }],
      onDemand: true,
    });
    expect(judged(own, { ...own, mainStatus: 'IN_PROGRESS' }, true)).toMatchObject({
      errors: [{ field: '/mainStatus' }],
    });
  });
});

describe('differences', () => {
  it('enters objects, also where the other side has none, and takes a list as one field', () => {
    expect(differences({ a: { b: 1, c: [1] } }, { a: { b: 2, c: [2] } })).toEqual(['/a/b', '/a/c']);
    expect(differences({ a: null }, { a: { b: { c: 1 } } })).toEqual(['/a/b/c']);
    expect(differences({ a: { b: 1 } }, { a: null })).toEqual(['/a']);
    expect(differences({ a: { b: 1 } }, {})).toEqual(['/a']);
    expect(differences({}, { a: {} })).toEqual(['/a']);
    expect(differences({ a: null }, {})).toEqual(['/a']);
    expect(differences({ a: { b: 1 } }, { a: { b: 1 } })).toEqual([]);
  });
});
