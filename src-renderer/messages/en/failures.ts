/** What is said when something fails: in plain words, with what can be done about it. */
import type { FieldRule } from '@contract/document/field-issue.ts';
import type { EndpointTlsFault, ErrorCode, FailureDetail } from '@contract/errors.ts';
import type { Party } from '@contract/rules/party.ts';
import type { Unmet } from '@contract/rules/unmet.ts';
import { sayIssues } from '../attachment-issues.ts';
import { nameOf } from '../name-of.ts';
import { attachments } from './attachments.ts';
import { names } from './names.ts';

/** What the codes inside a failure are called. */
export interface FailureWords {
  status: (raw: string) => string;
  field: (pointer: string) => string;
  party: (party: Party) => string;
  unmet: (unmet: readonly Unmet[]) => string;
}

export type FailureTexts = {
  [Code in ErrorCode]: (detail: FailureDetail<Code>, words: FailureWords) => string;
};

const list = <Code>(raw: readonly Code[], name: (one: Code) => string) => raw.map(name).join(', ');

const fieldRules: Readonly<Record<FieldRule, string>> = {
  neverChanged: 'can never be changed',
  ownOrganizationOnly: 'can only be a person of your own organization',
  unknownPriority: 'is no priority that the rules know',
  endsBeforeStart: 'is before the start',
  unknownTaskType: 'is no task type that the rules know',
  notOfThisApi: 'is no type for this kind of task',
};

const tlsFaults: Readonly<Record<EndpointTlsFault, string>> = {
  certificate: 'the certificate is no PEM text that can be read',
  key: 'the key is no PEM text that can be read',
  keyLocked: 'the key is locked with a passphrase; hand in one without',
  noPair: 'the key is not the one of the certificate',
  refused: 'it does not meet what TLS asks for today; have a new one made',
};

