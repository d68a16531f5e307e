import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { Api } from '../../../src-main/contract/document/values.ts';
import { sendable } from '../../../src-main/domain/document/field-rules.ts';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import { show } from '../../../src-main/sync/answering.ts';
import { fromWire, toWire } from '../../../src-main/equitri/names.ts';
import { merge } from '../../../src-main/sync/receiving.ts';
import { anyDocument } from '../../support/any-document.ts';
import { syncContext } from '../../support/sync-context.ts';

const rules = defaultRules('contractor');

describe.each(Api.options)('any %s document', (api) => {
  test('survives parse, store, read and serve unchanged, unknown fields and nulls included [§7 unknown fields]', () => {
    const context = syncContext();
    let count = 0;
    fc.assert(
      fc.property(anyDocument(api), (generated) => {
        const id = `T-${count++}`; // each run is a task of its own, so that nothing merges
        const document = { ...generated, id };
        const sent = JSON.parse(JSON.stringify(toWire(document))) as unknown;
        merge(context, api, TaskDocument.parse(fromWire(sent)));
        const stored = context.store.tasks.get(id);
        deepStrictEqual(stored?.base, document);
        deepStrictEqual(stored.local, document);
        const served: unknown = JSON.parse(JSON.stringify(toWire(show(context, api, id))));
        // The one thing that is not sent back: a type in linkedTasks that the platform would refuse (contract 7).
        deepStrictEqual(served, JSON.parse(JSON.stringify(sendable(rules.book, document))));
      }),
      { numRuns: 200 },
    );
  });

  test('keeps null and absent apart [§7 null and absent]', () => {
    fc.assert(
      fc.property(anyDocument(api), (document) => {
        const parsed = TaskDocument.parse(document);
        for (const [name, value] of Object.entries(document)) {
          expect(Object.hasOwn(parsed, name)).toBe(true);
          expect(parsed[name] === null).toBe(value === null);
        }
        expect(Object.keys(parsed)).toHaveLength(Object.keys(document).length);
      }),
    );
  });
});

describe('a document whose known fields are not what the contract says', () => {
  const good = { id: 'OT-1', version: 1, taskType: 'PATCH_INSTALL', mainStatus: 'PLANNED' };

  test.each([
    ['/version', { version: '7' }],
    ['/version', { version: -1 }],
    ['/planned', { planned: 'tomorrow' }],
    ['/planned', { planned: '2026-11-24T09:00:00' }],
    ['/reasons', { reasons: 'ACCESS' }],
    ['/reasons/0/code', { reasons: [{ text: 'no code' }] }],
    ['/labels/0/isPrivate', { labels: [{ name: 'a', isPrivate: 'yes' }] }],
    ['/PoPMultiInfo', { PoPMultiInfo: {} }],
    ['/PoPInfo/odf/position', { PoPInfo: { odf: { position: 14 } } }],
    ['/HASInfo/ftuPresent', { HASInfo: { ftuPresent: 'ja' } }],
    ['/incidentInfo/serviceAffecting', { incidentInfo: { serviceAffecting: 1 } }],
    ['/incidentInfo/affectedConnections', { incidentInfo: { affectedConnections: -3 } }],
    ['/attachments/0/size', { attachments: [{ id: 'a', fileName: 'a.jpg', size: 1.5 }] }],
    ['/notes/0/id', { notes: [{ text: 'without an id' }] }],
    ['/work/patch/powerDbm', { work: { patch: { powerDbm: '-18' } } }],
    ['/work/ftu/fibres/0/spliced', { work: { ftu: { fibres: [{ spliced: 'ja' }] } } }],
    ['/linkedTasks/0/taskId', { linkedTasks: [{ taskType: 'INSTALL' }] }],
    ['/outTasks/0/planned', { outTasks: [{ taskId: 'OT-1', planned: 'soon' }] }],
    ['/mainStatus', { mainStatus: null }],
  ])('is refused, naming %s', (field, mistake) => {
    const parsed = TaskDocument.safeParse({ ...good, ...mistake });
    const named = parsed.error?.issues.map((issue) => `/${issue.path.map(String).join('/')}`);
    expect(named).toEqual([field]);
  });

  test('takes moments with a zone and days, and nothing else for a date [§7 dates]', () => {
    const takes = (fields: object) => TaskDocument.safeParse({ ...good, ...fields }).success;
    for (const planned of ['2026-11-24T09:00:00Z', '2026-11-24T10:00:00+01:00', '2026-11-24T09:00:00.123Z']) {
      expect(takes({ planned }), planned).toBe(true);
    }
    for (const planned of [
      '2026-11-24',
      '2026-11-24T09:00:00',
      '24-11-2026',
      '2026-02-30T09:00:00Z',
      1764000000,
    ]) {
      expect(takes({ planned }), String(planned)).toBe(false);
    }
    // Only what a linked task shows may be a day without a time.
    expect(takes({ linkedTasks: [{ taskId: 'OT-2', planned: '2026-11-24' }] })).toBe(true);
    expect(takes({ linkedTasks: [{ taskId: 'OT-2', planned: '24-11-2026' }] })).toBe(false);
  });

  test('loses a field named __proto__, which is never anything but an attack, and nothing else', () => {
    const sent =
      '{"id":"OT-1","version":1,"taskType":"A","mainStatus":"B","__proto__":{"ended":true},"later":1}';
    const parsed = TaskDocument.parse(JSON.parse(sent));
    deepStrictEqual(parsed, { id: 'OT-1', version: 1, taskType: 'A', mainStatus: 'B', later: 1 });
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
  });

  test('is taken when an open enum has a value nobody knows, which is kept raw [§7 open enums]', () => {
    const document = { ...good, taskType: 'CABINET_CLEAN', mainStatus: 'SLEEPING', inTaskStatus: 'DREAMING' };
    expect(TaskDocument.parse(document)).toStrictEqual(document);
  });
});
