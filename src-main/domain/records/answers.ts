/** What answers a question: of a checklist as it is filled in, and as it is imported. Pure. */
import type { Question } from '../../contract/rules/template.ts';

/** The answers to choose from; null where any text, number or photo is one. */
export function answersTo({ answer, options = [] }: Question): readonly string[] | null {
  switch (answer) {
    case 'yesNo':
      return ['yes', 'no'];
    case 'yesNoNotApplicable':
      return ['yes', 'no', 'notApplicable'];
    case 'choice':
      return options;
    case 'number':
    case 'text':
    case 'photo':
      return null;
  }
}

/** Whether a text answers the question. A photo is named by its file. */
export function answers(question: Question, value: string): boolean {
  if (question.answer === 'number') return /^[+-]?\d+([.,]\d+)?$/.test(value);
  return answersTo(question)?.includes(value) ?? true;
}
