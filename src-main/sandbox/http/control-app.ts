/**
 * The control route: what in real life is the Admin Portal, and what no real platform lets anybody do.
 *
 * It has a port of its own, so that it answers whatever the platform's port is told to suffer.
 */
import { Hono, type Context } from 'hono';
import { Api } from '../../contract/document/values.ts';
import { PatchdeskError, toFailure } from '../../contract/errors.ts';
import { RuleKind } from '../../contract/rules/rulebook.ts';
import { SystemRegistration } from '../../contract/sandbox.ts';
import { syncCodes } from '../../equitri/messages.ts';
import { problem } from '../../equitri/problem.ts';
import type { Log } from '../../runtime/log.ts';
import {
  ConditionsChange,
  controlPaths,
  NewTask,
  RuleEntries,
  TaskFields,
  type SandboxSummary,
} from '../control-messages.ts';
import type { Platform } from '../platform/platform.ts';
import type { SeededNetwork } from '../seed/network.ts';
import { bodyOf, unprocessable } from '../../equitri/request-body.ts';
import { bearerOf, sameSecret } from '../../equitri/bearer.ts';

export interface ControlAppOptions {
  platform: Platform;
  seeded: SeededNetwork;
  controlToken: string;
  log: Log;
}

/** A System can only be registered for the organization of this network; it may have one in any cluster. */
function registrationIssues(system: SystemRegistration, wanted: string, { identity }: SeededNetwork) {
  const pairs = [
    ['/systemId', system.systemId, wanted],
    ['/orgId', system.orgId, identity.orgId],
  ] as const;
  return pairs
    .filter(([, said, expected]) => said !== expected)
    .map(([field, , expected]) => ({
      code: syncCodes.validationFailed,
      field,
      message: `is not ${expected}`,
    }));
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

function summary(platform: Platform, { seed, startDay }: SeededNetwork): SandboxSummary {
  const documents = platform.documents();
  const receipts = countBy(platform.receipts(), (receipt) => receipt.result);
  return {
    seed,
    startDay,
    tasks: documents.length,
    inTasks: platform.documents('inTask').length,
    byStatus: countBy(documents, (document) => document.mainStatus),
    byType: countBy(documents, (document) => document.taskType),
    systems: platform.systems(),
    receipts: { accepted: receipts['OK'] ?? 0, refused: receipts['ERROR'] ?? 0 },
    conditions: platform.conditions(),
  };
}

function conditionRoutes(app: Hono, platform: Platform): void {
  app.get(controlPaths.conditions, (context) => context.json(platform.conditions()));
  app.put(controlPaths.conditions, async (context) => {
    const read = await bodyOf(context, ConditionsChange);
    if ('refusal' in read) return read.refusal;
    const conditions = platform.setConditions(read.body);
    await platform.settled();
    return context.json(conditions);
  });
}

function systemRoutes(app: Hono, platform: Platform, seeded: SeededNetwork): void {
  app.put('/control/systems/:systemId', async (context) => {
    const read = await bodyOf(context, SystemRegistration);
    if ('refusal' in read) return read.refusal;
    const errors = registrationIssues(read.body, context.req.param('systemId'), seeded);
    if (errors.length > 0) return unprocessable(context, 'The System does not belong here', errors);
    platform.register(read.body);
    await platform.settled();
    return context.body(null, 204);
  });
}

function taskRoutes(app: Hono, platform: Platform): void {
  app.get('/control/tasks/:taskId', (context) => {
    const taskId = context.req.param('taskId');
    const document = platform.document(taskId);
    if (!document) throw new PatchdeskError('TASK_UNKNOWN', { taskId });
    return context.json(document);
  });
  app.post('/control/tasks/:taskId', async (context) => {
    const read = await bodyOf(context, TaskFields);
    if ('refusal' in read) return read.refusal;
    const document = platform.change(context.req.param('taskId'), read.body);
    await platform.settled();
    return context.json(document);
  });
}

function newTaskRoutes(app: Hono, platform: Platform): void {
  for (const api of Api.options) {
    app.post(controlPaths.newTask(api), async (context) => {
      const read = await bodyOf(context, NewTask);
      if ('refusal' in read) return read.refusal;
      const document = platform.create(api, read.body);
      await platform.settled();
      return context.json(document);
    });
  }
}

function ruleRoutes(app: Hono, platform: Platform): void {
  for (const kind of RuleKind.options) {
    app.put(controlPaths.rules(kind), async (context) => {
      const read = await bodyOf(context, RuleEntries);
      if ('refusal' in read) return read.refusal;
      platform.setRules(kind, read.body);
      await platform.settled();
      return context.body(null, 204);
    });
  }
}

/** Failures of the closed set are the caller's; anything else is a fault of ours. */
function failed(thrown: unknown, context: Context, log: Log): Response {
  const failure = toFailure(thrown);
  if (failure?.code === 'TASK_UNKNOWN') return problem(context, 404, { title: 'There is no such task' });
  if (failure?.code === 'TASK_ENDED') return problem(context, 409, { title: 'The task has ended' });
  if (failure?.code === 'INPUT_INVALID') {
    const errors = failure.detail.issues.map(({ path, message }) => ({
      code: syncCodes.validationFailed,
      field: path,
      message,
    }));
    return unprocessable(context, 'The change does not fit the schema', errors);
  }
  log.error({ err: thrown, path: context.req.path }, 'the control route could not answer');
  return problem(context, 503, { title: 'Not available just now' });
}

/** The control routes; every one wants the control token. */
export function controlApp({ platform, seeded, controlToken, log }: ControlAppOptions): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    const token = bearerOf(context.req.header('authorization'));
    if (token !== null && sameSecret(token, controlToken)) return next();
    return problem(context, 401, { title: 'The control token is missing or wrong' });
  });
  conditionRoutes(app, platform);
  systemRoutes(app, platform, seeded);
  taskRoutes(app, platform);
  newTaskRoutes(app, platform);
  ruleRoutes(app, platform);
  app.get(controlPaths.receipts, (context) => context.json({ receipts: platform.receipts() }));
  app.get(controlPaths.summary, (context) => context.json(summary(platform, seeded)));
  app.notFound((context) => problem(context, 404, { title: 'There is no such route' }));
  app.onError((thrown, context) => failed(thrown, context, log));
  return app;
}
