import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshProfile, Patchdesk } from './patchdesk.ts';

test('what stands in the way is told with what can be done, and a change of the network is noticed', async () => {
  const profile = freshProfile();
  const patchdesk = await Patchdesk.start(profile.dir);
  const { page, connectivity } = patchdesk;
  await patchdesk.filled();
  const noticed = () =>
    readFileSync(join(profile.dir, 'logs', 'engine.log'), 'utf8').match(/"reason":"\w+"/g);

  await test.step('a network that wants a sign-in', async () => {
    await patchdesk.sandbox('Sign-in page');
    await page.evaluate(() => window.dispatchEvent(new Event('offline')));
    await expect(connectivity).toHaveAttribute('data-state', 'captivePortal');
    await expect(connectivity).toHaveText('This network wants you to sign in first');
    await connectivity.click();
    const panel = page.getByRole('dialog', { name: 'Status' });
    await expect(panel).toContainText('Sign in to this network in your browser');
    await expect(panel).toContainText(/next try in|trying now/);
    await page.keyboard.press('Escape');
  });

  await test.step('an address that is not whitelisted', async () => {
    await patchdesk.sandbox('Not whitelisted');
    await expect(connectivity).toHaveText('Address 127.0.0.1 is not whitelisted');
    await connectivity.click();
    await expect(page.getByTestId('advice')).toContainText('ask support to whitelist 127.0.0.1');
    await page.keyboard.press('Escape');
  });

  await test.step('it is over, and what the page and the system tell reaches the engine', async () => {
    await patchdesk.sandbox('Normal');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(connectivity).toHaveAttribute('data-state', 'reachable');
    await patchdesk.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
    // The machine that the test runs on may have changes of its own.
    const told = ['"reason":"offline"', '"reason":"online"', '"reason":"resumed"'];
    await expect.poll(noticed).toEqual(expect.arrayContaining(told));
  });

  await patchdesk.close();
  profile.remove();
});
