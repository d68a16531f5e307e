/**
 * Secrets of a run: made anew at each start, kept in memory only.
 *
 * They come from the system and not from the surroundings: no decision depends on them, and what a seed can repeat
 * is no secret.
 */
import { randomBytes } from 'node:crypto';

/** A new secret of 256 bits, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
