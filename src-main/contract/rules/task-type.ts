/** The task types that are known, as data (domain reference 2.2, 2.3): a new one needs no code. */
import { z } from 'zod';
import { Api } from '../document/values.ts';
import { Names, ruleCode } from './words.ts';

export const TaskType = z.strictObject({
  name: ruleCode,
  /** In which of the two APIs it exists; a type can be in both. */
  apis: z.array(Api).min(1),
  /** The functional area, which status models are keyed by: ORDER_FULFILMENT, SERVICE_INCIDENTS. */
  module: ruleCode,
  /** Where the work is: `message` is no work at all. */
  place: z.enum(['pop', 'home', 'line', 'message']),
  subTypes: z.array(ruleCode).default([]),
  names: Names,
});
export type TaskType = z.infer<typeof TaskType>;

export const TaskTypes = z.array(TaskType).min(1);
