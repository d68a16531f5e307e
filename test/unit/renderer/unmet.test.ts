import type { Unmet } from '@contract/rules/unmet.ts';
import { FieldRule } from '@contract/document/field-issue.ts';
import { describe, expect, it } from 'vitest';
import { reasonText } from '../../../src-renderer/features/fields/field-text.ts';
import { catalogue, locales } from '../../../src-renderer/messages/catalogue.ts';
import { withRuleNames } from '../../../src-renderer/messages/rule-names.ts';
import { sayFailure } from '../../../src-renderer/messages/say.ts';
import { sayUnmet } from '../../../src-renderer/messages/unmet.ts';
import { shippedRules } from './stand-ins.ts';

const names = { nl: 'Veilig werken', en: 'Safe work' };
const unmet: Unmet[] = [
  { kind: 'field', field: '/work/remarks' },
  { kind: 'field', field: '/planned' },
  { kind: 'reason', use: 'HOLD', codes: ['POSITION_TAKEN'] },
  { kind: 'reason', use: 'CANCEL', codes: [] },
  { kind: 'lmra', checklist: 'safe', names, unsafe: false },
  { kind: 'lmra', checklist: 'safe', names, unsafe: true },
  { kind: 'question', checklist: 'safe', question: 'ladder', names },
  { kind: 'mainTask', mainTask: 'main', names },
  { kind: 'attachment', fileName: 'foto-patch', names },
  { kind: 'outTasks', are: 'every', in: ['DELIVERED', 'CANCELLED'] },
  { kind: 'outTasks', are: 'some', planned: true },
  { kind: 'outTasks', are: 'none' },
];

describe.each(locales)('what stands in the way of a step, in %s', (locale) => {
  const texts = withRuleNames(catalogue[locale], shippedRules);

  it('is said for each kind, by name', () => {
    const said = sayUnmet(texts, unmet);
    expect(said).toHaveLength(unmet.length - 1);
    expect(said[0]).toContain(texts.fields['/work/remarks']);
    expect(said[0]).toContain(texts.fields['/planned']);
    expect(said[1]).toContain(
      locale === 'nl' ? 'Positie op de ODF is bezet' : 'Position on the ODF is taken',
    );
    expect(said.slice(3, 8).every((one) => one.includes(names[locale]))).toBe(true);
    expect(said[7]).toContain('foto-patch');
    expect(said[8]).toContain(texts.names.statuses['DELIVERED']?.toLowerCase());
    expect(new Set(said).size).toBe(said.length);
    expect(said.join()).not.toMatch(/undefined|null|\[object/);
  });

  it('says of a refused step which rule it was, what is possible, and who may take it', () => {
    const said = sayFailure(texts, {
      code: 'TRANSITION_NOT_ALLOWED',
      detail: {
        from: 'RECEIVED',
        to: 'CANCELLED',
        model: 'outTask, orders',
        allowed: ['PLANNED', 'SOME_STATUS'],
        others: ['networkOwner', 'noc'],
      },
    });
    for (const part of ['outTask, orders', texts.names.statuses['PLANNED'], 'SOME_STATUS'])
      expect(said).toContain(part);
    expect(said).toContain(texts.unmet.parties.networkOwner);
    expect(said).toContain(texts.unmet.parties.noc);
  });

  it('names the model and what is lacking when a step needs more', () => {
    const detail = { from: 'PLANNED', to: 'IN_PROGRESS', model: 'outTask, orders', unmet };
    const said = sayFailure(texts, { code: 'TRANSITION_NEEDS', detail });
    for (const part of ['outTask, orders', texts.names.statuses['IN_PROGRESS'], names[locale]])
      expect(said).toContain(part);
  });

  it('names the fields that may not be written and the rules that are broken', () => {
    const fields = { fields: ['/incidentInfo/cause'], party: 'contractor' as const };
    expect(sayFailure(texts, { code: 'FIELD_NOT_WRITABLE', detail: fields })).toContain(
      texts.fields['/incidentInfo/cause'],
    );
    const issues = FieldRule.options.map((rule) => ({ path: '/priority', rule, message: 'for the log' }));
    const said = sayFailure(texts, { code: 'FIELD_RULE', detail: { issues } });
    expect(said).toContain(texts.fields['/priority']);
    expect(said).toContain(locale === 'nl' ? 'ligt voor het begin' : 'is before the start');
    expect(said).not.toContain('undefined');
    expect(said).not.toContain('for the log');
  });
});

describe('names that are data', () => {
  it('of a reason are not told again in another language', () => {
    const own = { nl: 'PoP niet toegankelijk', en: 'PoP not accessible' };
    const rules = {
      ...shippedRules,
      reasonCodes: shippedRules.reasonCodes.slice(0, 1).map((one) => ({ ...one, code: 'OWN', names: own })),
    };
    const texts = withRuleNames(catalogue.en, rules);
    const said = (text: string | null) => reasonText(texts, { code: 'OWN', text });
    expect([said(own.nl), said(own.en), said(null)]).toEqual([own.en, own.en, own.en]);
    expect(said('sleutel zoek')).toBe('PoP not accessible · sleutel zoek');
  });

  it('name a new task type, status and reason at once, in both languages, and only those', () => {
    const [type] = shippedRules.taskTypes;
    const own = { nl: 'Glasbak legen', en: 'Empty the bin' };
    const rules = {
      ...shippedRules,
      taskTypes: type ? [{ ...type, name: 'BIN_EMPTY', names: own }] : [],
      statuses: [{ name: 'BINNED', names: own, step: { nl: 'Leeg', en: 'Empty' }, tone: 'plain' as const }],
    };
    for (const locale of locales) {
      const { names: named } = withRuleNames(catalogue[locale], rules);
      expect(named.taskTypes['BIN_EMPTY']).toBe(own[locale]);
      expect(named.statuses['BINNED']).toBe(own[locale]);
      expect(named.transitions['BINNED']).toBe(rules.statuses[0]?.step[locale]);
      expect(named.taskTypes['PATCH_INSTALL']).toBeUndefined();
    }
    expect(withRuleNames(catalogue.en, null)).toBe(catalogue.en);
  });
});
