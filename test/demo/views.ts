/**
 * npm run demo:views [-- --tasks N] [-- --pictures DIR]: the lists of the real window over many tasks, a picture of each
 * built-in view in light, and what it has on it.
 */
import { expect } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtInViewIds } from '../../src-main/contract/list/built-in-views.ts';
import { freshProfile, Patchdesk } from '../e2e/patchdesk.ts';
import { fillProfile } from '../support/big-profile.ts';

const { values } = parseArgs({
  options: {
    pictures: { type: 'string', default: 'out/views' },
    tasks: { type: 'string', default: '100000' },
  },
});
mkdirSync(values.pictures, { recursive: true });

const profile = freshProfile();
try {
  console.log(`Filling a profile with ${values.tasks} tasks (some 20 s for 100000)`);
  fillProfile(profile.dir, Number(values.tasks));
  const { page, ...patchdesk } = await Patchdesk.start(profile.dir);
  await expect(page.getByTestId('task-row').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/still being added to the lists/)).toBeHidden({ timeout: 60_000 });
  for (const viewId of builtInViewIds) {
    await page.evaluate((id) => {
      location.hash = `#/tasks/${id}`;
    }, viewId);
    await expect(
      page.getByTestId('task-row').or(page.getByText('No tasks in this view')).first(),
    ).toBeVisible();
    await page.waitForTimeout(300);
    const count = await page.getByTestId('task-count').textContent();
    await page.screenshot({ path: join(values.pictures, `${viewId}.png`) });
    console.log(`${viewId.padEnd(20)} ${count ?? ''}`);
  }
  await patchdesk.app.close();
} finally {
  profile.remove();
}
