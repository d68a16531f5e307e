/** One seeded run: a contractor works, the platform changes things, the network misbehaves, the engine dies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeView } from '../../src-main/contract/change.ts';
import type { EditPatch } from '../../src-main/contract/document/patch.ts';
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';
import { PatchdeskError } from '../../src-main/contract/errors.ts';
import { silentLog } from '../../src-main/runtime/log.ts';
import { accessTokens } from '../../src-main/sandbox/http/access-tokens.ts';
import { platformApp } from '../../src-main/sandbox/http/platform-app.ts';
import { memoryJournal } from '../../src-main/sandbox/platform/journal.ts';
import { openPlatform, type Platform } from '../../src-main/sandbox/platform/platform.ts';
import { defaultRulebook } from '../../src-main/domain/rules/default-rules.ts';
import { systemCalls } from '../../src-main/sandbox/platform/system-client.ts';
import type { PlatformTask } from '../../src-main/sandbox/platform/entries.ts';
import { summaryOf } from '../../src-main/sandbox/platform/following.ts';
import { patchInstall } from '../support/documents.ts';
import { safeLmra } from '../support/record-actions.ts';
import { virtualSurroundings, type VirtualSurroundings } from '../support/surroundings.ts';
import { credentials, environment } from '../support/sync-context.ts';
import { MortalEngine, noFaults, overTheWire, type Faults, type Wire } from './network.ts';

const steps = 60;
const tasks = 6;
const hourMs = 3_600_000;
const rough: Faults = { dropRequest: 0.15, dropAnswer: 0.15, double: 0.1, gateway: 0.1, delayMs: 4_000 };

/** An edit that the engine acknowledged: each carries a note that no other has. */
export interface Acknowledged {
  changeId: string;
  taskId: string;
  mark: string;
}

export interface World {
  surroundings: VirtualSurroundings;
  platform: Platform;
  engine: MortalEngine;
  wire: Wire;
  documents: TaskDocument[];
  acknowledged: Acknowledged[];
}

