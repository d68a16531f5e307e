/** From an empty profile to the first accepted change of a foreign environment, set up by hand in the real window. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { foreignPlatform, freePort, type ForeignPlatform } from '../support/foreign-platform.ts';
import { freshProfile, Patchdesk } from './patchdesk.ts';

const token = 'a-token-that-was-typed-by-hand';

function form(page: Page): Locator {
  return page.getByRole('region', { name: 'Settings' }).getByRole('form');
}

async function type(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    await form(page).getByLabel(label, { exact: true }).fill(value);
  }
}

/** Types everything an environment needs, as a support ticket gave it. */
async function typeEnvironment(
  page: Page,
  title: string,
  platform: ForeignPlatform,
  port: number,
): Promise<void> {
  const { access } = platform;
  await type(page, {
    'Name *': title,
    'Address of the platform *': access.apiBaseUrl,
    'Address for access tokens *': access.credentials.tokenUrl,
    'Client ID *': access.credentials.clientId,
    'Client secret *': access.credentials.clientSecret,
    'Cluster *': access.cluster,
    'SystemID *': access.systemId,
    'Token *': token,
    'Port *': String(port),
    'Calls a second, at most *': '100',
    'User name *': access.userName,
    'Organization *': access.orgId,
  });
}

test('an environment is set up by hand, its tasks come in, and the first change is accepted', async () => {
  test.setTimeout(120_000);
  const profile = freshProfile();
  const platform = await foreignPlatform(40);
  const port = await freePort();
  await platform.register(`http://127.0.0.1:${port}`, token);
  const desk = await Patchdesk.start(profile.dir);
  const { page } = desk;
  try {
    await desk.filled();

    await test.step('what is missing is marked, and nothing is saved', async () => {
      await page.getByTestId('environment').click();
      await page.getByRole('link', { name: 'Set up environments' }).click();
      await page.getByRole('button', { name: 'Add an environment' }).click();
      await type(page, {
        'Name *': 'Acceptance',
        'Address of the platform *': 'http://platform.example.org',
      });
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText('An address that begins with https://').first()).toBeVisible();
      await expect(form(page).getByLabel('Address of the platform *', { exact: true })).toBeFocused();
    });

    await test.step('complete, it is saved and opened', async () => {
      await typeEnvironment(page, 'Acceptance', platform, port);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText('Acceptance is saved')).toBeVisible();
      await expect(form(page).getByTestId('environment-state')).toHaveAttribute('data-state', 'open');
    });

    await test.step('secrets are not shown again', async () => {
      for (const label of ['Client secret', 'Token']) {
        await expect(form(page).getByLabel(label, { exact: true })).toHaveValue('');
      }
      await expect(form(page).getByText('One is kept.', { exact: false }).first()).toBeVisible();
    });

    await test.step('one click shows it: its own tasks, none of the sandbox', async () => {
      await page.getByRole('button', { name: 'Show this one' }).click();
      await expect(page.getByTestId('environment')).toHaveText('Acceptance');
      await expect(page.getByRole('button', { name: /^Sandbox:/ })).toHaveCount(0);
      await desk.filled(40);
    });

    await test.step('a change is accepted by that platform', async () => {
      const taskId = await desk.openPatchInstall('Planned');
      await desk.startWork();
      await expect(desk.pending).toHaveAttribute('data-count', '0', { timeout: 30_000 });
      await expect
        .poll(async () => (await platform.control.task(taskId)).mainStatus, { timeout: 30_000 })
        .toBe('IN_PROGRESS');
      await desk.openOutbox();
      await expect(desk.changes('accepted').first()).toContainText(/version \d+/i);
    });

    await test.step('the sandbox is one click away, with its own tasks and an outbox of its own', async () => {
      await page.getByTestId('environment').click();
      await page.getByRole('button', { name: 'Show Sandbox' }).click();
      await expect(page.getByTestId('environment')).toHaveText('Sandbox');
      await expect(desk.changes('accepted')).toHaveCount(0);
      await desk.filled(200);
    });
  } finally {
    await desk.close();
    await platform.close();
    profile.remove();
  }
});
