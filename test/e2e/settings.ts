/** The settings page, filled in by what a user sees. */
import type { Locator, Page } from '@playwright/test';
import type { ForeignPlatform } from '../support/foreign-platform.ts';

/** What the System is registered with. */
export const token = 'a-token-that-was-typed-by-hand';

/** The environment that is open on the settings page. */
export function settingsForm(page: Page): Locator {
  return page.getByRole('region', { name: 'Settings' }).getByRole('form');
}

/** Fills fields by what they are called; those that are needed have a mark behind their name. */
export async function type(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    await settingsForm(page).getByLabel(label, { exact: true }).fill(value);
  }
}

/** Types everything an environment needs, as a support ticket gave it. */
export async function typeEnvironment(
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
