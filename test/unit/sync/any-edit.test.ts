import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EditPatch } from '../../../src-main/contract/document/patch.ts';
import { Api } from '../../../src-main/contract/document/values.ts';
import { PatchdeskError } from '../../../src-main/contract/errors.ts';
import { Party } from '../../../src-main/contract/rules/party.ts';
import { mayWrite } from '../../../src-main/domain/document/writable.ts';
import { differences } from '../../../src-main/domain/merge/differences.ts';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import { judge } from '../../../src-main/sandbox/platform/judge.ts';
import { edit } from '../../../src-main/sync/outbox.ts';
import { show } from '../../../src-main/sync/answering.ts';
import { openExchanges } from '../../../src-main/sync/sending.ts';
import { merge } from '../../../src-main/sync/receiving.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { syncContext } from '../../support/sync-context.ts';

const book = defaultRules('contractor').book;
const statuses = [...book.statusModels.statuses.map(({ name }) => name), 'UNHEARD_OF'];
const live = ['RECEIVED', 'PLANNED', 'IN_PROGRESS', 'ON_HOLD'];
const types = [...book.taskTypes.map(({ name }) => name), 'NEW_TYPE'];
const codes = [...book.reasonCodes.map(({ code }) => code), 'UNHEARD_OF'];

/** Whatever a person could send, sensible or not. */
const wildPatch: fc.Arbitrary<EditPatch> = fc.record(
  {
    mainStatus: fc.constantFrom(...statuses),
    reasons: fc.array(fc.record({ code: fc.constantFrom(...codes) }), { maxLength: 2 }),
    planned: fc.constantFrom(null, '2026-12-01T09:00:00Z'),
    priority: fc.constantFrom('HIGH', 'UNHEARD_OF'),
    subStatus: fc.constantFrom(null, 'WAITING'),
    assignee: fc.constantFrom(
      null,
      { orgId: 'CONTR-ZH', userName: 'Daan' },
      { orgId: 'OTHER', userName: 'Eva' },
    ),
    labels: fc.constantFrom({ add: [{ name: 'VVE' }], remove: [] }, { add: [], remove: ['VVE'] }),
    incidentInfo: fc.constantFrom({ cause: 'graafschade' }, { sendImpactNotification: false }),
    work: fc.constantFrom(
      { cause: 'x', repair: 'y' },
      {
        patch: {
          odfPosition: 'A-1',
          operatorPort: '1',
          patchCordLabel: 'L',
          powerDbm: -18,
          removedAt: '2026-12-01T09:00:00Z',
        },
      },
    ),
    notes: fc.constantFrom([{ text: 'hallo' }]),
  },
  { requiredKeys: [] },
);

/** What a form sends: a step with what it may need. */
const stepPatch: fc.Arbitrary<EditPatch> = fc.record({
  mainStatus: fc.constantFrom(...live, ...statuses),
  reasons: fc.constantFrom([{ code: 'NO_LIGHT' }], [{ code: 'REPAIRED' }], [{ code: 'DUPLICATE' }]),
  planned: fc.constant('2026-12-01T09:00:00Z'),
});
/** One field alone. */
const fieldPatch = fc.tuple(wildPatch, fc.nat()).map(([patch, nth]): EditPatch => {
  const entries = Object.entries(patch);
  return Object.fromEntries(entries.slice(nth % (entries.length || 1)).slice(0, 1));
});
const anyPatch = fc.oneof(stepPatch, fieldPatch, wildPatch);

describe('whatever anybody edits, in any task, as any party', () => {
  test('no edit takes a step the model forbids, writes what the party may not, or changes externalCorrelationId [§7 mainStatus] [§8 writable] [§7 externalCorrelationId]', () => {
    const outcomes = { saved: 0, stepped: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.constantFrom(...Api.options),
        fc.constantFrom<Party[]>('contractor', 'contractor', 'noc', 'noc', ...Party.options),
        fc.constantFrom(...types),
        fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...live) }, fc.constantFrom(...statuses)),
        fc.array(anyPatch, { minLength: 1, maxLength: 8 }),
        (api, party, taskType, mainStatus, patches) => {
          const context = { ...syncContext(), rules: defaultRules(party) };
          const first = patchInstall({ taskType, mainStatus, externalCorrelationId: 'AO-42' });
          merge(context, api, first);
          for (const patch of patches) {
            const before = context.store.tasks.get(taskId)?.local ?? first;
            try {
              edit(context, context.surroundings.newId(), taskId, patch);
              outcomes.saved++;
            } catch (thrown) {
              expect(thrown).toBeInstanceOf(PatchdeskError); // refused with a reason, never broken
              expect(context.store.tasks.get(taskId)?.local).toEqual(before);
              outcomes.refused++;
            }
            const after = context.store.tasks.get(taskId)?.local ?? first;
            expect(after.externalCorrelationId).toBe('AO-42');
            for (const field of differences(before, after))
              expect(mayWrite(api, party, field), field).toBe(true);
            if (after.mainStatus !== before.mainStatus) {
              outcomes.stepped++;
              const model = context.rules.modelOf(api, first);
              const steps = model?.transitions.filter(
                (step) =>
                  step.from.includes(before.mainStatus) &&
                  step.to === after.mainStatus &&
                  step.by.includes(party),
              );
              expect(model === null || steps?.length !== 0).toBe(true);
            }
          }
          const servedBefore = context.store.tasks.get(taskId)?.base ?? first;
          openExchanges(context);
          const served = show(context, api, taskId);
          // The platform's own judge, with the same engine, finds no step and no field to refuse.
          const judgement = judge(context.rules, api, servedBefore, served, false);
          expect(judgement.kind === 'refused' ? judgement.errors : []).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
    // The property says something only when all of these happen.
    expect(
      Object.values(outcomes).every((count) => count > 10),
      JSON.stringify(outcomes),
    ).toBe(true);
  });
});

describe('the incident of a task [§7 incidentInfo]', () => {
  const cause = { incidentInfo: { cause: 'graafschade' } };

  test('is written by a NOC, and read-only for a contractor', () => {
    const incident = patchInstall({
      taskType: 'POP_INCIDENT',
      incidentInfo: { subType: 'POP', telco: true },
    });
    const asNoc = { ...syncContext([incident]), rules: defaultRules('noc') };
    edit(asNoc, asNoc.surroundings.newId(), taskId, cause);
    expect(asNoc.store.tasks.get(taskId)?.local.incidentInfo).toEqual({
      subType: 'POP',
      telco: true,
      cause: 'graafschade',
    });
    const asContractor = syncContext([incident]);
    expect(() => edit(asContractor, asContractor.surroundings.newId(), taskId, cause)).toThrow(
      /FIELD_NOT_WRITABLE.*incidentInfo\/cause/,
    );
  });
});
