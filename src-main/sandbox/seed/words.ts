/** What a network is made of: the lists of `resources/sandbox`. All names in them are made up, but for places. */
import { z } from 'zod';
import networkJson from '../../../resources/sandbox/network.json' with { type: 'json' };
import ordersJson from '../../../resources/sandbox/orders.json' with { type: 'json' };
import peopleJson from '../../../resources/sandbox/people.json' with { type: 'json' };
import popsJson from '../../../resources/sandbox/pops.json' with { type: 'json' };
import type { Reason } from '../../contract/document/task-document.ts';
import { parseInput } from '../../contract/errors.ts';
import { defaultRulebook } from '../../domain/rules/default-rules.ts';

const word = z.string().min(1);
const words = z.array(word).min(1);
/** The rules the sandbox ships with: its reasons, labels and task types are of these. */
export const book = defaultRulebook();

/** Codes of the catalogue. */
const codes = z.array(z.string().refine((code) => book.reasonCodes.some((one) => one.code === code))).min(1);

/** A reason as the platform writes it: code and text. Throws for one the catalogue does not have. */
export function reasonOf(code: string): Reason {
  const found = book.reasonCodes.find((one) => one.code === code);
  if (!found) throw new Error(`there is no reason ${code}`);
  return { code, text: found.names.nl };
}

/** A PoP and the area it serves; new connections lie around its coordinates. */
const Pop = z.strictObject({
  code: word,
  name: word,
  town: word,
  postcodes: z.array(z.string().regex(/^\d{4}$/)).min(1),
  streets: words,
  latitude: z.number(),
  longitude: z.number(),
  street: word,
  houseNumber: z.number().int(),
  postcode: word,
  accessInstructions: word,
  room: word,
});
export type Pop = z.infer<typeof Pop>;

const Operator = z.strictObject({ orgId: word, name: word, prefix: word });
export type Operator = z.infer<typeof Operator>;

const Network = z.strictObject({
  organization: z.strictObject({ systemId: word, cluster: word, orgId: word, name: word, userName: word }),
  /** The network operating centre, which sees the whole cluster. */
  noc: z.strictObject({ systemId: word, orgId: word, name: word, userName: word }),
  colleagues: words,
  networkOwner: z.strictObject({ orgId: word, name: word }),
  operators: z.array(Operator).min(1),
  /** In the order of the positions in a tube (DIN VDE 0888). */
  fibreColours: z.array(word).length(12),
  connectors: words,
  buildingKinds: words,
  ftuTypes: words,
  ftuLocations: words,
});

const People = z.strictObject({
  firstNames: words,
  lastNames: words,
  phonePrefix: word,
  mailDomain: word,
  languages: words,
  contactRemarks: z.array(word.nullable()).min(1),
  /** What was the matter, and what was done about it. */
  causes: words,
  repairs: words,
  notes: z.array(z.strictObject({ by: z.enum(['operator', 'owner', 'contractor']), text: word })).min(1),
});

/** Where the work is; a message is no work at all. */
const Place = z.enum(['pop', 'home', 'message']);
const Shares = z.array(z.strictObject({ name: word, share: z.number().int().positive() })).min(1);

const TaskType = z.strictObject({
  name: word,
  place: Place,
  sla: z.strictObject({ name: word, workdays: z.number().int().positive() }).nullable(),
  /** The types of inTask it comes of. */
  inTasks: words,
});
export type TaskType = z.infer<typeof TaskType>;

const OrderPart = z.strictObject({ taskType: word, fibres: z.array(z.number().int().positive()).min(1) });

/** One kind of order and the outTasks that come of it (domain reference 2.4). */
const OrderKind = z.strictObject({
  share: z.number().int().positive(),
  parts: z.array(OrderPart).min(1),
  /** The parts are orders of their own on one address, linked by the platform (domain reference 2.4). */
  apart: z.boolean().default(false),
});
export type OrderKind = z.infer<typeof OrderKind>;

const Orders = z.strictObject({
  orders: z.array(OrderKind).min(1),
  statuses: Shares,
  priorities: Shares,
  taskTypes: z.array(TaskType).min(1),
  holdReasons: z.record(Place, codes),
  cancelReasons: codes,
  openReasons: codes,
  closeReasons: codes,
  /** Refinements the platform may give a status. */
  subStatuses: z.record(z.string(), z.array(word)),
  /** Types whose statuses are others than usual. */
  statusesOf: z.array(z.strictObject({ taskTypes: words, statuses: Shares })),
});

export const pops = parseInput(z.array(Pop).min(1), popsJson, 'resources/sandbox/pops.json');
export const network = parseInput(Network, networkJson, 'resources/sandbox/network.json');
export const people = parseInput(People, peopleJson, 'resources/sandbox/people.json');
export const orders = parseInput(Orders, ordersJson, 'resources/sandbox/orders.json');

/** What is known of a task type. Throws for one that the lists do not have. */
export function taskTypeOf(name: string): TaskType {
  const found = orders.taskTypes.find((type) => type.name === name);
  if (!found) throw new Error(`orders.json speaks of task type ${name}, but does not describe it`);
  return found;
}
