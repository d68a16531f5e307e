import type { TaskDetail } from '@contract/task-view.ts';
import { PatchdeskError } from '@contract/errors.ts';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { pastedFiles } from '../../../src-renderer/features/attachments/adding.svelte.ts';
import AttachmentsCard from '../../../src-renderer/features/attachments/AttachmentsCard.svelte';
import { fileSize, megabytes } from '../../../src-renderer/messages/file-size.ts';
import { changeOf, contextOf, StandInEngine, surroundingsWith, type Answers, detailOf } from './stand-ins.ts';

// jsdom shows no dialogs and makes no addresses.
Object.assign(HTMLDialogElement.prototype, { showModal: () => undefined });
Object.assign(URL, { createObjectURL: () => 'blob:picture', revokeObjectURL: () => undefined });

afterEach(cleanup);

const photo = {
  id: 'A-1',
  fileName: 'Meterkast.jpg',
  mimeType: 'image/jpeg',
  size: 2_516_582,
  author: 'Sanne',
  createdAt: '2026-03-09T10:00:00Z',
};

function show(answers: Answers, part: Partial<TaskDetail> = {}, attachments = [photo]) {
  const document = {
    id: 'OT-1',
    version: 7,
    taskType: 'PATCH_INSTALL',
    mainStatus: 'IN_PROGRESS',
    attachments,
  };
  const detail = detailOf({ document, ...part });
  const engine = new StandInEngine(answers);
  render(AttachmentsCard, { props: { detail }, context: contextOf(surroundingsWith(engine)) });
  return engine;
}

const fileOf = (name: string, content = 'x') => new File([content], name);
const choose = (...files: File[]) =>
  fireEvent.change(screen.getByLabelText('Add files'), { target: { files } });

describe('the files of a task', () => {
  it('are listed with size, author and how far they are on their way', () => {
    const fields = [{ field: '/attachments/A-1', from: null, to: photo }];
    show({}, { changes: [changeOf({ state: 'queued', fields })] });
    expect(screen.getByText('Meterkast.jpg')).toBeTruthy();
    expect(screen.getByText('2.4 MB')).toBeTruthy();
    expect(screen.getByText('Sanne')).toBeTruthy();
    expect(document.querySelector('[data-state="queued"]')).toBeTruthy();
  });

  it('are added each on its own: one that is refused names the rule and holds up no other', async () => {
    const engine = show({
      'attachment.add': ({ fileName }) => {
        if (fileName !== 'virus.exe') return { changeNumber: 1, attachmentId: 'A-2' };
        const issues = [{ rule: 'extension' as const, extension: 'exe', allowed: ['jpg', 'pdf'] }];
        throw new PatchdeskError('ATTACHMENT_REFUSED', { fileName, issues });
      },
    });
    await choose(fileOf('virus.exe'), fileOf('kabel.jpg'));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('the extension EXE is not allowed; allowed are JPG, PDF');
    await waitFor(() => expect(engine.inputsOf('attachment.add')).toHaveLength(2));
    await fireEvent.click(screen.getByRole('button', { name: 'Close this message' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('that are far too large are refused without being read', async () => {
    const film = Object.defineProperty(fileOf('film.jpg'), 'size', { value: 5 * 1024 * 1024 + 1 });
    const engine = show({});
    await choose(film);
    expect((await screen.findByRole('alert')).textContent).toContain(
      'it has 5.01\u00a0MB, a file may have at most 5\u00a0MB',
    );
    expect(engine.asked).toEqual([]);
  });

  it('are tried again under the same change id', async () => {
    let tries = 0;
    const engine = show({
      'attachment.add': () => {
        if (++tries === 1) throw new PatchdeskError('STORE_FAILED', { reason: 'ENOSPC' });
        return { changeNumber: 1, attachmentId: 'A-2' };
      },
    });
    await choose(fileOf('kabel.jpg'));
    await fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    const ids = engine.inputsOf('attachment.add').map((input) => (input as { changeId: string }).changeId);
    expect(ids).toEqual([ids[0], ids[0]]);
  });

  it('can be dropped', async () => {
    const engine = show({ 'attachment.add': () => ({ changeNumber: 1, attachmentId: 'A-2' }) });
    const group = screen.getByRole('group', { name: 'Attachments' });
    await fireEvent.drop(group, { dataTransfer: { files: [fileOf('kabel.jpg')] } });
    await waitFor(() => expect(engine.inputsOf('attachment.add')).toMatchObject([{ fileName: 'kabel.jpg' }]));
  });

  it('that are pictures are shown, and what can not be opened says why', async () => {
    let reached = false;
    show({
      'attachment.open': () => {
        if (reached) return { fileName: photo.fileName, mimeType: 'image/jpeg', bytes: new Uint8Array([1]) };
        throw new PatchdeskError('ATTACHMENT_UNAVAILABLE', {
          fileName: photo.fileName,
          reason: 'unreachable',
        });
      },
    });
    const button = screen.getByRole('button', { name: 'Show Meterkast.jpg' });
    await fireEvent.click(button);
    expect((await screen.findByRole('alert')).textContent).toContain('the platform can not be reached now');
    reached = true;
    await fireEvent.click(button);
    const picture = await screen.findByAltText('Meterkast.jpg');
    expect(picture.getAttribute('src')).toBe('blob:picture');
  });

  it('of an ended task are shown and not added to', () => {
    show({}, { ended: true });
    expect(screen.getByText('Meterkast.jpg')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add files' })).toBeNull();
  });
});

describe('a paste', () => {
  const paste = (target: Element, types: string[]) =>
    pastedFiles({
      target,
      clipboardData: { types, files: [fileOf('image.png')] },
    } as unknown as ClipboardEvent);

  it('brings pictures, but leaves text to the field it is pasted into', () => {
    const field = document.createElement('textarea');
    expect(paste(document.body, ['Files', 'text/plain'])).toHaveLength(1);
    expect(paste(field, ['Files'])).toHaveLength(1);
    expect(paste(field, ['Files', 'text/plain'])).toHaveLength(0);
  });
});

describe('a size', () => {
  it('over a limit never reads as the limit', () => {
    expect([megabytes('en', 5 * 1024 ** 2), megabytes('en', 5 * 1024 ** 2 + 1)]).toEqual([
      '5\u00a0MB',
      '5.01\u00a0MB',
    ]);
    expect([900, 12_300, 2_516_582].map((bytes) => fileSize('nl', bytes))).toEqual([
      '900\u00a0B',
      '12\u00a0kB',
      '2,4\u00a0MB',
    ]);
  });
});
