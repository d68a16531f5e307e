import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../src-main/contract/document/task-document.ts';
import { platformContents } from '../../../src-main/sandbox/platform/contents.ts';
import { attachmentOf, photoBytes } from '../../support/attachments.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { testFolder } from '../../support/sync-context.ts';
import { openApp } from './platform-app-rig.ts';
import { exchangeId, registration, rig } from './platform-rig.ts';

const bytes = photoBytes();
const photo = attachmentOf('A-1', bytes);

/** A platform to which its System offers these attachments. */
async function offered(...attachments: Attachment[]) {
  const it = rig([patchInstall()]);
  it.platform.register(registration);
  await it.pass(100);
  it.acknowledgeAll();
  it.system.serve = () => patchInstall({ attachments });
  const offer = async () => {
    it.indicate(taskId, exchangeId(1));
    await it.pass(100);
  };
  return { ...it, offer };
}

describe('an offered attachment', () => {
  it('is pulled before the Sync and accepted with its content [§9 pulled]', async () => {
    const it = await offered(photo);
    it.system.contents.set('A-1', bytes);
    await it.offer();
    expect(it.system.syncs).toMatchObject([{ result: 'OK', taskVersion: 8 }]);
    expect(it.platform.document(taskId)?.attachments).toEqual([photo]);
    const held = await it.platform.attachment('outTask', registration.systemId, 'A-1');
    expect(held).toEqual({ mimeType: 'image/jpeg', bytes });
  });

  it.each([
    ['with another content', photo, photoBytes(2_000, 5)],
    ['with a content that is cut', photo, bytes.slice(1)],
    ['of a kind that is not allowed', { ...photo, fileName: 'a.exe' }, bytes],
    ['without a hash', { ...photo, sha256: null }, bytes],
    ['that its System does not serve', { ...photo, id: 'A-3' }, bytes],
  ])('%s is refused by place, and the document stays [§9 sha256]', async (_what, attachment, served) => {
    const it = await offered(photo, { ...attachment, id: attachment.id === 'A-1' ? 'A-2' : attachment.id });
    it.system.contents.set('A-1', bytes).set('A-2', served);
    await it.offer();
    expect(it.system.syncs).toMatchObject([
      { result: 'ERROR', errors: [{ code: 'ATTACHMENT_REFUSED', field: '/attachments/1' }] },
    ]);
    expect(it.platform.document(taskId)).toEqual(patchInstall());
  });

  it('that can not be reached leaves the offer open until it can', async () => {
    const it = await offered(photo);
    it.system.contents.set('A-1', bytes);
    it.system.faults.push({ step: 'attachment', fault: 'lost' });
    await it.offer();
    expect(it.system.syncs).toEqual([]);
    await it.pass(120_000);
    expect(it.system.syncs).toMatchObject([{ result: 'OK' }]);
  });
});

describe('the contents of the platform', () => {
  it('are there again after a restart when they have a folder', async () => {
    const folder = testFolder();
    await platformContents(folder).keep(photo.sha256 ?? '', bytes);
    const again = await platformContents(folder).read(photo);
    expect(again && Buffer.from(again)).toEqual(Buffer.from(bytes));
    expect(await platformContents(folder).read({ ...photo, sha256: '../x' })).toBeNull();
  });

  it('are served to a System that may see the task, with the token only', async () => {
    const app = await openApp();
    app.system.serve = () => patchInstall({ attachments: [photo] });
    app.system.contents.set('A-1', bytes);
    app.indicate(taskId, exchangeId(1));
    await app.pass(100);
    const answer = await app.get('/outTask/v1/attachment/A-1');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(bytes));
    expect((await app.get('/outTask/v1/attachment/A-9')).status).toBe(404);
    expect((await app.ask('/outTask/v1/attachment/A-1')).status).toBe(401);
  });
});
