/** What is said when something fails: in plain words, with what can be done about it. */
import type { ErrorCode, FailureDetail } from '@contract/errors.ts';
import type { Trouble } from '@contract/sync-status.ts';
import { nameOf } from '../name-of.ts';
import { fields } from './fields.ts';
import { names } from './names.ts';

export type FailureTexts = { [Code in ErrorCode]: (detail: FailureDetail<Code>) => string };

/** What is the matter, and what the user can do. */
export interface TroubleText {
  says: string;
  advice: string;
}
export type TroubleTexts = {
  [Kind in Trouble['kind']]: (trouble: Extract<Trouble, { kind: Kind }>) => TroubleText;
};

const status = (raw: string) => nameOf(names.statuses, raw);
const list = (raw: readonly string[], name: (one: string) => string) => raw.map(name).join(', ');

export const failures: FailureTexts = {
  INPUT_INVALID: ({ where, issues }) =>
    `What was handed over does not fit (${where}): ${issues.map((issue) => `${issue.path || '/'} ${issue.message}`).join('; ')}`,
  TASK_UNKNOWN: ({ taskId }) => `Task ${taskId} is not on this device.`,
  TASK_ENDED: ({ mainStatus }) =>
    `The task is ${status(mainStatus).toLowerCase()}; it takes no more changes.`,
  TRANSITION_NOT_ALLOWED: ({ from, to, allowed }) =>
    `From ${status(from)} you can't go to ${status(to)}. ` +
    (allowed.length > 0 ? `Possible: ${list(allowed, status)}.` : 'No other status is possible.'),
  TRANSITION_NEEDS: ({ to, missing }) =>
    `For ${status(to)} this is still needed: ${list(missing, (field) => nameOf(fields, field))}.`,
  EDIT_EMPTY: () => 'Nothing was changed, so there was nothing to save.',
  CHANGE_UNKNOWN: () => 'This change is not in the outbox any more.',
  CHANGE_STATE: ({ state }) =>
    `The change is ${nameOf(names.changeStates, state).toLowerCase()} by now; this can't be done to it any more.`,
  CHANGE_NEEDED: () => 'A later change of this task needs this one. Withdraw the later change first.',
  STORE_TOO_NEW: ({ found, known }) =>
    `The data on this device was written by a newer Patchdesk (${found}, this one knows ${known}). Update Patchdesk to go on.`,
  STORE_FAILED: ({ reason }) =>
    `The data on this device could not be read or written (${reason}). Is the disk full?`,
  ENGINE_LOST: () =>
    'Patchdesk had to start its engine again and got no answer. Nothing saved is lost. Try again.',
  METHOD_UNKNOWN: ({ method }) =>
    `This part of Patchdesk is of another version than the rest (${method}). Restart it.`,
  SANDBOX_UNREACHABLE: ({ reason }) => `The sandbox network does not answer (${reason}).`,
  INTERNAL: ({ reference }) => `A fault of our own. The log has it as ${reference}.`,
};

export const troubles: TroubleTexts = {
  unreachable: ({ cause }) => ({
    says: 'No connection to the platform',
    advice: `Keep working: everything is saved here and sent as soon as the platform answers. (${cause})`,
  }),
  tokenRefused: () => ({
    says: 'The platform refuses our access',
    advice: 'The client ID or secret is not accepted any more. Ask your administrator for new ones.',
  }),
  notWhitelisted: ({ clientIp }) => ({
    says: clientIp === null ? 'This network is not whitelisted' : `Address ${clientIp} is not whitelisted`,
    advice:
      'Use the company network or VPN, or ask the platform to whitelist this address. Nothing is sent until then.',
  }),
  notPermitted: ({ code }) => ({
    says: 'Not permitted by the platform',
    advice: `Your organization may not do this${code === null ? '' : ` (${code})`}. Ask the network owner.`,
  }),
  notVisible: () => ({
    says: 'Not visible any more',
    advice:
      'The platform does not show this task to your organization any more. Ask the network owner if it should.',
  }),
  refused: ({ status: answer, title }) => ({
    says: 'The platform refused the call',
    advice: `It answered ${answer}${title === null ? '' : `: ${title}`}. Correct the change or withdraw it.`,
  }),
  tooFast: () => ({
    says: 'The platform asks us to slow down',
    advice: 'Nothing to do: we wait as long as it says and then go on by ourselves.',
  }),
  platformFault: ({ status: answer }) => ({
    says: 'The platform has a fault',
    advice: `It answered ${answer}. Keep working; we try again by ourselves.`,
  }),
  answerInvalid: ({ what }) => ({
    says: 'The platform gave an answer we do not understand',
    advice: `Nothing is lost. Hand this to support: ${what}`,
  }),
  storeFailed: ({ reason }) => ({
    says: 'This device cannot save',
    advice: `Nothing is sent until it can (${reason}). Free some disk space, then restart Patchdesk.`,
  }),
};
