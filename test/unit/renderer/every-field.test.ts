import { fieldTable } from '@contract/document/field-table.ts';
import { TaskDocument } from '@contract/document/task-document.ts';
import type { Api } from '@contract/document/values.ts';
import { read, steps } from '@contract/pointer.ts';
import { WorkForms } from '@contract/rules/work-form.ts';
import { cleanup, render } from '@testing-library/svelte';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import workForms from '../../../resources/rules/work-forms.json';
import { fieldText } from '../../../src-renderer/features/fields/field-text.ts';
import { typedFrom } from '../../../src-renderer/features/fields/typed-value.ts';
import { leavesOf } from '../../../src-renderer/features/fields/pointers.ts';
import TaskPage from '../../../src-renderer/features/tasks/TaskPage.svelte';
import { anyDocument } from '../../support/any-document.ts';
import { fullInTask, fullOutTask } from '../../support/full-document.ts';
import { contextOf, detailOf, noon, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

const forms = WorkForms.parse(workForms);
const formOf = (taskType: string) => forms.find(({ taskTypes }) => taskTypes.includes(taskType)) ?? null;
const full: Record<Api, TaskDocument> = { outTask: fullOutTask, inTask: fullInTask };

/** Everything that stands on the page of a task: texts, and what the inputs have. */
function screenOf(api: Api, document: TaskDocument, ended: boolean, locale = 'en-GB') {
  const surroundings = surroundingsWith(new StandInEngine({}), locale);
  const detail = detailOf({
    taskId: document.id,
    api,
    document,
    ended,
    writable: ended ? [] : fieldTable.filter((rule) => rule[api]).map(({ field }) => field),
    form: api === 'outTask' ? formOf(document.taskType) : null,
  });
  const { container } = render(TaskPage, { props: { detail }, context: contextOf(surroundings) });
  const inputs = [
    ...container.querySelectorAll<HTMLInputElement>('input:is([type=text], [type=datetime-local]), textarea'),
  ];
  const text = [
    container.textContent,
    ...[...container.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label')),
    ...inputs.map(({ value }) => value),
  ].join('\n');
  return { text: text.replace(/\s+/g, ' '), surroundings };
}

/** Whether something stands at a pointer of the field table. */
function isFilled(document: unknown, pointer: string): boolean {
  const at = pointer.indexOf('/*');
  if (at < 0) return read(document, pointer) !== undefined;
  const list = read(document, pointer.slice(0, at));
  return Array.isArray(list) && list.some((item) => isFilled(item, pointer.slice(at + 2)));
}

describe.each(['outTask', 'inTask'] as const)('the full %s', (api) => {
  it('has every field of the contract', () => {
    const empty = fieldTable
      .filter(({ only }) => (only ?? api) === api)
      .filter(({ field }) => !isFilled(full[api], field));
    expect(empty).toEqual([]);
    expect(TaskDocument.parse(full[api])).toEqual(full[api]);
  });

  it.each([
    ['en-GB', true],
    ['en-GB', false],
    ['nl-NL', true],
  ])('has every value on screen (%s, ended: %s)', (locale, ended) => {
    const { text, surroundings } = screenOf(api, full[api], ended, locale);
    const { language } = surroundings;
    const hidden = leavesOf(full[api]).filter(({ pointer, value }) => {
      // A label or note that is for all has no mark of it.
      if (/\/(isPrivate|isInternal)$/.test(pointer) && value === false) return false;
      const shown = [fieldText(language, pointer, value, noon)];
      if (typeof value === 'string') shown.push(value, typedFrom('moment', value, locale));
      if (typeof value === 'number') shown.push(String(value));
      if (steps(pointer).at(-1) === 'isPrivate') shown.push(language.texts.tasks.detail.privateLabel);
      if (steps(pointer).at(-1) === 'isInternal') shown.push(language.texts.tasks.detail.internalNote);
      return !shown.some((one) => one !== '' && text.includes(one.replace(/\s+/g, ' ')));
    });
    expect(hidden).toEqual([]);
  });
});

describe('a task of which little is known', () => {
  it.each(['outTask', 'inTask'] as const)('is shown with only the required fields (%s)', (api) => {
    const { text } = screenOf(
      api,
      { id: 'T-1', version: 0, taskType: 'NEW_KIND', mainStatus: 'NEW_STATUS' },
      false,
    );
    expect(text).toContain('NEW_KIND');
    expect(text).toContain('NEW_STATUS');
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it.each(['outTask', 'inTask'] as const)('is shown with every other field null (%s)', (api) => {
    const required = new Set(['id', 'version', 'taskType', 'mainStatus']);
    const nulls = Object.fromEntries(
      Object.entries(full[api]).map(([name, value]) => [name, required.has(name) ? value : null]),
    );
    expect(screenOf(api, TaskDocument.parse(nulls), false).text).not.toMatch(/undefined|NaN|\[object/);
  });

  it.each(['outTask', 'inTask'] as const)('never breaks the page, whatever a platform sends (%s)', (api) => {
    fc.assert(
      fc.property(anyDocument(api), fc.boolean(), (document, ended) => {
        screenOf(api, document, ended);
        cleanup();
      }),
      { numRuns: 25 },
    );
  });
});
