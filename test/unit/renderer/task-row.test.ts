import taskTypes from '../../../resources/rules/task-types.json';
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import TaskRowView from '../../../src-renderer/features/tasks/TaskRowView.svelte';
import { contextOf, rowOf, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

function show(part: Partial<ReturnType<typeof rowOf>>, locale = 'en-GB') {
  const row = { ...rowOf('OT-1'), ...part };
  const context = contextOf(surroundingsWith(new StandInEngine({}), locale));
  return render(TaskRowView, { props: { row }, context }).container;
}

describe('a row of the list', () => {
  it.each(taskTypes)('has a picture and a name for $name, in both languages', ({ name, names }) => {
    for (const [locale, text] of [
      ['en-GB', names.en],
      ['nl-NL', names.nl],
    ] as const) {
      const container = show({ taskType: name }, locale);
      expect(screen.getByTitle(text).querySelector('svg')).not.toBeNull();
      expect(container.textContent).toContain(text);
      cleanup();
    }
  });

  it('marks an inTask, and no outTask', () => {
    show({ api: 'inTask' });
    expect(screen.getByText('inTask')).toBeTruthy();
    cleanup();
    show({ api: 'outTask' });
    expect(screen.queryByText('inTask')).toBeNull();
  });

  it('shows a type and a status that nobody knows as they came', () => {
    const container = show({ taskType: 'MOON_LANDING', mainStatus: 'MOONLIT' });
    expect(container.textContent).toContain('MOON_LANDING');
    expect(screen.getByText('MOONLIT')).toBeTruthy();
    expect(screen.getByTitle('MOON_LANDING').querySelector('svg')).not.toBeNull();
  });
});
