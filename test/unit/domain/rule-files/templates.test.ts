import { describe, expect, it } from 'vitest';
import { mistakesOf } from './breaking.ts';

const names = { nl: 'x', en: 'x' };
const template = (key: string, rest: object) => ({ key, names, taskTypes: [], ...rest });
const question = (rest: object) => ({ key: 'q', names, answer: 'yesNo', ...rest });
const asking = (...questions: object[]) =>
  template('own', { checklists: [{ key: 'list', names, kind: 'lmra', questions }] });

/** Pointer, what stands there and the code of each mistake. */
const found = (...templates: object[]) =>
  mistakesOf('templates', JSON.stringify(templates, null, 1)).mistakes.map(({ pointer, what, why }) => [
    pointer,
    what,
    why.code,
  ]);

const at = '/0/checklists/0/questions/0/stopsAt';

describe('an answer that stops the work', () => {
  it.each([
    [{ answer: 'yesNo', stopsAt: 'no' }, []],
    [{ answer: 'yesNo', stopsAt: 'nee' }, [[at, 'nee', 'STOPS_NEVER']]],
    [{ answer: 'yesNoNotApplicable', stopsAt: 'notApplicable' }, []],
    [{ answer: 'yesNoNotApplicable', stopsAt: 'nee' }, [[at, 'nee', 'STOPS_NEVER']]],
    [{ answer: 'choice', options: ['rood', 'groen'], stopsAt: 'rood' }, []],
    [{ answer: 'choice', options: ['rood', 'groen'], stopsAt: 'blauw' }, [[at, 'blauw', 'STOPS_NEVER']]],
    [{ answer: 'number', stopsAt: '0' }, []],
    [{ answer: 'number', stopsAt: 'veel' }, [[at, 'veel', 'STOPS_NEVER']]],
    [{ answer: 'photo', stopsAt: 'foto.jpg' }, [[at, 'foto.jpg', 'STOPS_NEVER']]],
    [{ answer: 'text', stopsAt: 'wat dan ook' }, []],
    [{ answer: 'yesNo', stopsAt: 5 }, [[at, '5', 'WRONG_TYPE']]],
  ])('has to be one that can be given: %j', (rest, mistakes) => {
    expect(found(asking(question(rest)))).toEqual(mistakes);
  });
});

describe('keys of templates', () => {
  const one = template('one', { taskTypes: ['PATCH_INSTALL'], mainTasks: [{ key: 'prepare', names }] });
  const two = (taskTypes: string[]) =>
    template('two', {
      taskTypes,
      mainTasks: [
        { key: 'other', names },
        { key: 'prepare', names },
      ],
    });

  it('are one where a task can have both', () => {
    const twice = [['/1/mainTasks/1/key', 'prepare', 'TWICE']];
    expect(found(one, two(['PATCH_MIGRATE', 'PATCH_INSTALL']))).toEqual(twice);
    expect(found(one, two([]))).toEqual(twice);
    expect(found(one, two(['PATCH_MIGRATE']))).toEqual([]);
  });

  it('of checklists too', () => {
    const lists = (key: string) => ({ ...asking(question({})), key });
    expect(found(lists('one'), lists('two'))).toEqual([['/1/checklists/0/key', 'list', 'TWICE']]);
  });
});

it.each([
  ['foto-voor', []],
  ['foto.voor', []],
  ['foto.jpg', [['/0/attachments/0/fileName', 'foto.jpg', 'WRONG_FORM']]],
  ['Foto.PDF', [['/0/attachments/0/fileName', 'Foto.PDF', 'WRONG_FORM']]],
])('the name of a required file is without its extension: %s', (fileName, mistakes) => {
  expect(found(template('own', { attachments: [{ key: 'a', names, fileName }] }))).toEqual(mistakes);
});

it('a file with as many mistakes as entries is looked through as a whole', () => {
  const labels = Array.from({ length: 20_000 }, (_none, at) => ({ name: at }));
  const { mistakes, more } = mistakesOf('labels', JSON.stringify(labels));
  expect(mistakes.length + more).toBe(20_000);
});
