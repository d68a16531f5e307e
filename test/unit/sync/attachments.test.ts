import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ContentResult, PlatformClient } from '../../../src-main/equitri/platform-client.ts';
import { addAttachment, openAttachment, showAttachment } from '../../../src-main/sync/attachments.ts';
import { withdraw } from '../../../src-main/sync/outbox.ts';
import { pullContents } from '../../../src-main/sync/pulling.ts';
import { merge, syncOf, takeIndication } from '../../../src-main/sync/receiving.ts';
import { attachmentOf, photoBytes } from '../../support/attachments.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { syncContext, testFolder, type TestContext } from '../../support/sync-context.ts';

const changeId = '0192f0c4-0000-7000-8000-00000000000a';
const exchangeId = '0192f0c4-0000-7000-8000-00000000000b';
const bytes = photoBytes();
const photo = { changeId, taskId, fileName: 'Meterkast.JPG', bytes };
const away: ContentResult = {
  kind: 'trouble',
  trouble: { kind: 'unreachable', cause: 'ECONNREFUSED' },
  retryAfterMs: null,
};
const gone: ContentResult = { kind: 'trouble', trouble: { kind: 'notVisible' }, retryAfterMs: null };

/** A platform that has nothing but these contents. */
function platform(contents: Record<string, ContentResult>) {
  const asked: string[] = [];
  const other = () => Promise.reject(new Error('only contents are asked for here'));
  const client: PlatformClient = {
    indicate: other,
    fetch: other,
    sync: other,
    probe: other,
    attachment: (_api, id) => {
      asked.push(id);
      return Promise.resolve(contents[id] ?? gone);
    },
  };
  return { client, asked };
}

const nothing = platform({});
const content = (of: Uint8Array): ContentResult => ({ kind: 'content', bytes: of });
const localOf = (context: TestContext) => context.store.tasks.get(taskId)?.local.attachments ?? [];

describe('a file of the user', () => {
  test('is kept and queued as one change, with all its document says of it', async () => {
    const context = syncContext([patchInstall()]);
    const { changeNumber, attachmentId } = addAttachment(context, photo);
    expect(changeNumber).toBe(1);
    const entry = {
      fileName: 'Meterkast.JPG',
      mimeType: 'image/jpeg',
      size: 2_000,
      author: 'Sanne de Vries',
    };
    expect(localOf(context)).toMatchObject([{ id: attachmentId, ...entry }]);
    expect(context.store.tasks.get(taskId)?.base.attachments).toBeUndefined();
    const opened = await openAttachment(context, nothing.client, taskId, attachmentId);
    expect([opened.fileName, opened.mimeType]).toEqual(['Meterkast.JPG', 'image/jpeg']);
    expect(Buffer.from(opened.bytes)).toEqual(Buffer.from(bytes));
  });

  test('added twice with the same change id is there once', () => {
    const context = syncContext([patchInstall()]);
    expect(addAttachment(context, photo)).toEqual(addAttachment(context, photo));
    expect(localOf(context)).toHaveLength(1);
  });

  test('is counted with the files that are still on their way', () => {
    const context = syncContext([patchInstall()]);
    const idOf = (at: number) => `0192f0c4-0000-7000-8000-0000000001${String(at).padStart(2, '0')}`;
    for (let at = 0; at < 20; at++) addAttachment(context, { ...photo, changeId: idOf(at) });
    expect(() => addAttachment(context, photo)).toThrow(
      expect.objectContaining({
        code: 'ATTACHMENT_REFUSED',
        detail: { fileName: 'Meterkast.JPG', issues: [{ rule: 'tooManyFiles', files: 21, most: 20 }] },
      }),
    );
    expect(localOf(context)).toHaveLength(20);
  });

  test('that breaks a rule changes nothing [§9 checked before queued]', () => {
    const context = syncContext([patchInstall()]);
    expect(() => addAttachment(context, { ...photo, fileName: 'virus.exe' })).toThrow('ATTACHMENT_REFUSED');
    expect(context.store.changes.ofTask(taskId)).toEqual([]);
  });

  test('of an ended task is refused', () => {
    const context = syncContext([patchInstall({ mainStatus: 'DELIVERED' })]);
    expect(() => addAttachment(context, photo)).toThrow('TASK_ENDED');
  });

  test('is served to the platform under its own API, until it is withdrawn', () => {
    const context = syncContext([patchInstall()]);
    const { attachmentId } = addAttachment(context, photo);
    expect(showAttachment(context, 'outTask', attachmentId)).toMatchObject({ mimeType: 'image/jpeg' });
    expect(showAttachment(context, 'inTask', attachmentId)).toBeNull();
    expect(showAttachment(context, 'outTask', 'A-0')).toBeNull();
    withdraw(context, changeId);
    expect(showAttachment(context, 'outTask', attachmentId)).toBeNull();
  });
});

