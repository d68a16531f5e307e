/**
 * The client of the control route: for the shell, the headless engine and tests.
 *
 * Every call throws SANDBOX_UNREACHABLE when the sandbox gave no answer it can use, and INPUT_INVALID, with the
 * fields in question, when it refused what it was asked.
 */
import { z } from 'zod';
import { TaskDocument } from '../contract/document/task-document.ts';
import { PatchdeskError } from '../contract/errors.ts';
import type { Api } from '../contract/document/values.ts';
import type { SandboxAccess } from '../contract/processes.ts';
import type { RuleKind } from '../contract/rules/rulebook.ts';
import { SandboxConditions, type SystemRegistration } from '../contract/sandbox.ts';
import { Problem } from '../equitri/messages.ts';
import {
  controlPaths,
  OfferReceipts,
  SandboxSummary,
  type ConditionsChange,
  type OfferReceipt,
  type TaskFields,
} from './control-messages.ts';

export interface SandboxControl {
  conditions(): Promise<SandboxConditions>;
  /** Sets what is named and leaves the rest; answers all of them. */
  setConditions(change: ConditionsChange): Promise<SandboxConditions>;
  /** Registers our System, or replaces its registration: the Admin Portal of real life. */
  registerSystem(system: SystemRegistration): Promise<void>;
  /** The document as the platform holds it. */
  task(taskId: string): Promise<TaskDocument>;
  /** Changes fields at the platform's side, which raises the version and indicates it; `null` empties. */
  changeTask(taskId: string, fields: TaskFields): Promise<TaskDocument>;
  /** Makes a task at the platform, which indicates it to whoever may see it. */
  createTask(api: Api, document: TaskDocument): Promise<TaskDocument>;
  /** Replaces one kind of the platform's rule data. */
  setRules(kind: RuleKind, entries: unknown[] | Record<string, unknown>): Promise<void>;
  /** What became of every document offered, in order. */
  receipts(): Promise<OfferReceipt[]>;
  summary(): Promise<SandboxSummary>;
}

type Method = 'GET' | 'PUT' | 'POST';

/** Answers that mean: what was asked is wrong. Any other than 2xx means that the sandbox is not as it should be. */
const refusals = new Set([400, 404, 409, 413, 415, 422]);

function unreachable(reason: string): PatchdeskError {
  return new PatchdeskError('SANDBOX_UNREACHABLE', { reason });
}

function refusalOf(json: unknown, where: string, status: number): PatchdeskError {
  const problem = Problem.safeParse(json).data;
  const named = (problem?.errors ?? []).map(({ field, message, code }) => ({
    path: field ?? '',
    message: message ?? code,
  }));
  const issues = named.length > 0 ? named : [{ path: '', message: problem?.title ?? `HTTP ${status}` }];
  return new PatchdeskError('INPUT_INVALID', { where, issues });
}

/** The word by which the cause of an unanswered call is known. `fetch` hides it one level down. */
function causeOf(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  if (!(cause instanceof Error)) return String(cause);
  return (cause as NodeJS.ErrnoException).code ?? cause.message;
}

async function answerOf(response: Response, where: string): Promise<unknown> {
  const text = await response.text();
  const json = text === '' ? null : (JSON.parse(text) as unknown);
  if (response.ok) return json;
  throw refusals.has(response.status)
    ? refusalOf(json, where, response.status)
    : unreachable(`HTTP ${response.status}`);
}

/** A client of the sandbox whose access was handed out at its start. */
export function sandboxControl({
  controlUrl,
  controlToken,
}: Pick<SandboxAccess, 'controlUrl' | 'controlToken'>): SandboxControl {
  async function ask(method: Method, path: string, body?: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      const response = await fetch(new URL(path, controlUrl), { method, headers, ...content });
      return await answerOf(response, `${method} ${path}`);
    } catch (thrown) {
      throw thrown instanceof PatchdeskError ? thrown : unreachable(causeOf(thrown));
    }
  }

  async function read<Schema extends z.ZodType>(
    schema: Schema,
    ...call: Parameters<typeof ask>
  ): Promise<z.output<Schema>> {
    const parsed = schema.safeParse(await ask(...call));
    if (parsed.success) return parsed.data;
    throw unreachable(`the answer does not fit: ${z.prettifyError(parsed.error)}`);
  }

  return {
    conditions: () => read(SandboxConditions, 'GET', controlPaths.conditions),
    setConditions: (change) => read(SandboxConditions, 'PUT', controlPaths.conditions, change),
    registerSystem: async (system) => void (await ask('PUT', controlPaths.system(system.systemId), system)),
    task: (taskId) => read(TaskDocument, 'GET', controlPaths.task(taskId)),
    changeTask: (taskId, fields) => read(TaskDocument, 'POST', controlPaths.task(taskId), fields),
    createTask: (api, document) => read(TaskDocument, 'POST', controlPaths.newTask(api), document),
    setRules: async (kind, entries) => void (await ask('PUT', controlPaths.rules(kind), entries)),
    receipts: async () => (await read(OfferReceipts, 'GET', controlPaths.receipts)).receipts,
    summary: () => read(SandboxSummary, 'GET', controlPaths.summary),
  };
}
