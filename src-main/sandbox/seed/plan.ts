/**
 * Which orders a network has, and in which status each of their tasks is.
 *
 * Shares are dealt from decks, not drawn one by one: 200 tasks have exactly the proportions of `orders.json`, and
 * even a network of 20 has something of every common kind.
 */
import { chanceOf, type Chance } from './chance.ts';
import { orders, type OrderKind } from './words.ts';

/** One outTask to come. */
export interface TaskPlan {
  /** Counts from 0 through the whole network; ids are made of it. */
  taskNumber: number;
  /** The order it belongs to; two orders that stand apart on one address have two of these. */
  orderNumber: number;
  taskType: string;
  fibres: readonly number[];
  mainStatus: string;
  priority: string;
}

/** The outTasks of one address that know of each other. */
export interface OrderPlan {
  kind: OrderKind;
  tasks: TaskPlan[];
  chance: Chance;
}

interface Share {
  name: string;
  share: number;
}

/** One of each name first, so that the beginning of a deck is as colourful as its whole; then the rest. */
function deckOf(shares: readonly Share[], chance: Chance): string[] {
  const first = chance.shuffled(shares.filter(({ share }) => share > 1).map(({ name }) => name));
  const rest = shares.flatMap(({ name, share }) =>
    Array.from({ length: share > 1 ? share - 1 : share }, () => name),
  );
  return [...first, ...chance.shuffled(rest)];
}

/** Deals from a deck, and from the same deck again when it is used up. */
function dealer<Card>(deck: readonly Card[]): () => Card {
  let dealt = 0;
  return () => {
    const card = deck[dealt++ % deck.length];
    if (card === undefined) throw new Error('an empty deck');
    return card;
  };
}

const statusesOf = (taskType: string): readonly Share[] =>
  orders.statusesOf.find(({ taskTypes }) => taskTypes.includes(taskType))?.statuses ?? orders.statuses;

/** One dealer a task type, so that every type is met in every status. */
function dealersByType(sharesOf: (taskType: string) => readonly Share[], seed: number, nth: number) {
  const dealers = new Map<string, () => string>();
  return (taskType: string): string => {
    const known = dealers.get(taskType);
    const deal = known ?? dealer(deckOf(sharesOf(taskType), chanceOf(seed, nth - dealers.size)));
    if (!known) dealers.set(taskType, deal);
    return deal();
  };
}

/** Numbers of the decks among the things drawn from a seed; orders count from 0 up. */
const orderDeck = -1;
const statusDecks = -1_000;
const priorityDecks = -2_000;

/** The orders of a network with exactly `tasks` outTasks; the last order may be cut short. */
export function planOrders(seed: number, tasks: number): OrderPlan[] {
  const kinds = orders.orders.flatMap((kind) => Array.from({ length: kind.share }, () => kind));
  const dealKind = dealer(chanceOf(seed, orderDeck).shuffled(kinds));
  const dealStatus = dealersByType(statusesOf, seed, statusDecks);
  const dealPriority = dealersByType(() => orders.priorities, seed, priorityDecks);
  const plans: OrderPlan[] = [];
  let orderNumber = 0;
  for (let taskNumber = 0; taskNumber < tasks;) {
    const kind = dealKind();
    const first = taskNumber;
    const planned = kind.parts.slice(0, tasks - first).map(({ taskType, fibres }, at) => ({
      taskNumber: first + at,
      orderNumber: orderNumber + (kind.apart ? at : 0),
      taskType,
      fibres,
      mainStatus: dealStatus(taskType),
      priority: dealPriority(taskType),
    }));
    plans.push({ kind, tasks: planned, chance: chanceOf(seed, plans.length) });
    taskNumber += planned.length;
    orderNumber += kind.apart ? planned.length : 1;
  }
  return plans;
}