function pick<Item>(world: Pick<World, 'surroundings'>, items: readonly Item[]): Item {
  const item = items[Math.floor(world.surroundings.random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function openWorld(seed: number, file: string): World {
  const surroundings = virtualSurroundings(seed);
  const wire: Wire = { faults: noFaults, trace: [], surroundings };
  const documents = Array.from({ length: tasks }, (_, at) =>
    patchInstall({
      id: `OT-${at}`,
      version: 1,
      // Two and two are of one order, so that what happens to one follows from the other.
      inTaskId: `IT-${Math.floor(at / 2)}`,
      mainStatus: ['RECEIVED', 'PLANNED', 'IN_PROGRESS'][at % 3] ?? 'PLANNED',
    }),
  );
  const log = silentLog;
  const platform = openPlatform({
    tasks: [...inTasksOf(documents), ...documents.map((document) => ({ api: 'outTask' as const, document }))],
    journal: memoryJournal().journal,
    entries: [],
    book: defaultRulebook(),
    calls: systemCalls(
      overTheWire(wire, 'platform', () => engine.endpoint),
      'platform',
    ),
    surroundings,
    log,
  });
  const { clientId, clientSecret } = credentials;
  const app = platformApp({
    platform,
    client: { clientId, clientSecret },
    tokens: accessTokens(600, surroundings),
    callsPerSecond: 200,
    surroundings,
    log,
  });
  const address = { ...environment, apiBaseUrl: 'http://platform.test' };
  address.credentials = {
    ...environment.credentials,
    tokenUrl: 'http://platform.test/connector/api/v1/authorization/connect/token',
  };
  const engine = new MortalEngine(
    file,
    address,
    surroundings,
    overTheWire(wire, 'engine', () => app),
  );
  for (const system of environment.systems) platform.register({ ...system, endpoint: 'http://engine.test' });
  engine.start();
  return { surroundings, platform, engine, wire, documents, acknowledged: [] };
}

/** The inTasks of these outTasks. */
function inTasksOf(documents: readonly TaskDocument[]): PlatformTask[] {
  return [...new Set(documents.map(({ inTaskId }) => inTaskId ?? ''))].map((id) => ({
    api: 'inTask',
    document: patchInstall({
      id,
      inTaskId: null,
      version: 1,
      taskType: 'INSTALL',
      mainStatus: 'CONFIRMED',
      outTasks: documents.filter((document) => document.inTaskId === id).map(summaryOf),
    }),
  }));
}

/** What is typed; most of it is allowed, some is refused by the rules here or there. */
function typed(world: World): EditPatch {
  const power = pick(world, [-18.4, -20, -22.5, 99, null]);
  return pick<EditPatch>(world, [
    { mainStatus: 'PLANNED' },
    { mainStatus: 'IN_PROGRESS' },
    { mainStatus: 'ON_HOLD', reasons: [{ code: 'WAITING_FOR_ACCESS', text: null }] },
    { mainStatus: 'DELIVERED' },
    { planned: '2026-11-30T09:00:00Z' },
    { work: { patch: { odfPosition: 'A-1', operatorPort: '7', patchCordLabel: 'PC', powerDbm: power } } },
    {
      labels: pick(world, [
        { add: [{ name: 'VVE' }], remove: [] },
        { add: [], remove: ['VVE'] },
      ]),
    },
    { work: { remarks: `at ${world.surroundings.now()}` } },
    {},
  ]);
}

function edit(world: World): void {
  const taskId = pick(world, world.documents).id;
  const changeId = world.surroundings.newId();
  const mark = `note ${changeId}`;
  try {
    world.engine.call('task.edit', { changeId, taskId, patch: { ...typed(world), notes: [{ text: mark }] } });
    world.acknowledged.push({ changeId, taskId, mark });
  } catch (thrown) {
    // Not acknowledged: refused by a rule, or not fetched yet.
    if (!(thrown instanceof PatchdeskError)) throw thrown;
  }
}

/** Answers the risk assessment, so that work may start. */
function answerLmra(world: World): void {
  const taskId = pick(world, world.documents).id;
  try {
    for (const action of safeLmra) {
      world.engine.call('record.change', { entryId: world.surroundings.newId(), taskId, action });
    }
  } catch (thrown) {
    if (!(thrown instanceof PatchdeskError)) throw thrown; // ended, or not fetched yet
  }
}

/** Settles every conflict of a change, for whichever side. */
function settleConflicts(world: World, { changeId, refusal }: ChangeView): void {
  const fields = (refusal?.reasons ?? []).flatMap(({ conflict }) => (conflict ? [conflict.field] : []));
  const sides = ['ours', 'theirs'] as const;
  const take = Object.fromEntries(fields.map((field) => [field, pick(world, sides)]));
  if (fields.length > 0) world.engine.call('outbox.settle', { changeId, take });
}

/** Takes back, corrects, settles or sends again some change, whatever it is going through just now. */
function changeOfMind(world: World): void {
  const { engine } = world;
  const { open } = engine.call('outbox.list', { ended: 0 });
  if (open.length === 0) return;
  const change = pick(world, open);
  const { changeId, taskId } = change;
  try {
    const how = pick(world, ['withdraw', 'correct', 'resend', 'settle']);
    if (how === 'settle') settleConflicts(world, change);
    else if (how === 'withdraw') engine.call('outbox.withdraw', { changeId });
    else if (how === 'resend') engine.call('outbox.resend', { taskId });
    else engine.call('outbox.correct', { changeId, patch: { work: { remarks: `corrected ${changeId}` } } });
  } catch (thrown) {
    if (!(thrown instanceof PatchdeskError)) throw thrown; // not in this state
  }
}

function changeAtPlatform(world: World): void {
  const fields = pick<Record<string, unknown>>(world, [
    { priority: pick(world, ['LOW', 'NORMAL', 'HIGH']) },
    { planned: pick(world, ['2026-12-01T08:00:00Z', '2026-12-02T08:00:00Z']) },
    { subStatus: pick(world, ['waiting', null]) },
    { work: { remarks: `platform at ${world.surroundings.now()}` } },
    { labels: pick(world, [[{ name: 'Spoed' }], []]) },
  ]);
  try {
    world.platform.change(pick(world, world.documents).id, fields);
  } catch (thrown) {
    if (!(thrown instanceof PatchdeskError)) throw thrown; // ended meanwhile
  }
}

async function step(world: World): Promise<void> {
  const { surroundings, engine, wire, platform } = world;
  const happens = surroundings.random();
  if (happens < 0.4) edit(world);
  else if (happens < 0.5) answerLmra(world);
  else if (happens < 0.55) changeOfMind(world);
  else if (happens < 0.7) changeAtPlatform(world);
  else if (happens < 0.8) wire.faults = pick(world, [noFaults, rough, { ...noFaults, dropRequest: 1 }]);
  else if (happens < 0.85) platform.setConditions({ refuseNextSync: true });
  else if (happens < 0.95) {
    engine.die();
    await surroundings.pass(surroundings.random() * 5_000);
    engine.start();
  } else engine.call('sync.tryNow', {});
  await surroundings.pass(surroundings.random() * (surroundings.random() < 0.1 ? 200_000 : 8_000));
}

/** The user deals with every refused change: sends it again or, where that can't be, takes it back. */
function settleRefused(world: World): void {
  const { engine } = world;
  const refused = engine
    .call('outbox.list', { ended: 0 })
    .open.filter((change) => change.state === 'refused');
  for (const { changeId, taskId } of refused.reverse()) {
    try {
      if (world.surroundings.random() < 0.5) engine.call('outbox.resend', { taskId });
      else engine.call('outbox.withdraw', { changeId });
    } catch (thrown) {
      if (!(thrown instanceof PatchdeskError)) throw thrown;
    }
  }
}

/** Runs a seed and hands the quiet world to `check`; the trace tells what went over the wire. */
export async function simulate(seed: number, check: (world: World) => void): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'patchdesk-simulation-'));
  const world = openWorld(seed, join(folder, 'patchdesk.sqlite'));
  const { surroundings, engine, wire, platform } = world;
  try {
    await surroundings.pass(10_000);
    for (let at = 0; at < steps; at++) await step(world);
    // The last fault is over. From here on everything settles within what back-off and time limits allow.
    wire.faults = noFaults;
    platform.setConditions({ network: 'normal', refuseNextSync: false });
    await surroundings.pass(hourMs);
    settleRefused(world);
    await surroundings.pass(hourMs);
    check(world);
    return wire.trace;
  } finally {
    engine.die();
    const closed = platform.close();
    await surroundings.pass(60_000); // calls under way come back in virtual time only
    await closed;
    rmSync(folder, { recursive: true, force: true });
  }
}
