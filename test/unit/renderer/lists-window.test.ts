import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TaskRow } from '@contract/task-view.ts';
import { listsEngine, rowsOf, tasksOf, type Tasks } from './lists-engine.ts';
import ListsStage from './ListsStage.svelte';
import { contextOf, layOut, surroundingsWith } from './stand-ins.ts';

beforeEach(() => {
  layOut(520, 37);
  // jsdom knows popovers only as what is never shown.
  const style = document.createElement('style');
  style.textContent = '[popover] { display: block !important }';
  document.head.replaceChildren(style);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  location.hash = '';
});

const tenTasks = () =>
  rowsOf(10, (at): Partial<TaskRow> => ({
    street: at === 3 ? 'Café 4' : `Voorstraat ${at + 1}`,
    popName: at < 6 ? 'Delft' : 'Leiden',
    assignee: at < 2 ? 'j.devries' : null,
  }));

async function show(tasks: Tasks = tasksOf(tenTasks()), locale = 'en-GB') {
  const engine = listsEngine(tasks, { 'task.open': () => Promise.reject(new Error('not here')) });
  const surroundings = surroundingsWith(engine, locale);
  render(ListsStage, { props: { surroundings }, context: contextOf(surroundings) });
  await waitFor(() => expect(screen.getAllByTestId('task-row').length).toBeGreaterThan(1));
  const shown = () => screen.getAllByTestId('task-row').map((row) => row.dataset['taskId']);
  const asked = () =>
    engine.inputsOf('task.list').at(-1) as { query: { sort: unknown; search: string | null } };
  return { engine, surroundings, shown, asked, grid: () => screen.getByTestId('task-list') };
}

/** What is in a panel. */
function panelOf(label: string) {
  const [panel] = screen.getAllByRole('dialog', { name: label });
  if (!panel) throw new Error(`no panel ${label}`);
  const inside = within(panel);
  return {
    panel,
    press: (name: string) => fireEvent.click(inside.getByRole('button', { name })),
    tick: async (name: string) => fireEvent.click(await inside.findByRole('checkbox', { name })),
    type: (label: string, value: string) =>
      fireEvent.input(inside.getByLabelText(label), { target: { value } }),
    choose: (label: string, value: string) =>
      fireEvent.change(inside.getByLabelText(label), { target: { value } }),
  };
}

/** The page tells when a panel opens. */
async function opened(label: string) {
  const found = panelOf(label);
  await fireEvent(found.panel, Object.assign(new Event('toggle'), { newState: 'open' }));
  return found;
}

describe('the table', () => {
  it('is sorted by a column, then the other way round, and says so', async () => {
    const { asked } = await show();
    const head = screen.getByRole('columnheader', { name: 'Address' });
    expect(screen.getByRole('columnheader', { name: 'Planned' }).getAttribute('aria-sort')).toBe('ascending');
    await fireEvent.click(within(head).getByRole('button'));
    await waitFor(() => expect(head.getAttribute('aria-sort')).toBe('ascending'));
    expect(asked().query.sort).toEqual({ column: 'address', descending: false });
    await fireEvent.click(within(head).getByRole('button'));
    await waitFor(() => expect(head.getAttribute('aria-sort')).toBe('descending'));
    expect(asked().query.sort).toEqual({ column: 'address', descending: true });
    expect(screen.getByText('Changed')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Reset' }));
    await waitFor(() => expect(head.getAttribute('aria-sort')).toBe('none'));
  });

  it('has its rows and cells in Dutch too', async () => {
    await show(tasksOf(tenTasks()), 'nl-NL');
    expect(screen.getByRole('columnheader', { name: 'Adres' })).toBeTruthy();
    expect(screen.getAllByText('Gepland').length).toBeGreaterThan(1);
    expect(screen.getByTestId('task-count').textContent).toBe('10 taken');
  });

  it('shows the columns that are chosen, in their order', async () => {
    await show();
    const heads = () => screen.getAllByRole('columnheader').map((head) => head.textContent.trim());
    const panel = panelOf('Columns');
    await panel.tick('DHID');
    expect(heads().at(-1)).toBe('DHID');
    await panel.press('Move DHID to the left');
    expect(heads().at(-2)).toBe('DHID');
    await panel.tick('DHID');
    expect(heads()).not.toContain('DHID');
  });

  it('opens by the keys, becomes a narrow list beside the task, and comes back with Escape', async () => {
    const { grid, surroundings } = await show();
    expect(grid().getAttribute('role')).toBe('grid');
    expect(document.activeElement).toBe(grid());
    await fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    const active = document.getElementById(grid().getAttribute('aria-activedescendant') ?? '');
    expect(active?.dataset['taskId']).toBe('OT-2');
    await fireEvent.keyDown(grid(), { key: 'Enter' });
    expect(surroundings.router.route).toMatchObject({ taskId: 'OT-2' });
    await waitFor(() => expect(grid().getAttribute('role')).toBe('listbox'));
    await waitFor(() =>
      expect(screen.getByRole('option', { selected: true }).dataset['taskId']).toBe('OT-2'),
    );
    await fireEvent.keyDown(window, { key: 'Escape' });
    expect(surroundings.router.route).toMatchObject({ taskId: null });
    await waitFor(() => expect(grid().getAttribute('role')).toBe('grid'));
  });

  it('has headings with numbers where it is grouped', async () => {
    await show();
    await fireEvent.change(screen.getByLabelText('Group by'), { target: { value: 'popName' } });
    await waitFor(() => {
      const headings = screen.getAllByTestId('group-heading').map((heading) => heading.textContent);
      expect(headings.map((text) => text.replace(/\s+/g, ' ').trim())).toEqual(['Delft 6', 'Leiden 4']);
    });
  });
});

describe('the search box', () => {
  it('finds as one types, marks what was found, and is left by the keys', async () => {
    const { shown, grid, surroundings, asked } = await show();
    await fireEvent.keyDown(window, { key: '/' });
    const box = screen.getByRole('searchbox', { name: 'Search tasks' });
    expect(document.activeElement).toBe(box);
    await fireEvent.input(box, { target: { value: 'caf' } });
    await waitFor(() => expect(shown()).toEqual(['OT-4']));
    expect(asked().query.search).toBe('caf');
    expect(document.querySelector('mark')?.textContent).toBe('Caf');
    await fireEvent.keyDown(box, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(grid());
    await fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
    expect(document.activeElement).toBe(box);
    await fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect(surroundings.router.route).toMatchObject({ taskId: 'OT-4' }));
    await fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Escape' });
    await waitFor(() => expect(shown().length).toBeGreaterThan(1));
    expect(asked().query.search).toBeNull();
  });

  it('looks within the filters, and in all tasks when asked', async () => {
    const { surroundings, shown } = await show();
    surroundings.router.go({ view: 'tasks', listId: 'mine', taskId: null });
    await waitFor(() => expect(shown()).toEqual(['OT-1', 'OT-2']));
    await fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'caf' } });
    await waitFor(() => expect(screen.getByText(/Nothing found for/)).toBeTruthy());
    const [everywhere] = screen.getAllByRole('button', { name: 'Search all tasks' });
    if (everywhere) await fireEvent.click(everywhere);
    await waitFor(() => expect(shown()).toEqual(['OT-4']));
  });
});

