/** What the endpoint asks of the sync room, and what it tells it of a call. */
import type { TaskDocument } from '../../contract/document/task-document.ts';
import type { Api } from '../../contract/document/values.ts';
import type { ServedContent } from '../content-answer.ts';
import type { Indication, Sync } from '../messages.ts';

/** There is an answer, but not yet: the platform is asked to come again. */
export class NotNow extends Error {
  override name = 'NotNow';
}

/** A System and cluster as a call names them. */
export interface NamedSystem {
  systemId: string;
  cluster: string;
}

/** The System of ours that a call is for; its token was right. */
export interface CalledSystem extends NamedSystem {
  /** At the default endpoint: whom the call named, who has no endpoint of their own. Else null. */
  inPlaceOf: NamedSystem | null;
}

type Awaitable<Value> = Value | Promise<Value>;

/**
 * What the sync room does with the calls of the platform. Each has stored what it must when it returns, or its promise
 * resolves, and throws NotNow where the platform has to come again.
 */
export interface EndpointHandlers {
  indicated(api: Api, indication: Indication, called: CalledSystem): Awaitable<void>;
  /** The document to show, or null for a task we do not have. */
  shown(api: Api, taskId: string, called: CalledSystem): Awaitable<TaskDocument | null>;
  /** The content of an attachment of ours, or null when there is none to show. */
  attached(api: Api, attachmentId: string, called: CalledSystem): Awaitable<ServedContent | null>;
  /** False when we know of no such exchange. */
  synced(api: Api, sync: Sync, called: CalledSystem): Awaitable<boolean>;
}