describe('opening a file of the platform', () => {
  const task = patchInstall({ attachments: [attachmentOf('A-1', bytes)] });

  test('fetches it once and keeps it', async () => {
    const context = syncContext([task]);
    const { client, asked } = platform({ 'A-1': content(bytes) });
    await openAttachment(context, client, taskId, 'A-1');
    const again = await openAttachment(context, client, taskId, 'A-1');
    expect([asked, Buffer.from(again.bytes)]).toEqual([['A-1'], Buffer.from(bytes)]);
  });

  test('fetches it again when the disk has lost it', async () => {
    const folder = testFolder();
    const context = syncContext([task], folder);
    const { client, asked } = platform({ 'A-1': content(bytes) });
    await openAttachment(context, client, taskId, 'A-1');
    rmSync(join(folder, 'attachments'), { recursive: true });
    await openAttachment(context, client, taskId, 'A-1');
    expect(asked).toHaveLength(2);
  });

  test.each([
    ['unreachable', away],
    ['notFound', gone],
    ['mismatch', content(photoBytes(2_000, 9))],
  ])('says %s when it can not be had', async (reason, result) => {
    const context = syncContext([task]);
    await expect(
      openAttachment(context, platform({ 'A-1': result }).client, taskId, 'A-1'),
    ).rejects.toMatchObject({
      code: 'ATTACHMENT_UNAVAILABLE',
      detail: { reason },
    });
  });

  test('says that it has expired without asking, and that it is none of the task', async () => {
    const old = attachmentOf('A-2', bytes, { createdAt: '2020-01-01T00:00:00Z' });
    const context = syncContext([patchInstall({ attachments: [old] })]);
    const { client, asked } = platform({ 'A-2': content(bytes) });
    await expect(openAttachment(context, client, taskId, 'A-2')).rejects.toMatchObject({
      detail: { reason: 'expired' },
    });
    await expect(openAttachment(context, client, taskId, 'A-9')).rejects.toMatchObject({
      code: 'ATTACHMENT_UNKNOWN',
    });
    expect(asked).toEqual([]);
  });
});

describe('the contents of a fetched document', () => {
  const [first, second] = [attachmentOf('A-1', bytes), attachmentOf('A-2', photoBytes(50))];
  const document = patchInstall({ version: 8, attachments: [first, second] });
  const asking = {
    api: 'outTask',
    indicationId: exchangeId,
    systemId: 'CONTR-ZH-01',
    cluster: 'ZH-NOORD',
  } as const;
  const fetched = { asking, document };
  const turn = () => Promise.resolve();

  test('are pulled when they are new, and kept [§9 pulled]', async () => {
    const context = syncContext([patchInstall({ attachments: [first] })]);
    const before = { ...fetched, document: patchInstall({ attachments: [first] }) };
    await pullContents(context, platform({ 'A-1': content(bytes) }).client, before, turn);
    const { client, asked } = platform({ 'A-2': content(photoBytes(50)) });
    expect(await pullContents(context, client, fetched, turn)).toEqual({ kind: 'pulled', refusals: [] });
    expect(asked).toEqual(['A-2']);
    expect(context.store.attachments.read(second.sha256 ?? '').kind).toBe('content');
  });

  test('that are not what the document says make our Sync an ERROR, and the document is kept [§9 sha256]', async () => {
    const context = syncContext([patchInstall()]);
    takeIndication(context, 'outTask', {
      indicationId: exchangeId,
      systemId: 'CONTR-ZH-01',
      cluster: 'ZH-NOORD',
      taskId,
      event: 'ATTACHMENT_ADDED',
      occurredAt: '2026-11-23T08:00:00Z',
    });
    const { client } = platform({ 'A-1': content(bytes), 'A-2': content(photoBytes(50, 3)) });
    const pulled = await pullContents(context, client, fetched, turn);
    if (pulled.kind !== 'pulled') throw new Error('the platform could be reached');
    merge(context, 'outTask', document, pulled.refusals);
    const [exchange] = context.store.exchanges.due('CONTR-ZH-01', context.surroundings.now(), 1);
    if (!exchange) throw new Error('there is no exchange to sync');
    expect(syncOf(context, exchange)).toMatchObject({
      result: 'ERROR',
      errors: [{ code: 'ATTACHMENT_REFUSED', field: '/attachments/1' }],
    });
    expect(context.store.tasks.get(taskId)?.base.version).toBe(8);
    expect(context.store.attachments.read(second.sha256 ?? '').kind).toBe('none');
  });

  test('that were refused are looked at again with the next document, until they are right [§9 sha256]', async () => {
    const context = syncContext([patchInstall()]);
    const wrong = platform({ 'A-1': content(bytes), 'A-2': content(photoBytes(50, 3)) });
    const refusals = [{ code: 'ATTACHMENT_REFUSED', field: '/attachments/1' }];
    for (const version of [8, 9]) {
      const next = { ...fetched, document: { ...document, version } };
      expect(await pullContents(context, wrong.client, next, turn)).toMatchObject({ refusals });
      merge(context, 'outTask', next.document);
    }
    expect(wrong.asked).toEqual(['A-1', 'A-2', 'A-2']);
    const right = platform({ 'A-2': content(photoBytes(50)) });
    const last = { ...fetched, document: { ...document, version: 10 } };
    expect(await pullContents(context, right.client, last, turn)).toEqual({ kind: 'pulled', refusals: [] });
  });

  test('that say nothing of their bytes are looked at once', async () => {
    const bare = { ...attachmentOf('A-3', bytes), sha256: null };
    const context = syncContext([patchInstall({ attachments: [bare] })]);
    const again = { ...fetched, document: patchInstall({ version: 8, attachments: [bare] }) };
    const { client, asked } = platform({});
    expect(await pullContents(context, client, again, turn)).toEqual({ kind: 'pulled', refusals: [] });
    expect(asked).toEqual([]);
  });

  test('that can not be reached are tried again, and what was pulled is not asked for again', async () => {
    const context = syncContext([patchInstall()]);
    const cut = platform({ 'A-1': content(bytes), 'A-2': away });
    expect(await pullContents(context, cut.client, fetched, turn)).toEqual(away);
    const back = platform({ 'A-2': content(photoBytes(50)) });
    expect(await pullContents(context, back.client, fetched, turn)).toEqual({ kind: 'pulled', refusals: [] });
    expect(back.asked).toEqual(['A-2']);
  });
});
