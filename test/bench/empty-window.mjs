// The least an Electron app can be: what every other one is measured against.
import { app, BrowserWindow } from 'electron';

void app
  .whenReady()
  .then(() => new BrowserWindow({ width: 1440, height: 900 }).loadURL('data:text/html,<p>empty'));
app.on('window-all-closed', () => app.quit());
