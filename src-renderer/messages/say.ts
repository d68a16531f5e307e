/** From data to words: failures, troubles and the reasons of a refusal, in the texts of one language. */
import type { Failure } from '@contract/errors.ts';
import type { RefusalReason } from '@contract/change.ts';
import type { Trouble } from '@contract/trouble.ts';
import type { FailureWords } from './en/failures.ts';
import type { TroubleText } from './en/troubles.ts';
import type { RuleFault } from '@contract/rules/rule-mistake.ts';
import type { Texts } from './en.ts';
import { fieldNameOf, nameOf } from './name-of.ts';
import { sayUnmet } from './unmet.ts';

/** The text of a failure. */
export function sayFailure(texts: Texts, failure: Failure): string {
  // Code and detail belong together by the type of `Failure`; an index by a union loses that.
  const say = texts.failures[failure.code] as (detail: Failure['detail'], words: FailureWords) => string;
  return say(failure.detail, {
    status: (raw) => nameOf(texts.names.statuses, raw),
    field: (pointer) => fieldNameOf(texts.fields, pointer),
    party: (party) => texts.unmet.parties[party],
    unmet: (unmet) => sayUnmet(texts, unmet).join('. '),
  });
}

/** What is the matter with the platform, what it means, and what can be done. */
export function sayTrouble(texts: Texts, trouble: Trouble): TroubleText {
  const say = texts.troubles[trouble.kind] as (trouble: Trouble) => TroubleText;
  return say(trouble);
}

/** One reason of a refusal: the field it is about, what we say to its code, and what the platform says. */
export function sayReason(
  texts: Texts,
  reason: RefusalReason,
): { field: string | null; says: string; code: string } {
  const known = nameOf(texts.names.syncCodes, reason.code);
  const says = reason.message === null || reason.message === '' ? known : `${known}: ${reason.message}`;
  return {
    field: reason.field === null ? null : fieldNameOf(texts.fields, reason.field),
    says,
    code: reason.code,
  };
}

/** What is wrong with what stands in a rule file, or is typed by its rules. */
export function sayFault(texts: Texts, fault: RuleFault): string {
  // Code and detail belong together by the type of `RuleFault`; an index by a union loses that.
  const say = texts.rules.faults[fault.code] as (fault: RuleFault) => string;
  return say(fault);
}
