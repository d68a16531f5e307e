/** Templates of the contractor: keys that answers and bookings refer to, and questions (domain reference 6.7). Pure. */
import type { Question, Template } from '../../../contract/rules/template.ts';
import { answers, answersTo } from '../../records/answers.ts';
import type { Path } from '../json-text.ts';
import { namesTwice, type Finding, type Ground } from './finding.ts';

const kind = 'templates';

/** Whether a question can ever get this answer: nobody knows the name of a photo before it is taken. */
function canBe(question: Question, value: string): boolean {
  // A choice without options is a mistake of its own.
  const isOpen = question.answer === 'choice' && question.options === undefined;
  return isOpen || (question.answer !== 'photo' && answers(question, value));
}

/** Whether a task can have both: by its type, or by hand. */
const meet = (one: Template, other: Template) =>
  one.taskTypes.length === 0 ||
  other.taskTypes.length === 0 ||
  one.taskTypes.some((type) => other.taskTypes.includes(type));

/** The keys of two templates that meet on a task are one: an answer or a tick must not count for both. */
function sharedKeys(ground: Ground): Finding[] {
  const { templates } = ground.book;
  const lists = ['mainTasks', 'checklists'] as const;
  return templates.flatMap((template, at) =>
    lists.flatMap((list) =>
      template[list].flatMap(({ key }, index): Finding[] => {
        const place = templates
          .slice(0, at)
          .findIndex((other) => meet(template, other) && other[list].some((one) => one.key === key));
        const first = templates[place]?.[list].findIndex((one) => one.key === key) ?? -1;
        if (first < 0) return [];
        const before = [place, list, first, 'key'];
        const why = {
          code: 'TWICE',
          firstLine: ground.lineOf(kind, before),
          firstPointer: ground.pointerOf(kind, before),
        } as const;
        return [{ kind, path: [at, list, index, 'key'], why }];
      }),
    ),
  );
}

function ofQuestion(question: Question, at: Path): Finding[] {
  const { answer, options, stopsAt } = question;
  const say = (name: string, why: Finding['why']): Finding => ({ kind, path: [...at, name], why });
  return [
    ...(answer === 'choice' && !options ? [say('answer', { code: 'CHOICE_WITHOUT_OPTIONS' })] : []),
    ...(answer !== 'choice' && options ? [say('options', { code: 'OPTIONS_WITHOUT_CHOICE' })] : []),
    ...(stopsAt !== undefined && !canBe(question, stopsAt)
      ? [say('stopsAt', { code: 'STOPS_NEVER', answers: [...(answersTo(question) ?? [])] })]
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
    ...sharedKeys(ground),
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
