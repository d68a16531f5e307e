import { PatchdeskError } from '@contract/errors.ts';
import type { RuleFileState, RulesView as View } from '@contract/rule-file-methods.ts';
import { mostRuleFileBytes } from '@contract/rules/rule-file.ts';
import { RuleFault, type RuleMistake } from '@contract/rules/rule-mistake.ts';
import { RuleKind } from '@contract/rules/rulebook.ts';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RulesWatch } from '../../../src-renderer/app/rules.svelte.ts';
import { readBase64 } from '../../../src-renderer/features/rules/file-bytes.ts';
import RulesView from '../../../src-renderer/features/rules/RulesView.svelte';
import { mistakesAsText } from '../../../src-renderer/features/rules/say-mistake.ts';
import { catalogue, locales } from '../../../src-renderer/messages/catalogue.ts';
import { contextOf, StandInEngine, surroundingsWith, type Answers } from './stand-ins.ts';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function stateOf(kind: RuleKind, part: Partial<RuleFileState> = {}): RuleFileState {
  return {
    kind,
    source: 'shipped',
    fileName: `${kind}.json`,
    importedAt: null,
    importedBy: null,
    entries: 3,
    unfit: null,
    ...part,
  };
}

const imported = {
  source: 'imported',
  fileName: 'onze.json',
  importedAt: '2026-03-09T10:00:00Z',
  importedBy: 'Sanne',
} as const;

const mistakes: RuleMistake[] = [
  {
    kind: 'labels',
    line: 3,
    column: 5,
    pointer: '/1/nam',
    what: 'nam',
    why: { code: 'FIELD_UNKNOWN', field: 'nam' },
  },
  {
    kind: 'labels',
    line: 3,
    column: 3,
    pointer: '/1/name',
    what: '',
    why: { code: 'FIELD_MISSING', field: 'name' },
  },
  {
    kind: 'statusModels',
    line: null,
    column: null,
    pointer: '/models/0',
    what: 'X',
    why: { code: 'TASK_TYPE_UNKNOWN' },
  },
];

async function show(answers: Answers, files: RuleFileState[] = [stateOf('labels')], locale = 'en-GB') {
  const view: View = { taskTypes: [], statuses: [], reasonCodes: [], labels: [], priorities: [], files };
  const engine = new StandInEngine({ 'rules.view': () => view, ...answers });
  const surroundings = { ...surroundingsWith(engine, locale), rules: new RulesWatch(engine) };
  render(RulesView, { context: contextOf(surroundings) });
  await screen.findAllByTestId('rule-file');
  return { engine, surroundings };
}

const inputOf = (row: HTMLElement) => row.querySelector('input') as HTMLInputElement;
const row = () => screen.getByTestId('rule-file');
const labels = () => new File(['\ufeff[ë]\r\n'], 'mijn labels.json');
const labelsContent = Buffer.from('\ufeff[ë]\r\n').toString('base64');

function refuse(): never {
  throw new PatchdeskError('RULE_FILE_REFUSED', {
    kind: 'labels',
    fileName: 'mijn labels.json',
    mistakes,
    more: 40,
  });
}

