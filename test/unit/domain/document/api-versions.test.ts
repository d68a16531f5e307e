import { describe, expect, test } from 'vitest';
import { fieldTable } from '../../../../src-main/contract/document/field-table.ts';
import type { TaskDocument } from '../../../../src-main/contract/document/task-document.ts';
import { Api } from '../../../../src-main/contract/document/values.ts';
import {
  asOfVersion,
  compareVersions,
  releases,
  sinceOf,
} from '../../../../src-main/domain/document/api-versions.ts';
import { patchInstall } from '../../../support/documents.ts';

/** The groups and fields that came with a version, as the release notes name them. */
function broughtBy(api: Api, version: string): string[] {
  const fields = fieldTable.filter(({ since }) => since?.[api] === version).map(({ field }) => field);
  return [
    ...new Set(
      fields.map((field) =>
        field.replace(/^(\/\w+MultiInfo|\/contactDetails|\/assignedSolutionParty)\/.*$/, '$1'),
      ),
    ),
  ];
}

const multi = ['/PoPMultiInfo', '/HASMultiInfo', '/ConnectionMultiInfo'];
const link = (...names: string[]) => names.map((name) => `/linkedTasks/*/${name}`);

describe('a release brings exactly the fields of its notes', () => {
  const notes: [Api, string, string, string[]][] = [
    ['inTask', '1.30.0', '[inTask 1.30.0 #1]', ['/contactDetails']],
    ['inTask', '1.29.0', '[inTask 1.29.0 #1]', ['/assignedSolutionParty']],
    ['inTask', '1.27.4', '[inTask 1.27.4 #1]', ['/incidentInfo/sendImpactNotification']],
    ['inTask', '1.27.3', '[inTask 1.27.3 #1]', link('subStatus', 'addressCode', 'reasons')],
    ['inTask', '1.27.1', '[inTask 1.27.1 #2]', link('mainStatus', 'planned', 'orgId')],
    ['inTask', '1.27.0', '[inTask 1.27.0 #1]', multi],
    ['inTask', '1.26.9', '[inTask 1.26.9 #1]', ['/externalCorrelationId']],
    ['outTask', '1.25.3', '[outTask 1.25.3 #1]', link('subStatus', 'addressCode', 'reasons')],
    ['outTask', '1.25.2', '[outTask 1.25.2 #1]', ['/externalCorrelationId']],
    ['outTask', '1.25.1', '[outTask 1.25.1 #2]', link('mainStatus', 'planned', 'orgId')],
    ['outTask', '1.25.0', '[outTask 1.25.0 #1]', ['/labels/*/isPrivate']],
    ['outTask', '1.24.0', '[outTask 1.24.0 #1]', multi],
  ];
  for (const [api, version, tag, fields] of notes) {
    test(`${api} ${version} ${tag}`, () => {
      expect(broughtBy(api, version).sort()).toEqual([...fields].sort());
      for (const { field } of fieldTable.filter(({ since }) => since?.[api] === version)) {
        expect(sinceOf(api, field)).toBe(version);
      }
    });
  }
});

test('a document of an older platform lacks what came later, and keeps everything else', () => {
  const document: TaskDocument = {
    ...patchInstall(),
    externalCorrelationId: 'AO-42',
    labels: [{ name: 'VVE', isPrivate: true, future: 1 }],
    linkedTasks: [
      { taskId: 'A', taskType: 'INSTALL', mainStatus: 'NEW', subStatus: null, reasons: [], addressCode: 'x' },
    ],
    PoPMultiInfo: [{ popName: 'A' }, { popName: 'B' }],
    HASMultiInfo: null,
  };
  const { externalCorrelationId, PoPMultiInfo, HASMultiInfo, ...rest } = document;
  expect([externalCorrelationId, PoPMultiInfo, HASMultiInfo]).not.toContain(undefined);
  expect(asOfVersion('outTask', '1.25.3', document)).toEqual(document);
  expect(asOfVersion('outTask', '1.25.2', document).linkedTasks).toEqual([
    { taskId: 'A', taskType: 'INSTALL', mainStatus: 'NEW' },
  ]);
  expect(asOfVersion('outTask', '1.23.0', document)).toEqual({
    ...rest,
    labels: [{ name: 'VVE', future: 1 }],
    linkedTasks: [{ taskId: 'A', taskType: 'INSTALL' }],
  });
});

test('both histories are in order, and know every version that a field came with', () => {
  for (const api of Api.options) {
    const own = releases.filter((release) => release.api === api);
    const versions = own.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort(compareVersions).reverse());
    expect(own.map(({ date }) => date)).toEqual(
      own
        .map(({ date }) => date)
        .sort()
        .reverse(),
    );
    const used = new Set(fieldTable.flatMap(({ since }) => since?.[api] ?? []));
    expect(versions).toEqual(expect.arrayContaining([...used]));
  }
});

test('versions are compared by their numbers', () => {
  const versions = ['1.30.0', '1.9.0', '1.27.10', '1.27.4', '2.0.0', '1.27.0'];
  expect([...versions].sort(compareVersions)).toEqual([
    '1.9.0',
    '1.27.0',
    '1.27.4',
    '1.27.10',
    '1.30.0',
    '2.0.0',
  ]);
});
