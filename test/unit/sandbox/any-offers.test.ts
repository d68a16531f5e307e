import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patchInstall, taskId } from '../../support/documents.ts';
import { exchangeId, registration, rig, type Fault, type Rig } from './platform-rig.ts';

/** What can happen to a platform, its System and the network between them. */
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('indicate' as const), exchange: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 8_000 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      step: fc.constantFrom('indicate' as const, 'fetch' as const, 'sync' as const),
      fault: fc.constantFrom<Fault>('lost', 'answerLost', 401),
    }),
  },
  {
    weight: 1,
    // As a gateway says it, or a System that is not itself yet.
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      step: fc.constant('sync' as const),
      fault: fc.constant<Fault>(404),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('register' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('acknowledge' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('change' as const) }) },
);

type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

/** A System that offers one note an exchange, on the version it was last told or acknowledged. */
function noteTaker(it: Rig): void {
  it.system.serve = (_task, indicationId) => {
    const known = it.system.syncs.findLast(({ result }) => result === 'OK')?.taskVersion ?? 0;
    const own = it.platform.document(taskId) ?? patchInstall();
    const version = Math.max(known, own.version - 1, 7);
    const note = { id: indicationId, text: `note of ${indicationId}` };
    return { ...own, version, notes: [...(own.notes ?? []).filter(({ id }) => id !== note.id), note] };
  };
}

async function happen(it: Rig, one: Happening): Promise<void> {
  switch (one.do) {
    case 'indicate':
      it.indicate(taskId, exchangeId(one.exchange));
      return;
    case 'pass':
      return it.pass(one.ms);
    case 'fault':
      it.system.faults.push(one);
      return;
    case 'kill':
      await it.restart();
      return;
    case 'register':
      it.platform.register(registration);
      return;
    case 'acknowledge':
      return it.acknowledgeAll();
    case 'change':
      it.platform.change(taskId, { searchCode: `SC-${it.entries.length}` });
  }
}

describe('whatever is repeated, reordered, lost or killed', () => {
  it('each exchange has exactly one judgement and at most one effect', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
        const it = rig([patchInstall()]);
        noteTaker(it);
        it.platform.register(registration);
        const indicated = new Set<string>();
        let changes = 0;
        for (const one of happenings) {
          if (one.do === 'indicate') indicated.add(exchangeId(one.exchange));
          if (one.do === 'change') changes++;
          await happen(it, one);
        }
        it.system.faults = [];
        it.platform.register(registration);
        // As a System does: it repeats what it has no Sync of, and a repeat may cross what was under way.
        for (let round = 0; round < 2; round++) {
          for (const id of indicated) it.indicate(taskId, id);
          await it.pass(600_000);
          it.acknowledgeAll();
        }
        await it.pass(600_000);
        it.acknowledgeAll();

        const receipts = it.platform.receipts();
        expect(receipts.map(({ indicationId }) => indicationId).sort()).toEqual([...indicated].sort());
        for (const id of indicated) {
          // However often it was delivered, it was one and the same Sync.
          const syncs = it.system.syncs.filter(({ indicationId }) => indicationId === id);
          expect(new Set(syncs.map((sync) => JSON.stringify(sync))).size).toBe(1);
        }
        const document = it.platform.document(taskId);
        const accepted = receipts.filter(({ result }) => result === 'OK');
        expect(document?.notes?.map(({ id }) => id).sort()).toEqual(
          accepted.map(({ indicationId }) => indicationId).sort(),
        );
        expect(document?.version).toBe(7 + changes + accepted.length);
        expect(it.platform.systems()).toMatchObject([{ toTell: 0, openOffers: 0 }]);

        const reopened = rig([patchInstall()], structuredClone(it.entries)).platform;
        expect(reopened.document(taskId)).toEqual(document);
        expect(reopened.receipts()).toEqual(receipts);
        expect(reopened.systems()).toEqual(it.platform.systems());
      }),
      { numRuns: 300 },
    );
  });
});
