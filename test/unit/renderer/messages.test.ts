import { builtInViewIds } from '@contract/list/built-in-views.ts';
import { ListColumn } from '@contract/list/columns.ts';
import { Period } from '@contract/list/view.ts';
import { failureDetails } from '@contract/errors.ts';
import { TlsFault, Trouble } from '@contract/trouble.ts';
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

const cause = 'ECONNREFUSED';
/** Each kind, and each way of being one that has words of its own. */
const troubles: Trouble[] = [
  { kind: 'noNetwork', cause },
  { kind: 'nameNotResolved', host: 'api.example', cause },
  ...(['refused', 'reset', 'noRoute'] as const).map((why) => ({ kind: 'notConnected' as const, why, cause })),
  { kind: 'cut', cause },
  ...TlsFault.options.map((why) => ({ kind: 'tlsFailed' as const, why, host: 'api.example', cause })),
  { kind: 'timedOut', waitingFor: 'connection', limitMs: 10_000 },
  { kind: 'timedOut', waitingFor: 'answer', limitMs: null },
  { kind: 'captivePortal', address: 'http://sign-in.example' },
  { kind: 'captivePortal', address: null },
  ...(['unreachable', 'credentials', 'denied', 'noWay'] as const).flatMap((why): Trouble[] => [
    { kind: 'proxyFailed', why, proxy: 'proxy.example:8080', status: null, cause },
    { kind: 'proxyFailed', why, proxy: null, status: 407, cause: null },
  ]),
  { kind: 'unreachable', cause },
  ...(['credentials', 'token', 'fixed', 'expired'] as const).map((why) => ({
    kind: 'tokenRefused' as const,
    why,
  })),
  { kind: 'tokenRefused' },
  ...(['problem', 'page', 'empty'] as const).map((told) => ({
    kind: 'notWhitelisted' as const,
    clientIp: told === 'problem' ? '198.51.100.7' : null,
    told,
  })),
  { kind: 'notWhitelisted', clientIp: null },
  { kind: 'platformDown', status: 503 },
  { kind: 'platformFault', status: 500 },
  { kind: 'tooFast' },
  { kind: 'answerInvalid', what: 'taskSync' },
  { kind: 'notPermitted', code: 'ROLE' },
  { kind: 'notVisible' },
  { kind: 'refused', status: 422, title: 'odd' },
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

  it('have words, an explanation and advice for every trouble', () => {
    const kinds = Trouble.options.map((option) => option.shape.kind.value);
    expect([...new Set(troubles.map(({ kind }) => kind))].sort()).toEqual([...kinds].sort());
    for (const trouble of troubles) {
      const said = Object.values(sayTrouble(texts, trouble));
      expect(said).toHaveLength(3);
      for (const text of said) expect(text).toMatch(/^(?!.*(undefined|null|NaN|\[object)).{10,}$/);
    }
  });

  it('fit a trouble on one line of the status bar, and tell kinds apart there', () => {
    const said = new Map(troubles.map((trouble) => [sayTrouble(texts, trouble).says, trouble.kind]));
    for (const says of said.keys()) expect(says.length).toBeLessThanOrEqual(65);
    expect(new Set(said.values()).size).toBe(Trouble.options.length);
  });

  it('name the address that is to be whitelisted', () => {
    const { says, advice } = sayTrouble(texts, { kind: 'notWhitelisted', clientIp: '198.51.100.7' });
    expect(says).toContain('198.51.100.7');
    expect(advice).toContain('198.51.100.7');
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
