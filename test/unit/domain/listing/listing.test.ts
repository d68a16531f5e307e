import { describe, expect, test } from 'vitest';
import type { TaskDocument } from '../../../../src-main/contract/document/task-document.ts';
import {
  listingOf,
  rowOf,
  type ListedTask,
  type Listing,
} from '../../../../src-main/domain/listing/listing.ts';
import { patchInstall } from '../../../support/documents.ts';

const now = Date.parse('2026-11-23T12:00:00Z');

function listed(
  document: Partial<TaskDocument>,
  part: Partial<ListedTask> = {},
  earlier: Listing | null = null,
): Listing {
  const local = patchInstall(document);
  const task: ListedTask = {
    taskId: local.id,
    api: 'outTask',
    local,
    ended: false,
    pending: 0,
    refused: 0,
    ...part,
  };
  return listingOf(task, earlier, now);
}

describe('what lists know of a task', () => {
  test('has moments of any zone as the same moment, and nothing where the document has nothing', () => {
    expect(rowOf(listed({ planned: '2026-11-25T09:00:00+01:00' })).planned).toBe('2026-11-25T08:00:00.000Z');
    expect(rowOf(listed({ planned: null, subStatus: '  ' }))).toMatchObject({
      planned: null,
      subStatus: null,
    });
  });

  test('has each label once, by name', () => {
    const labels = [{ name: 'Spoed' }, { name: 'Hond' }, { name: 'Spoed', isPrivate: true }];
    expect(listed({ labels }).labels).toEqual(['Hond', 'Spoed']);
  });

  test('says that a delivery the platform refused has not ended', () => {
    expect(listed({ mainStatus: 'DELIVERED' }, { ended: true, refused: 1 })).toMatchObject({
      ended: false,
      endedAt: null,
      changeState: 'refused',
    });
    expect(listed({ mainStatus: 'DELIVERED' }, { ended: true, pending: 1 })).toMatchObject({
      ended: true,
      changeState: 'pending',
    });
  });

  test('ended when the platform says so, else when it was first seen here to have ended', () => {
    const closedAt = '2026-11-20T10:00:00Z';
    expect(listed({ closedAt }, { ended: true }).endedAt).toBe(Date.parse(closedAt));

    const before = listed({ mainStatus: 'IN_PROGRESS' });
    const delivered = listed({ mainStatus: 'DELIVERED', closedAt: null }, { ended: true }, before);
    expect(delivered.endedAt).toBe(now);
    const { endedAt } = listingOf(
      { taskId: 'OT', api: 'outTask', local: patchInstall(), ended: true, pending: 0, refused: 0 },
      delivered,
      now + 5000,
    );
    expect(endedAt).toBe(now);
    // One that comes ended has been so for longer than we know it.
    const updatedAt = '2026-11-01T10:00:00Z';
    expect(listed({ closedAt: null, updatedAt }, { ended: true }).endedAt).toBe(Date.parse(updatedAt));
  });
});
