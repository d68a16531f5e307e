/** Every rule that a file breaks, as one sentence. */
import type { AttachmentIssue } from '@contract/attachments.ts';
import type { AttachmentIssueTexts } from './en/attachments.ts';

export function sayIssues(texts: AttachmentIssueTexts, issues: readonly AttachmentIssue[]): string {
  // Rule and numbers belong together by the type of the issue; an index by a union loses that.
  const say = (issue: AttachmentIssue) => (texts[issue.rule] as (issue: AttachmentIssue) => string)(issue);
  return issues.map(say).join('; ');
}
