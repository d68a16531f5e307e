/** What is wrong with what was typed, in words. */
import type { Wording } from './field-text.ts';
import type { Problem } from './typed-value.ts';

export function problemText({ texts, formats }: Wording, problem: Problem): string {
  const { form } = texts.tasks;
  switch (problem.kind) {
    case 'notANumber':
      return form.notANumber(problem.typed);
    case 'notAMoment':
      return form.notAMoment(problem.typed);
    case 'notAPhone':
      return form.notAPhone(problem.typed);
    case 'notAnEmail':
      return form.notAnEmail(problem.typed);
    case 'tooLong':
      return form.tooLong(formats.number(problem.most));
    case 'missing':
      return form.missing;
  }
}
