/** The route table of both sides (contract section 3; paths and verbs are A-25). */
import type { Api } from '../contract/document/values.ts';

const apiPath: Record<Api, string> = { outTask: 'outTask/v1', inTask: 'inTask/v1' };

/** Paths below a base address, the same at the platform and at a System. */
export const routes = {
  indication: (api: Api) => `/${apiPath[api]}/taskIndication`,
  fetch: (api: Api, taskId: string) => `/${apiPath[api]}/taskFetch/${encodeURIComponent(taskId)}`,
  sync: (api: Api) => `/${apiPath[api]}/taskSync`,
  attachment: (api: Api, attachmentId: string) =>
    `/${apiPath[api]}/attachment/${encodeURIComponent(attachmentId)}`,
} as const;

/** The same as patterns of a router; `taskId` and `attachmentId` are the parameters. */
export const patterns = {
  indication: (api: Api) => `/${apiPath[api]}/taskIndication`,
  fetch: (api: Api) => `/${apiPath[api]}/taskFetch/:taskId`,
  sync: (api: Api) => `/${apiPath[api]}/taskSync`,
  attachment: (api: Api) => `/${apiPath[api]}/attachment/:attachmentId`,
} as const;

/** Headers that every call carries besides Authorization (contract section 2, A-25). */
export const headerNames = {
  systemId: 'x-system-id',
  cluster: 'x-cluster',
  /** One id an exchange: its indicationId. */
  correlationId: 'x-correlation-id',
} as const;

/** A System's endpoint address with a path below it; the address may have a path of its own. */
export function below(base: string, path: string): string {
  return base.replace(/\/+$/, '') + path;
}
