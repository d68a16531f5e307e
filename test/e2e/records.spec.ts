/** The contractor's own records in the real window: asked before a step, kept here, exported, and never sent. */
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshProfile, Patchdesk } from './patchdesk.ts';

const photo = readFileSync(join(import.meta.dirname, '../../docs/images/outbox-queued-light.png'));

test('a patch is recorded by template, with a photo and bookings, and delivered', async () => {
  test.setTimeout(120_000);
  const profile = freshProfile();
  const desk = await Patchdesk.start(profile.dir);
  const { page } = desk;
  const deliver = page.getByRole('button', { name: 'Deliver', exact: true });
  try {
    await test.step('the work does not start before the risk assessment is answered', async () => {
      await desk.filled();
      await desk.openPatchInstall('Planned');
      await expect(page.getByRole('button', { name: 'Start work' })).toBeDisabled();
      await expect(page.getByText(/Answer "Last minute risk assessment"/).first()).toBeVisible();
      await expect(page.getByRole('button', { name: 'Deliver', exact: true })).toBeDisabled();
      await desk.startWork();
    });
    await test.step('after a hold it is asked again, and can be given the same answers', async () => {
      await page.getByRole('button', { name: 'Put on hold' }).click();
      const hold = page.getByRole('dialog', { name: 'Put on hold' });
      await hold.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'Patch cord missing' });
      await hold.getByRole('button', { name: 'Confirm' }).click();
      await expect(desk.status).toHaveAttribute('data-status', 'ON_HOLD');
      await expect(page.getByRole('button', { name: 'Start work' })).toBeDisabled();
      await desk.startWork();
    });
    await test.step('a template adds a work plan, a checklist and a required photo', async () => {
      await desk.fillAsBuilt({ power: '-18.4' });
      await desk.save();
      await expect(deliver).toBeEnabled();
      await page.getByRole('button', { name: 'Add: Patching' }).click();
      await expect(deliver).toBeDisabled();
      await expect(page.getByText('missing: foto-patch')).toBeVisible();
    });
    await test.step('what it asks for is recorded', async () => {
      await page.getByRole('checkbox', { name: 'Make the patch' }).check();
      const tidy = page.getByRole('region', { name: 'Leave it tidy' });
      for (const group of await tidy.getByRole('radiogroup').all()) await group.getByText('Yes').click();
      const files = page.getByRole('group', { name: 'Attachments' });
      // However the camera named it.
      const photoOfPatch = { name: 'IMG_2041.png', mimeType: 'image/png', buffer: photo };
      await page.getByLabel('Add foto-patch').setInputFiles(photoOfPatch);
      await expect(files.getByText('foto-patch.png').first()).toBeVisible();
      await files.getByRole('button', { name: 'Show foto-patch.png' }).click();
      await expect(page.getByRole('dialog').getByRole('img')).toHaveJSProperty('complete', true);
      await page.keyboard.press('Escape');
      await expect(deliver).toBeEnabled();
    });
    await test.step('material and hours are booked, with a total, and saved as a file', async () => {
      await page.getByRole('button', { name: 'Book material' }).click();
      const form = page.getByRole('form', { name: 'Book material' });
      await form.getByRole('textbox', { name: 'Description' }).fill('Patchkabel LC 2 m');
      await form.getByRole('textbox', { name: 'Quantity' }).fill('2');
      await form.getByRole('textbox', { name: 'Price' }).fill('6,95');
      await form.getByRole('button', { name: 'Book' }).click();
      await page.getByRole('button', { name: 'Book hours' }).click();
      const hours = page.getByRole('form', { name: 'Book hours' });
      await hours.getByRole('textbox', { name: 'Description' }).fill('Patchen');
      await expect(hours.getByRole('textbox', { name: 'Person' })).toHaveValue('Sanne de Vries');
      await hours.getByRole('textbox', { name: 'Hours' }).fill('1:30');
      await hours.getByRole('textbox', { name: 'Rate' }).fill('60');
      await hours.getByRole('button', { name: 'Book' }).click();
      const bookings = page.getByRole('region', { name: 'Materials and hours' });
      await expect(bookings.getByText('€103.90')).toBeVisible();
      const saved = join(profile.dir, 'bookings.csv');
      await desk.app.evaluate(({ session }, path) => {
        session.defaultSession.on('will-download', (_event, item) => item.setSavePath(path));
      }, saved);
      await bookings.getByRole('button', { name: 'Export all bookings' }).click();
      await expect
        .poll(() => {
          try {
            return readFileSync(saved, 'utf8');
          } catch {
            return ''; // not there yet
          }
        })
        .toContain('material;;Patchkabel LC 2 m;;;2;stuk;6,95;13,90');
    });
    await test.step('the task is delivered, and platform and history have what is theirs', async () => {
      await desk.saveAndDeliver();
      await expect(desk.status).toHaveAttribute('data-status', 'DELIVERED');
      const history = page.getByRole('region', { name: 'History' });
      await expect(history.getByText('Is the place clean and safe?').first()).toBeVisible();
      await desk.openOutbox();
      await expect(desk.changes('accepted')).toHaveCount(6, { timeout: 30_000 });
      await expect(page.getByText('foto-patch.png').first()).toBeVisible();
      await expect(page.getByText('Patchkabel LC 2 m')).toHaveCount(0);
    });
  } finally {
    await desk.close();
    profile.remove();
  }
});
