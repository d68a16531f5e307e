/** Attachments: the card, and why a file was not taken. */
import type { AttachmentAbsence, AttachmentIssue } from '@contract/attachments.ts';
import { megabytes } from '../file-size.ts';

const size = (bytes: number) => megabytes('en-GB', bytes);

/** What is said of each broken rule. */
export type AttachmentIssueTexts = {
  [Rule in AttachmentIssue['rule']]: (issue: Extract<AttachmentIssue, { rule: Rule }>) => string;
};

const issues: AttachmentIssueTexts = {
  fileName: () =>
    'its name is empty, too long, or has a folder or a character in it that no file name may have',
  extension: ({ extension, allowed }) =>
    `${extension === '' ? 'it has no extension' : `the extension ${extension.toUpperCase()} is not allowed`}; ` +
    `allowed are ${allowed.join(', ').toUpperCase()}`,
  empty: () => 'it is empty',
  fileTooLarge: ({ size: has, most }) => `it has ${size(has)}, a file may have at most ${size(most)}`,
  taskTooLarge: ({ size: has, most }) =>
    `with it the files of this task would have ${size(has)}, at most ${size(most)} is allowed`,
  tooManyFiles: ({ files, most }) => `it would be file ${files} of this task, at most ${most} are allowed`,
};

const absences: Record<AttachmentAbsence, string> = {
  unreachable: 'it is not on this device yet and the platform can not be reached now. Try again later',
  notFound: 'the platform does not have its content',
  mismatch: 'the platform sent a content that is not what the task says it is',
  expired: 'it is older than 104 weeks; the platform has removed it',
  damaged: 'its content on this device is damaged',
};

export const attachments = {
  issues,
  absences,
  none: 'No files yet.',
  add: 'Add files',
  hint: (most: string, files: number) =>
    `Drop files here, paste a picture, or choose them. At most ${most} a file and ${files} files a task.`,
  drop: 'Drop to add',
  adding: 'Saving…',
  added: (fileName: string) => `${fileName} saved; it is sent as soon as the platform can be reached`,
  notAdded: (fileName: string) => `${fileName} was not added`,
  retry: 'Try again',
  dismiss: 'Close this message',
  show: (fileName: string) => `Show ${fileName}`,
  save: (fileName: string) => `Save ${fileName}`,
  saveFile: 'Save',
  close: 'Close',
};