describe('the filters', () => {
  it('are added from values with their numbers, changed, and taken away', async () => {
    const { shown } = await show();
    const adding = await opened('Add filter');
    await adding.press('PoP');
    await adding.tick('Leiden');
    await waitFor(() => expect(shown()).toEqual(['OT-7', 'OT-8', 'OT-9', 'OT-10']));
    expect(screen.getByTestId('filter').textContent).toContain('Leiden');
    const changing = await opened('PoP: Leiden');
    await changing.tick('Delft');
    await waitFor(() => expect(shown()).toHaveLength(10));
    await fireEvent.click(screen.getByRole('button', { name: 'Remove filter: PoP Leiden, Delft' }));
    expect(screen.queryByTestId('filter')).toBeNull();
  });

  it('of a moment take a period or days, of a code its beginning', async () => {
    const { engine } = await show();
    const adding = await opened('Add filter');
    const asked = (part: string) =>
      waitFor(() => expect(JSON.stringify(engine.inputsOf('task.list').at(-1))).toContain(part));
    await adding.press('Planned');
    await adding.press('this week');
    await asked('2026-03-15T23:00:00.000Z');
    await adding.choose('From', '2026-03-30');
    await asked('{"column":"planned","from":"2026-03-29T22:00:00.000Z","until":null}');
    await adding.press('is empty');
    await asked('{"column":"planned","empty":true}');
    await adding.press('Choose another column');
    await adding.press('DHID');
    await adding.type('Begins with', ' 12 ');
    await adding.press('Apply');
    await asked('{"column":"dhid","startsWith":"12"}');
  });
});

describe('the views', () => {
  it('are listed with their numbers and lead to themselves', async () => {
    await show();
    const views = within(screen.getByRole('navigation'));
    const mine = views.getByRole('link', { name: /^My tasks/ });
    await waitFor(() => expect(mine.textContent).toContain('2'));
    expect(mine.getAttribute('href')).toBe('#/tasks/mine');
    expect(views.getByRole('link', { name: /^Open work/ }).getAttribute('aria-current')).toBe('page');
  });

  it('are counted again only when a change touches one of them', async () => {
    const { engine } = await show();
    await waitFor(() => expect(engine.inputsOf('task.count').length).toBeGreaterThan(1));
    const before = engine.inputsOf('task.count').length;
    const [row] = rowsOf(1);
    if (!row) throw new Error('there is a row');
    engine.tell('tasks.changed', {
      taskIds: ['OT-1'],
      rows: [{ before: row, after: { ...row, dhid: '7' } }],
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(engine.inputsOf('task.count')).toHaveLength(before);
  });

  it('are saved, renamed, put in another order and removed', async () => {
    const tasks = tasksOf(tenTasks());
    const { surroundings } = await show(tasks);
    for (const name of ['Round', 'Other']) {
      await fireEvent.change(screen.getByLabelText('Group by'), { target: { value: 'assignee' } });
      await panelOf('Save as a view').type('Name', name);
      await panelOf('Save as a view').press('Save view');
      await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(name));
      surroundings.router.go({ view: 'tasks', listId: 'open', taskId: null });
      await tick();
    }
    expect(tasks.saved.map(({ name }) => name)).toEqual(['Round', 'Other']);
    await panelOf('Edit Other').press('Move up');
    await waitFor(() => expect(tasks.saved.map(({ name }) => name)).toEqual(['Other', 'Round']));
    await panelOf('Edit Other').type('Name', 'Mine now');
    await panelOf('Edit Other').press('Rename');
    expect(await screen.findByRole('link', { name: /^Mine now/ })).toBeTruthy();
    await panelOf('Edit Mine now').press('Remove this view');
    await panelOf('Edit Mine now').press('Yes, remove it');
    await waitFor(() => expect(tasks.saved.map(({ name }) => name)).toEqual(['Round']));
  });
});
