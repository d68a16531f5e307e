/** What became of a check, in words. */
import type { CheckOutcome } from '@contract/environment-check.ts';
import type { EndpointCheck } from '@contract/endpoint/seen.ts';
import type { Texts } from '../../messages/en.ts';
import { sayTrouble } from '../../messages/say.ts';

export interface SaidOutcome {
  tone: 'good' | 'bad';
  says: string;
  advice: string | null;
}

function sayEndpoint(texts: Texts, check: EndpointCheck): SaidOutcome {
  // Kind and detail belong together by the type of `EndpointCheck`; an index by a union loses that.
  const say = texts.environments.checks.endpoint[check.kind] as (check: EndpointCheck) => {
    says: string;
    advice: string | null;
  };
  return { tone: check.kind === 'ok' ? 'good' : 'bad', ...say(check) };
}

/** `moment` writes a moment as people read it. */
export function sayOutcome(texts: Texts, outcome: CheckOutcome, moment: (at: string) => string): SaidOutcome {
  const { checks } = texts.environments;
  switch (outcome.kind) {
    case 'ok':
      return {
        tone: 'good',
        says: outcome.addresses ? checks.addresses(outcome.addresses.join(', ')) : checks.ok,
        advice: null,
      };
    case 'notNeeded':
      return { tone: 'good', says: checks.notNeeded, advice: null };
    case 'trouble': {
      const { says, advice } = sayTrouble(texts, outcome.trouble);
      return { tone: 'bad', says, advice };
    }
    case 'endpoint': {
      const said = sayEndpoint(texts, outcome.check);
      const { lastOfPlatform } = outcome.calls;
      const last = lastOfPlatform
        ? checks.lastCall(moment(lastOfPlatform.at), lastOfPlatform.address ?? '?')
        : checks.neverCalled;
      return { ...said, advice: said.advice === null ? last : `${said.advice} ${last}` };
    }
  }
}
