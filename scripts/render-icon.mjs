// npm run icon: draws resources/icon.svg into the PNG that packages and the window use.
import { readFileSync, writeFileSync } from 'node:fs';
import { app, BrowserWindow } from 'electron';

const SIZE = 512;
const drawing = new URL('../resources/icon.svg', import.meta.url);
const picture = new URL('../resources/icon.png', import.meta.url);

async function draw() {
  const window = new BrowserWindow({
    width: SIZE,
    height: SIZE,
    useContentSize: true,
    frame: false,
    transparent: true,
    show: false,
    webPreferences: { offscreen: true },
  });
  const style = '<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>';
  const page = `<!doctype html>${style}${readFileSync(drawing, 'utf8')}`;
  await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`);
  // Off screen, a picture comes with the event only, and the first may be empty.
  window.webContents.on('paint', (_event, _dirty, image) => {
    if (image.isEmpty()) return;
    writeFileSync(picture, image.toPNG());
    app.quit();
  });
  window.webContents.invalidate();
}

void app.whenReady().then(draw);
