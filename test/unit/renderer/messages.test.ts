import { builtInViewIds } from '@contract/list/built-in-views.ts';
import { ListColumn } from '@contract/list/columns.ts';
import { Period } from '@contract/list/view.ts';
import { failureDetails } from '@contract/errors.ts';
import { Trouble } from '@contract/sync-status.ts';
import { fieldTable } from '@contract/document/field-table.ts';
import { WorkForms } from '@contract/rules/work-form.ts';
import { ChangeState } from '@contract/change.ts';
import { HistoryEntry } from '@contract/task-view.ts';
import { describe, expect, it } from 'vitest';
import workForms from '../../../resources/rules/work-forms.json';
import { catalogue, locales } from '../../../src-renderer/messages/catalogue.ts';
import { fieldNameOf, nameOf } from '../../../src-renderer/messages/name-of.ts';
import { withRuleNames } from '../../../src-renderer/messages/rule-names.ts';
import { shippedRules } from './stand-ins.ts';
import { sayFailure, sayReason, sayTrouble } from '../../../src-renderer/messages/say.ts';

function pathsOf(texts: object, at = ''): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? pathsOf(value as object, `${at}.${name}`)
      : [`${at}.${name}`],
  );
}

function textsOf(texts: object): unknown[] {
  return Object.values(texts).flatMap((value: unknown) =>
    typeof value === 'object' && value !== null ? textsOf(value) : [value],
  );
}

const troubles: Trouble[] = [
  { kind: 'unreachable', cause: 'ECONNREFUSED' },
  { kind: 'tokenRefused' },
  { kind: 'notWhitelisted', clientIp: '198.51.100.7' },
  { kind: 'notPermitted', code: 'ROLE' },
  { kind: 'notVisible' },
  { kind: 'refused', status: 422, title: 'odd' },
  { kind: 'tooFast' },
  { kind: 'platformFault', status: 500 },
  { kind: 'answerInvalid', what: 'taskSync' },
  { kind: 'storeFailed', reason: 'SQLITE_FULL' },
];

describe.each(locales)('the texts in %s', (locale) => {
  const texts = withRuleNames(catalogue[locale], shippedRules);

  it('are those of every other language, and none is empty', () => {
    expect(pathsOf(catalogue[locale]).sort()).toEqual(pathsOf(catalogue.en).sort());
    expect(textsOf(texts).filter((text) => text === '')).toEqual([]);
  });

  it('have words for every failure', () => {
    expect(Object.keys(texts.failures).sort()).toEqual(Object.keys(failureDetails).sort());
  });

  it('have words and advice for every trouble', () => {
    const kinds = Trouble.options.map((option) => option.shape.kind.value);
    expect(troubles.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
    for (const trouble of troubles) {
      const { says, advice } = sayTrouble(texts, trouble);
      expect([says, advice].join()).not.toMatch(/undefined|null|\[object/);
    }
    expect(sayTrouble(texts, { kind: 'notWhitelisted', clientIp: '198.51.100.7' }).says).toContain(
      '198.51.100.7',
    );
  });

  it('name every state of a change and every kind of history', () => {
    expect(Object.keys(texts.names.changeStates).sort()).toEqual([...ChangeState.options].sort());
    expect(Object.keys(texts.names.historyKinds).sort()).toEqual([...HistoryEntry.shape.kind.options].sort());
  });

  it('name every view that ships, every column and every period of lists', () => {
    const { views, columns, periods } = texts.lists;
    expect(Object.keys(views)).toEqual([...builtInViewIds]);
    expect(Object.keys(columns).sort()).toEqual([...ListColumn.options].sort());
    expect(Object.keys(periods)).toEqual([...Period.options]);
    for (const names of [views, columns]) {
      expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
    }
  });

  it('name every field of the contract', () => {
    const unnamed = fieldTable.filter(({ field }) => fieldNameOf(texts.fields, field) === field);
    expect(unnamed).toEqual([]);
  });

  it('name every field of the work forms', () => {
    for (const field of WorkForms.parse(workForms).flatMap((form) => form.fields)) {
      expect(fieldNameOf(texts.fields, field.field)).not.toBe(field.field);
      for (const cell of field.input === 'fibres' ? field.each : []) {
        const pointer = `${field.field}/7${cell.field}`;
        expect(fieldNameOf(texts.fields, pointer)).not.toBe(pointer);
      }
    }
  });

  it('name the fields and statuses inside a failure', () => {
    const unmet = ['/work/patch/powerDbm', '/work/unheardOf'].map((field) => ({
      kind: 'field' as const,
      field,
    }));
    const detail = { from: 'PLANNED', to: 'DELIVERED', model: 'Patch', unmet };
    const said = sayFailure(texts, { code: 'TRANSITION_NEEDS', detail });
    expect(said).toContain(texts.names.statuses['DELIVERED']);
    expect(said).toContain(texts.fields['/work/patch/powerDbm']);
    expect(said).toContain('/work/unheardOf');
  });
});

describe('what the platform sends and nobody knows', () => {
  it('is shown raw', () => {
    expect(nameOf(catalogue.en.names.statuses, 'PAUSED_BY_MOON')).toBe('PAUSED_BY_MOON');
    expect(nameOf(catalogue.en.names.statuses, 'constructor')).toBe('constructor');
    expect(fieldNameOf(catalogue.en.fields, '/brandNew/thing')).toBe('/brandNew/thing');
    expect(sayReason(catalogue.en, { code: 'ODD_CODE', field: '/odd', message: 'because' })).toEqual({
      field: '/odd',
      says: 'ODD_CODE: because',
      code: 'ODD_CODE',
    });
  });

  it('has the name of its kind where it stands in a list', () => {
    expect(fieldNameOf(catalogue.en.fields, '/PoPMultiInfo/1/odf/frame')).toBe('Frame');
    expect(fieldNameOf(catalogue.en.fields, '/notes/0192f0c4')).toBe('Note');
  });
});