describe('the rules', () => {
  it('have a row for every kind, that says where they come from', async () => {
    await show({}, [
      stateOf('taskTypes', { entries: 1 }),
      stateOf('articles', { ...imported, fileName: 'prijzen.csv' }),
      stateOf('labels', { ...imported, source: 'shipped', unfit: { mistakes, more: 0 } }),
    ]);
    const [types, articles, unfit] = screen.getAllByTestId('rule-file');
    if (!types || !articles || !unfit) throw new Error('a row lacks');
    expect(within(types).getByText('As shipped')).toBeTruthy();
    expect(within(types).getByText('1 task type')).toBeTruthy();
    expect(within(types).queryByRole('button', { name: 'Back to shipped' })).toBeNull();
    expect(inputOf(types).accept).toBe('.json');
    expect(within(articles).getByText('Imported')).toBeTruthy();
    expect(within(articles).getByText(/^prijzen\.csv, .* by Sanne$/)).toBeTruthy();
    expect(inputOf(articles).accept).toBe('.csv');
    expect(within(unfit).getByText('Not in use')).toBeTruthy();
    expect(within(unfit).getAllByRole('row')).toHaveLength(4);
  });

  it('are imported from a file that is chosen, byte for byte, and say how many there are', async () => {
    const { engine, surroundings } = await show({ 'rules.import': () => ({ entries: 1 }) });
    await fireEvent.change(inputOf(row()), { target: { files: [labels()] } });
    await waitFor(() =>
      expect(surroundings.toasts.shown.map(({ text }) => text)).toEqual(['Labels imported: 1 label']),
    );
    expect(engine.inputsOf('rules.import')).toEqual([
      { kind: 'labels', fileName: 'mijn labels.json', content: labelsContent },
    ]);
  });

  it('are imported from a file that is dropped on their row, and not from a text', async () => {
    const { engine } = await show({ 'rules.import': () => ({ entries: 2 }) });
    const transfer = { types: ['Files'], files: [labels()] };
    expect(await fireEvent.dragOver(row(), { dataTransfer: { types: ['text/plain'] } })).toBe(true);
    expect(await fireEvent.dragOver(row(), { dataTransfer: transfer })).toBe(false);
    expect(screen.getByText('Drop the file here')).toBeTruthy();
    await fireEvent.drop(row(), { dataTransfer: transfer });
    await waitFor(() => expect(engine.inputsOf('rules.import')).toHaveLength(1));
    expect(screen.queryByText('Drop the file here')).toBeNull();
  });

  it('are refused with all mistakes: line, column, where, what and why', async () => {
    await show({ 'rules.import': refuse });
    await fireEvent.change(inputOf(row()), { target: { files: [labels()] } });
    expect(
      await screen.findByText('mijn labels.json was not taken: 43 mistakes. Nothing has changed.'),
    ).toBeTruthy();
    const cells = screen
      .getAllByRole('row')
      .slice(1)
      .map((one) =>
        within(one)
          .getAllByRole('cell')
          .map((cell) => cell.textContent.trim()),
      );
    expect(cells).toEqual([
      ['3', '5', '/1/nam', 'nam', 'there is no field "nam" here'],
      ['3', '3', '/1/name', 'nothing', 'the field "name" is lacking'],
      ['', '', '/models/0 in Status models', 'X', 'there is no such task type'],
    ]);
    expect(screen.getByText('and 40 more')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy Mistakes' })).toBeTruthy();
  });

  it('forget the mistakes of the file before when the next one is taken', async () => {
    const answers = [refuse, () => ({ entries: 2 })];
    await show({ 'rules.import': () => (answers.shift() ?? refuse)() }, undefined, 'nl-NL');
    await fireEvent.change(inputOf(row()), { target: { files: [labels()] } });
    expect(await screen.findByText('een veld "nam" bestaat hier niet')).toBeTruthy();
    await fireEvent.change(inputOf(row()), { target: { files: [labels()] } });
    await waitFor(() => expect(screen.queryByRole('table')).toBeNull());
  });

  it('are saved under their own name, byte for byte', async () => {
    await show({ 'rules.export': () => ({ fileName: 'onze labels.json', content: labelsContent }) });
    const saved: { name: string; blob: Blob | undefined }[] = [];
    let made: Blob | undefined;
    class StandInUrl extends URL {
      static override createObjectURL(blob: Blob): string {
        made = blob;
        return 'blob:x';
      }
    }
    vi.stubGlobal('URL', StandInUrl);
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob: made });
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Export Labels' }));
    await waitFor(() => expect(saved.map(({ name }) => name)).toEqual(['onze labels.json']));
    expect(await readBase64(saved[0]?.blob ?? new Blob())).toBe(labelsContent);
  });

  it('go back to what ships only after asking', async () => {
    const { engine, surroundings } = await show({ 'rules.reset': () => ({}) }, [stateOf('labels', imported)]);
    await fireEvent.click(screen.getByRole('button', { name: 'Back to shipped' }));
    expect(engine.inputsOf('rules.reset')).toEqual([]);
    await fireEvent.click(screen.getByText('Use what ships'));
    await waitFor(() => expect(surroundings.toasts.shown).toHaveLength(1));
    expect(engine.inputsOf('rules.reset')).toEqual([{ kind: 'labels' }]);
  });
});

describe('a file on its way to the engine', () => {
  it('is no longer than it takes to see that it is too large', async () => {
    const content = await readBase64(new Blob([new Uint8Array(mostRuleFileBytes + 1000)]));
    expect(Buffer.from(content, 'base64')).toHaveLength(mostRuleFileBytes + 1);
    expect(await readBase64(new Blob([]))).toBe('');
  });
});

describe.each(locales)('mistakes in %s', (locale) => {
  const texts = catalogue[locale];

  it('have words for every fault and every kind of rules', () => {
    const codes = RuleFault.options.map((option) => option.shape.code.value);
    expect(Object.keys(texts.rules.faults).sort()).toEqual([...codes].sort());
    expect(Object.keys(texts.rules.kinds).sort()).toEqual([...RuleKind.options].sort());
  });

  it('are copied as lines with tabs', () => {
    const lines = mistakesAsText(texts, 'labels', mistakes)
      .split('\n')
      .map((line) => line.split('\t'));
    expect(lines.map((line) => line.length)).toEqual([5, 5, 5, 5]);
    expect(lines[1]?.slice(0, 4)).toEqual(['3', '5', '/1/nam', 'nam']);
    expect(lines.flat().join()).not.toMatch(/undefined|null|\[object/);
  });
});
