/** Access tokens the platform has issued: opaque, with an end, forgotten with the process. */
import type { Surroundings } from '../../runtime/surroundings.ts';
import { newSecret } from '../../runtime/secret.ts';

export interface AccessTokens {
  /** How long a token is good, in seconds. */
  lifeSeconds: number;
  issue(): string;
  /** False for a token that was never issued in this run, or has expired. */
  isGood(token: string): boolean;
}

/** Makes the register of tokens. */
export function accessTokens(lifeSeconds: number, surroundings: Surroundings): AccessTokens {
  const until = new Map<string, number>();

  function forgetExpired(): void {
    for (const [token, end] of until) {
      if (end > surroundings.now()) return; // in order of issue, and all live equally long
      until.delete(token);
    }
  }

  return {
    lifeSeconds,
    issue() {
      forgetExpired();
      const token = newSecret();
      until.set(token, surroundings.now() + lifeSeconds * 1000);
      return token;
    },
    isGood: (token) => (until.get(token) ?? 0) > surroundings.now(),
  };
}
