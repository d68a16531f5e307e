/** Templates of the contractor: keys that answers and bookings refer to, and questions (domain reference 6.7). Pure. */
import type { Question } from '../../../contract/rules/template.ts';
import type { Path } from '../json-text.ts';
import { namesTwice, type Finding, type Ground } from './finding.ts';

const kind = 'templates';

function ofQuestion(question: Question, at: Path): Finding[] {
  const { answer, options, stopsAt } = question;
  const say = (name: string, why: Finding['why']): Finding => ({ kind, path: [...at, name], why });
  const answers = answer === 'yesNo' ? ['yes', 'no'] : answer === 'choice' ? options : undefined;
  return [
    ...(answer === 'choice' && !options ? [say('answer', { code: 'CHOICE_WITHOUT_OPTIONS' })] : []),
    ...(answer !== 'choice' && options ? [say('options', { code: 'OPTIONS_WITHOUT_CHOICE' })] : []),
    ...(stopsAt !== undefined && answers && !answers.includes(stopsAt)
      ? [say('stopsAt', { code: 'STOPS_NEVER', answers })]
      : []),
  ];
}

export function templateFindings(ground: Ground): Finding[] {
  const keysOf = (list: readonly { key: string }[], at: Path) =>
    namesTwice(
      ground,
      kind,
      list.map(({ key }, index) => ({ name: key, path: [...at, index, 'key'] })),
    );
  const { templates } = ground.book;
  return [
    ...keysOf(templates, []),
    ...templates.flatMap(({ mainTasks, checklists, attachments }, index) => [
      ...keysOf(mainTasks, [index, 'mainTasks']),
      ...mainTasks.flatMap(({ subTasks }, at) => keysOf(subTasks, [index, 'mainTasks', at, 'subTasks'])),
      ...keysOf(checklists, [index, 'checklists']),
      ...keysOf(attachments, [index, 'attachments']),
      ...checklists.flatMap(({ questions }, at) => {
        const path = [index, 'checklists', at, 'questions'];
        return [
          ...keysOf(questions, path),
          ...questions.flatMap((question, place) => ofQuestion(question, [...path, place])),
        ];
      }),
    ]),
  ];
}
