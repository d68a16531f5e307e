import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import { localDocument, serve, type NumberedPatch } from '../../../src-main/domain/local-document.ts';
import { asBuilt, patchInstall } from '../../support/documents.ts';

const rules = defaultRules('contractor');

function numbered(...patches: NumberedPatch['patch'][]): NumberedPatch[] {
  return patches.map((patch, at) => ({ changeNumber: at + 1, patch }));
}

describe('what the platform is shown', () => {
  test('is everything when the status step is one the model has [§7 version]', () => {
    const changes = numbered({ mainStatus: 'IN_PROGRESS' }, asBuilt, { mainStatus: 'DELIVERED' });
    const served = serve(rules, 'outTask', patchInstall(), changes);
    expect(served.shownChange).toBe(3);
    expect(served.document).toMatchObject({ mainStatus: 'DELIVERED', version: 7, ...asBuilt });
  });

  test('stops before a second step that the platform would refuse as one jump', () => {
    const changes = numbered({ mainStatus: 'IN_PROGRESS' }, asBuilt, { mainStatus: 'DELIVERED' });
    const served = serve(rules, 'outTask', patchInstall({ mainStatus: 'RECEIVED' }), changes);
    expect(served.shownChange).toBe(2);
    expect(served.document).toMatchObject({ mainStatus: 'IN_PROGRESS', ...asBuilt });
  });

  test('is the base as it stands when nothing waits', () => {
    expect(serve(rules, 'outTask', patchInstall(), [])).toEqual({
      document: patchInstall(),
      shownChange: null,
    });
  });

  test('is everything when no prefix is allowed, so that the platform says why', () => {
    const served = serve(
      rules,
      'outTask',
      patchInstall({ mainStatus: 'ON_HOLD' }),
      numbered({ mainStatus: 'DELIVERED' }),
    );
    expect(served).toMatchObject({ shownChange: 1, document: { mainStatus: 'DELIVERED' } });
  });

  test('shows all changes sooner or later, in their order and each once, whatever the steps are', () => {
    const steps = fc.array(
      fc.constantFrom<NumberedPatch['patch']>(
        { mainStatus: 'PLANNED' },
        { mainStatus: 'IN_PROGRESS' },
        { mainStatus: 'ON_HOLD', reasons: [{ code: 'ACCESS' }] },
        { mainStatus: 'RECEIVED' },
        asBuilt,
        { work: { remarks: 'x' } },
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(steps, (patches) => {
        let waiting = numbered(...patches);
        let base = patchInstall({ mainStatus: 'RECEIVED' });
        const all = localDocument(rules, 'outTask', base, waiting);
        for (let rounds = 0; waiting.length > 0; rounds++) {
          expect(rounds).toBeLessThan(patches.length);
          const { document, shownChange } = serve(rules, 'outTask', base, waiting);
          base = document;
          waiting = waiting.filter((change) => change.changeNumber > (shownChange ?? -1));
        }
        expect(base).toEqual(all);
      }),
    );
  });
});

test('an ended task is shown as the platform has it, whatever is open', () => {
  const ended = patchInstall({ mainStatus: 'CANCELLED' });
  expect(localDocument(rules, 'outTask', ended, numbered(asBuilt))).toEqual(ended);
});
