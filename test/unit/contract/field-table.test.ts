import { deepStrictEqual } from 'node:assert/strict';
import { describe, expect, test } from 'vitest';
import { fieldTable, type FieldRule } from '../../../src-main/contract/document/field-table.ts';
import { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { Api } from '../../../src-main/contract/document/values.ts';
import { read } from '../../../src-main/contract/pointer.ts';
import { Party } from '../../../src-main/contract/rules/party.ts';
import { asOfVersion } from '../../../src-main/domain/document/api-versions.ts';
import { mayWrite } from '../../../src-main/domain/document/writable.ts';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import { judge } from '../../../src-main/sandbox/platform/judge.ts';
import { show } from '../../../src-main/sync/answering.ts';
import { merge } from '../../../src-main/sync/receiving.ts';
import { documentWith, schemaFields } from '../../support/schema-fields.ts';
import { syncContext } from '../../support/sync-context.ts';

const sampleOf = ({ field }: FieldRule) => schemaFields.find((one) => one.field === field);
/** The pointer of the first entry of a list. */
const first = (field: string) => field.replaceAll('*', '0');
const section = { outTask: '§7', inTask: '§8' } as const;

test('the table of fields and the schema of the document have the same fields', () => {
  expect(fieldTable.map(({ field }) => field).sort()).toEqual(schemaFields.map(({ field }) => field).sort());
});

/** What of a list is compared as a whole is known by this. */
const isKey = (field: string) => /\*\/(id|taskId)$/.test(field) || field === '/id';

describe.each(Api.options)('in an %s document', (api) => {
  const fields = fieldTable
    .filter((rule) => (rule.only ?? api) === api)
    .map((rule) => ({ rule, field: rule.field, tag: `[${section[api]} ${rule.field}]` }));

  test.each(fields)(
    '$field is read, kept, shown and sent back; a wrong value is refused by name $tag',
    ({ rule }) => {
      const { sample, wrong } = sampleOf(rule) ?? {};
      expect(sample).toBeDefined();
      const context = syncContext();
      const document = documentWith(rule.field, sample);
      merge(context, api, TaskDocument.parse(document));
      deepStrictEqual(context.store.tasks.get(document.id)?.local, document);
      const served = show(context, api, document.id);
      const unknownLink = rule.field === '/linkedTasks/*/taskType'; // 'text' is no task type: see the rule on its own
      if (!unknownLink) deepStrictEqual(served, document);
      if (wrong === undefined) return; // a list of anything
      const named = TaskDocument.safeParse(documentWith(rule.field, wrong)).error?.issues.map(
        ({ path }) => path,
      );
      expect(named?.[0]?.map(String).join('/')).toBe(first(rule.field).slice(1));
    },
  );

  for (const { rule, field, tag } of fields)
    test(`${field} is written by exactly the parties of the contract ${tag}`, () => {
      // Entries of lists are compared as a whole.
      const before = documentWith(field.includes('*') ? '/cluster' : field, null);
      const after = documentWith(field, sampleOf(rule)?.sample);
      for (const party of Party.options) {
        const may = rule[api]?.includes(party) ?? false;
        expect(mayWrite(api, party, first(field)), party).toBe(may);
        if (
          isKey(field) ||
          ['/version', '/updatedAt', '/closedAt', '/mainStatus', '/taskType'].includes(field)
        )
          continue;
        const judgement = judge(defaultRules(party), api, before, { ...before, ...after }, false);
        const codes = judgement.kind === 'refused' ? judgement.errors.map(({ code }) => code) : [];
        expect(codes.includes('FIELD_NOT_UPDATABLE'), `${party}: ${codes.join()}`).toBe(!may);
      }
    });

  const later = fields.filter(({ rule }) => rule.since?.[api]);
  test.each(later)(
    '$field is not there before its version, and its absence is fine $tag',
    ({ rule, field }) => {
      const version = rule.since?.[api] ?? '';
      const document = documentWith(field, sampleOf(rule)?.sample);
      deepStrictEqual(asOfVersion(api, version, document), document);
      const [major, minor, patch] = version.split('.').map(Number);
      const older = patch ? `${major}.${minor}.${patch - 1}` : `${major}.${(minor ?? 0) - 1}.9`;
      const before = asOfVersion(api, older, document);
      expect(read(before, first(field))).toBeUndefined();
      const context = syncContext();
      merge(context, api, TaskDocument.parse(before));
      deepStrictEqual(context.store.tasks.get('T-1')?.local, before);
    },
  );
});
