/**
 * Secrets of a run: made anew at each start, kept in memory only.
 *
 * They come from the system and not from the surroundings: no decision of the platform depends on them, and what a
 * seed can repeat is no secret.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret of 256 bits, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export function sameSecret(given: string, wanted: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** The token of an `Authorization: Bearer` header, or null when there is none. */
export function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1] ?? null;
}
