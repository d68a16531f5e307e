/** The main window. */
import { BrowserWindow, nativeTheme } from 'electron';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rendererOrigin, webPreferences } from './security.ts';

/** The colours of the frame before the page has painted; the page's own tokens say the same. */
const background = { light: '#f6f7f8', dark: '#14181b' };

/** Long enough for fonts and the last list to be painted after the page says it is settled. */
const paintMs = 400;

/** Opens the window and loads the page; shown as soon as there is something to see. */
export function openWindow(developmentUrl: string | undefined): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Patchdesk',
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    autoHideMenuBar: true,
    webPreferences: { ...webPreferences, preload: join(import.meta.dirname, '../preload/preload.cjs') },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(developmentUrl ?? `${rendererOrigin}/index.html`);
  return window;
}

/** Writes what the window shows as a PNG. Rejects when the file can't be written. */
export async function savePicture(window: BrowserWindow, file: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, paintMs));
  const picture = await window.webContents.capturePage();
  await writeFile(file, picture.toPNG());
}
