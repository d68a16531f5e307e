import { PatchdeskError } from '@contract/errors.ts';
import type { SalvageView } from '@contract/salvage.ts';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { sayChanges, sayRest } from '../../../src-renderer/features/salvage/say-salvage.ts';
import SalvageNotices from '../../../src-renderer/features/salvage/SalvageNotices.svelte';
import { catalogue } from '../../../src-renderer/messages/catalogue.ts';
import { formatsOf } from '../../../src-renderer/messages/formats.ts';
import { contextOf, StandInEngine, surroundingsWith, type Answers } from './stand-ins.ts';

afterEach(cleanup);

const whole: SalvageView = {
  salvageNumber: 3,
  at: '2026-03-09T10:30:00Z',
  file: '/profile/patchdesk.corrupt-2026.sqlite',
  changesKept: 5,
  changesLost: 0,
  tasksOfLost: [],
  changesMayBeLost: false,
  historyLost: 0,
  tasksToFetch: 12,
  taskIdsUnreadable: false,
};

const said = (part: Partial<SalvageView>, locale: 'en' | 'nl' = 'en') => {
  const [texts, formats, salvage] = [
    catalogue[locale].salvage,
    formatsOf(locale),
    { ...whole, ...part },
  ] as const;
  return [...sayChanges(texts, formats, salvage), ...sayRest(texts, formats, salvage)].join(' ');
};

describe('what is said of a damaged database', () => {
  it('is that every change was saved, only where that is known', () => {
    expect(said({})).toBe(
      'All 5 changes were saved. 12 tasks are fetched again as soon as the platform answers.',
    );
    expect(said({ changesKept: 1 })).toContain('Your change was saved.');
    expect(said({ changesKept: 2 }, 'nl')).toContain('Beide wijzigingen zijn gered.');
    expect(said({ changesMayBeLost: true })).toMatch(/^5 changes were saved\. There may have been more/);
    expect(said({ changesKept: 0 })).toContain('There was no change in it.');
    expect(said({ changesKept: 0, changesMayBeLost: true })).toContain('No change could be read.');
  });

  it('is how many changes were lost, and in which tasks to look', () => {
    expect(said({ changesLost: 2, tasksOfLost: ['OT-1', 'OT-2'] })).toContain(
      '2 changes could not be read. Check whether the platform has them: OT-1 and OT-2.',
    );
    expect(said({ changesLost: 1 }, 'nl')).toContain(
      '1 wijziging was niet meer leesbaar. Kijk in de taken na wat je het laatst gedaan hebt.',
    );
    expect(said({ changesKept: 0, changesLost: 3 })).toMatch(/^3 changes could not be read\./);
    const many = Array.from({ length: 1206 }, (_, at) => `OT-${at}`);
    expect(said({ changesLost: 1206, tasksOfLost: many })).toContain('OT-5 and 1,200 more.');
  });

  it('is what became of tasks and history', () => {
    expect(said({ tasksToFetch: 0 })).toContain('No task has to be fetched again.');
    expect(said({ taskIdsUnreadable: true })).toContain('they appear as the platform sends them again');
    expect(said({ historyLost: 3 })).toContain('3 entries of the history could not be read.');
  });
});

function show(answers: Answers, locale?: string) {
  const engine = new StandInEngine(answers);
  render(SalvageNotices, { context: contextOf(surroundingsWith(engine, locale)) });
  return engine;
}

describe('the notice', () => {
  it('says when it was found and where the file is, in the language of the screen', async () => {
    show({ 'salvage.list': () => ({ salvages: [whole] }) }, 'nl-NL');
    const notice = await screen.findByRole('region', {
      name: 'De gegevens op dit apparaat waren beschadigd',
    });
    expect(notice.textContent).toContain('Ontdekt vandaag 11:30');
    expect(notice.textContent).toContain(whole.file);
    expect(screen.getByRole('button', { name: 'Kopieer pad van het beschadigde bestand' })).toBeTruthy();
  });

  it('goes when it is dismissed, and the next one stays', async () => {
    let salvages = [{ ...whole, salvageNumber: 4 }, whole];
    const engine = show({
      'salvage.list': () => ({ salvages }),
      'salvage.dismiss': ({ salvageNumber }) => {
        salvages = salvages.filter((one) => one.salvageNumber !== salvageNumber);
        return {};
      },
    });
    const [first] = await screen.findAllByRole('button', { name: 'Dismiss' });
    if (first) await fireEvent.click(first);
    await expect.poll(() => screen.getAllByRole('button', { name: 'Dismiss' }).length).toBe(1);
    expect(engine.inputsOf('salvage.dismiss')).toEqual([{ salvageNumber: 4 }]);
  });

  it('stays, and says why, when that could not be saved', async () => {
    show({
      'salvage.list': () => ({ salvages: [whole] }),
      'salvage.dismiss': () => {
        throw new PatchdeskError('STORE_FULL', { reason: 'SQLITE_FULL' });
      },
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Dismiss' }));
    expect(await screen.findByText(/The disk is full/)).toBeTruthy();
    expect(screen.getByText('The data on this device was damaged')).toBeTruthy();
  });

  it('of a later damage comes with the engine that found it', async () => {
    let salvages: SalvageView[] = [];
    const engine = show({ 'salvage.list': () => ({ salvages }) });
    await expect.poll(() => engine.inputsOf('salvage.list').length).toBe(1);
    expect(screen.queryByTestId('salvage')).toBeNull();
    salvages = [whole];
    engine.reconnect();
    expect(await screen.findByTestId('salvage')).toBeTruthy();
  });
});
