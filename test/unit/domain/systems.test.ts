import { describe, expect, test } from 'vitest';
import { OwnSystems } from '../../../src-main/contract/processes.ts';
import { systemFor } from '../../../src-main/domain/systems.ts';
import { ownSystem } from '../../support/sync-context.ts';

const south = { ...ownSystem, systemId: 'CONTR-ZH-02', cluster: 'ZH-ZUID', isDefaultEndpoint: false };

describe('the System of a cluster', () => {
  test('is its own where it has one', () => {
    expect(systemFor([ownSystem, south], 'ZH-ZUID')).toBe(south);
  });

  test('is that of the default endpoint where it has none [A-41]', () => {
    expect(systemFor([south, ownSystem], 'UTRECHT')).toBe(ownSystem);
    expect(systemFor([south, ownSystem], null)).toBe(ownSystem);
  });

  test('is the first where no System is the default endpoint', () => {
    expect(systemFor([south, { ...ownSystem, isDefaultEndpoint: false }], 'UTRECHT')).toBe(south);
  });

  test('is not to be had without any', () => {
    expect(() => systemFor([], 'UTRECHT')).toThrow(RangeError);
  });
});

describe('our Systems of an environment', () => {
  const messages = (systems: unknown[]) =>
    OwnSystems.safeParse(systems).error?.issues.map(({ path, message }) => `${path.join('/')} ${message}`);

  test('are one a cluster, each with an id of its own, and one default endpoint at most', () => {
    expect(messages([ownSystem, south])).toBeUndefined();
    expect(messages([ownSystem, { ...ownSystem, systemId: 'OTHER' }])).toEqual([
      '1/cluster has a System already',
      '1/isDefaultEndpoint is another System already',
    ]);
    expect(messages([ownSystem, { ...south, systemId: ownSystem.systemId }])).toEqual([
      '1/systemId is there twice',
    ]);
    expect(messages([])).toHaveLength(1);
  });
});
