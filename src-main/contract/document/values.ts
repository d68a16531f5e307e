/**
 * The kinds of value that the documents of the platform are made of.
 *
 * Everything that comes from the platform is read leniently: an unknown enum value is kept and shown raw, an
 * unknown field is kept and sent back (contract section 7). `null` means "empty", absent means "untouched";
 * `empty()` below lets both through and keeps them apart.
 */
import { z } from 'zod';

/** A short text of the platform (A-17: at most 255 characters, but never cut what was received). */
export const text = z.string();

/** An opaque code of the platform: DHID, connection ID, search code and the like. */
export const code = z.string();

/** A moment, ISO 8601 with zone. */
export const moment = z.iso.datetime({ offset: true });

/** A moment or a day: `linkedTasks.planned` is one of the two. */
export const momentOrDay = z.union([moment, z.iso.date()]);

/** A field that may be absent (untouched) or null (empty). */
export function empty<Value extends z.ZodType>(value: Value) {
  return value.nullable().optional();
}

/** Which of the two APIs of the platform a task belongs to; they have version counters of their own. */
export const Api = z.enum(['outTask', 'inTask']);
export type Api = z.infer<typeof Api>;
