import { PatchdeskError } from '@contract/errors.ts';
import { describe, expect, it } from 'vitest';
import { EditAttempt } from '../../../src-renderer/features/tasks/edit-attempt.ts';
import { StandInEngine, surroundingsWith } from './stand-ins.ts';

describe('an edit that failed', () => {
  it('is the same edit when it is saved again, and another one when it says something else', async () => {
    let failing = true;
    const engine = new StandInEngine({
      'task.edit': () => {
        if (failing) throw new PatchdeskError('ENGINE_LOST', { method: 'task.edit' });
        return { changeNumber: 1 };
      },
    });
    const attempt = new EditAttempt(surroundingsWith(engine), 'OT-1');
    await expect(attempt.save({ subStatus: 'a' })).rejects.toThrow('ENGINE_LOST');
    await expect(attempt.save({ subStatus: 'a' })).rejects.toThrow('ENGINE_LOST');
    await expect(attempt.save({ subStatus: 'b' })).rejects.toThrow('ENGINE_LOST');
    failing = false;
    await attempt.save({ subStatus: 'b' });
    await attempt.save({ subStatus: 'b' });
    const ids = engine
      .inputsOf('task.edit')
      .map((input) => (input as { changeId: string }).changeId.slice(-1));
    expect(ids).toEqual(['1', '1', '2', '2', '3']);
  });
});
