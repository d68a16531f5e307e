/** The calls about the contractor's own records. */
import { z } from 'zod';
import { RecordAction } from './record.ts';
import { Article, HourlyRate } from './rules/template.ts';

const taskId = z.string().min(1).max(255);

export const recordMethods = {
  /** Saves one action durably, then answers. The same `entryId` again changes nothing. */
  'record.change': {
    input: z.strictObject({ entryId: z.uuid(), taskId, action: RecordAction }),
    output: z.object({}),
  },
  /** The price lists to book from; empty until they are imported. */
  'record.prices': {
    input: z.strictObject({}),
    output: z.object({ articles: z.array(Article), hourlyRates: z.array(HourlyRate) }),
  },
  /** One task's whole record as JSON, or what was booked on all tasks as CSV. */
  'record.export': {
    input: z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('task'), taskId }),
      z.strictObject({ what: z.literal('bookings') }),
    ]),
    output: z.object({ fileName: z.string(), mimeType: z.string(), text: z.string() }),
  },
} as const;
