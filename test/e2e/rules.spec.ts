/** Files of rules in the real window: in by the file chooser, out by a download, the same to the byte. */
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freshProfile, Patchdesk } from './patchdesk.ts';

const fixture = (name: string) => resolve(import.meta.dirname, '../fixtures/rules', name);

test('rules are imported, exported byte for byte, refused with every mistake, and reset', async () => {
  const profile = freshProfile();
  const desk = await Patchdesk.start(profile.dir);
  try {
    const { page } = desk;
    await page.getByRole('navigation').getByRole('link', { name: 'Rules' }).click();
    const row = page.locator('[data-testid="rule-file"][data-kind="articles"]');
    await expect(row).toContainText('As shipped');

    // A byte order mark and CRLF, as a spreadsheet writes them.
    const bytes = Buffer.from(
      `\ufeff${readFileSync(fixture('articles.csv'), 'utf8').replaceAll('\n', '\r\n')}`,
    );
    const input = row.locator('input[type=file]');
    await input.setInputFiles({ name: 'prijzen 2026.csv', mimeType: 'text/csv', buffer: bytes });
    await expect(row).toContainText('Imported');
    await expect(row).toContainText('6 articles');

    const saved = join(profile.dir, 'saved.csv');
    await desk.app.evaluate(({ session }, path) => {
      session.defaultSession.on('will-download', (_event, item) => item.setSavePath(path));
    }, saved);
    await row.getByRole('button', { name: 'Export' }).click();
    await expect
      .poll(() => {
        try {
          return readFileSync(saved).equals(bytes);
        } catch {
          return false; // not there yet
        }
      })
      .toBe(true);

    const broken = bytes.toString().replace('6,95', '-6,95').replace('DROP-4', 'PC-LC-02');
    await input.setInputFiles({ name: 'fout.csv', mimeType: 'text/csv', buffer: Buffer.from(broken) });
    await expect(row.getByRole('alert')).toContainText('fout.csv was not taken: 2 mistakes');
    await expect(row.getByRole('row')).toHaveCount(3);
    await expect(row.getByRole('row').nth(1)).toContainText('must not be negative');
    await expect(row.getByRole('row').nth(2)).toContainText('is there already, on line 2');
    await expect(row).toContainText('6 articles');

    await row.getByRole('button', { name: 'Back to shipped' }).click();
    await page.getByRole('button', { name: 'Use what ships' }).click();
    await expect(row).toContainText('As shipped');
  } finally {
    await desk.close();
    profile.remove();
  }
});