export const failures: FailureTexts = {
  INPUT_INVALID: ({ where, issues }) =>
    `What was handed over does not fit (${where}): ${issues.map((issue) => `${issue.path || '/'} ${issue.message}`).join('; ')}`,
  TASK_UNKNOWN: ({ taskId }) => `Task ${taskId} is not on this device.`,
  TASK_ENDED: ({ mainStatus }, { status }) =>
    `The task is ${status(mainStatus).toLowerCase()}; it takes no more changes.`,
  TRANSITION_NOT_ALLOWED: ({ from, to, model, allowed, others }, { status, party }) =>
    [
      `The status model "${model}" does not let you go from ${status(from)} to ${status(to)}.`,
      allowed.length > 0 ? `Possible from here: ${list(allowed, status)}.` : 'No other status is possible.',
      ...(others.length > 0 ? [`This step can be taken by ${list(others, party)}.`] : []),
    ].join(' '),
  TRANSITION_NEEDS: ({ to, model, unmet }, words) =>
    `The status model "${model}" asks more for ${words.status(to)}. ${words.unmet(unmet)}.`,
  FIELD_NOT_WRITABLE: ({ fields, party }, words) =>
    `As ${words.party(party)} you may not change this: ${list(fields, words.field)}.`,
  FIELD_RULE: ({ issues }, { field }) =>
    `This breaks a rule of the platform: ${list(issues, (issue) => `${field(issue.path)} ${fieldRules[issue.rule]}`)}.`,
  RECORD_REFUSED: ({ why, what }) =>
    ({
      unknownQuestion: `There is no such question any more (${what}).`,
      unknownMainTask: `There is no such main task any more (${what}).`,
      unknownTemplate: `This template can't be used here (${what}).`,
      noAnswer: `"${what}" is no answer to this question.`,
      templateInUse: `Something of this template is filled in, so it stays (${what}).`,
      notInPriceList: `${what} is not in the price list any more.`,
      notKept: `No records are kept for this task (${what}).`,
    })[why],
  EDIT_EMPTY: () => 'Nothing was changed, so there was nothing to save.',
  ATTACHMENT_REFUSED: ({ fileName, issues }) =>
    `${fileName} can not be added: ${sayIssues(attachments.issues, issues)}.`,
  ATTACHMENT_UNKNOWN: () => 'This file is not with the task any more.',
  ATTACHMENT_UNAVAILABLE: ({ fileName, reason }) =>
    `${fileName} can not be opened: ${attachments.absences[reason]}.`,
  CHANGE_UNKNOWN: () => 'This change is not in the outbox any more.',
  CHANGE_STATE: ({ state }) =>
    `The change is ${nameOf(names.changeStates, state).toLowerCase()} by now; this can't be done to it any more.`,
  CHANGE_NEEDED: () => 'A later change of this task needs this one. Withdraw the later change first.',
  RULE_FILE_REFUSED: ({ fileName, mistakes, more }) =>
    `${fileName} was not taken; mistakes: ${mistakes.length + more}. Nothing has changed.`,
  PLAN_FILE_REFUSED: ({ fileName, reason, found }) =>
    ({
      notText: `${fileName} is not a text file`,
      noHeading: `${fileName} has no columns for the task ID and the plan date in its first line: ${found.join(', ')}`,
      empty: `${fileName} has no lines`,
      tooLong: `${fileName} has too many lines`,
    })[reason],
  STORE_TOO_NEW: ({ found, known }) =>
    `The data on this device was written by a newer Patchdesk (${found}, this one knows ${known}). Update Patchdesk to go on.`,
  STORE_FAILED: ({ reason }) =>
    `The data on this device could not be read or written (${reason}). Try again; nothing saved is lost.`,
  STORE_FULL: ({ reason }) =>
    `The disk is full (${reason}), so this was not saved. Make room on the disk, then try again; what was saved before is there, and nothing typed is lost.`,
  STORE_READ_ONLY: ({ reason }) =>
    `Patchdesk may not write its data on this device (${reason}), so this was not saved. Make its folder writable, then try again; nothing typed is lost.`,
  STORE_CORRUPT: ({ reason }) =>
    `A part of the data on this device can not be read any more (${reason}). Restart Patchdesk: it sets the damaged file aside and takes over everything that can still be read, your unsent changes first.`,
  ENVIRONMENT_UNKNOWN: ({ name }) => `There is no environment ${name} any more.`,
  ENVIRONMENT_INCOMPLETE: () => 'Secrets are missing; type them and save first.',
  ENVIRONMENT_NOT_OPEN: () => 'This environment is not in use, so nothing can be reached in it.',
  SETTINGS_FAILED: ({ reason }) =>
    `The settings could not be saved (${reason}). They are as they were. Try again.`,
  VAULT_FAILED: ({ reason }) =>
    `The keyring of this computer could not be used (${reason}). Unlock it, then try again.`,
  PROVISIONING_REFUSED: ({ fileName, issues }) =>
    `${fileName} was not taken, and nothing has changed: ${list(issues, ({ path, message }) => `${path} ${message}`)}.`,
  ENDPOINT_PORT_TAKEN: ({ host, port }) =>
    `Patchdesk can not listen on port ${port} of ${host} for calls of the platform: another program does, or another Patchdesk. End it, or choose another port.`,
  ENDPOINT_PORT_FORBIDDEN: ({ host, port }) =>
    `This computer does not let Patchdesk listen on port ${port} of ${host} for calls of the platform. Choose a port from 1024 up, or ask your administrator.`,
  ENDPOINT_ADDRESS_UNAVAILABLE: ({ host }) =>
    `This computer does not have the address ${host} on which Patchdesk is to listen for calls of the platform. Choose one that it has; 127.0.0.1 always works for this computer itself.`,
  ENDPOINT_TLS_INVALID: ({ reason }) =>
    `The certificate for calls of the platform can not be used: ${tlsFaults[reason]}.`,
  ENGINE_LOST: () =>
    'Patchdesk had to start its engine again and got no answer. Nothing saved is lost. Try again.',
  METHOD_UNKNOWN: ({ method }) =>
    `This part of Patchdesk is of another version than the rest (${method}). Restart it.`,
  SANDBOX_UNREACHABLE: ({ reason }) => `The sandbox network does not answer (${reason}).`,
  INTERNAL: ({ reference }) => `A fault of our own. The log has it as ${reference}.`,
};
