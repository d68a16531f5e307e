/** Patchdesk in its real window: started on a profile, driven by what a user sees, killed hard. */
import {
  _electron as electron,
  expect,
  type ElectronApplication,
  type Locator,
  type Page,
} from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A fresh home, kept over restarts of the app, gone with `remove`. */
export function freshProfile(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'patchdesk-e2e-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Software rendering where the display is a virtual one, and no sandbox where root has none. */
function switches(): string[] {
  const linux = process.platform === 'linux';
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(linux ? ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] : []),
    '--lang=en-GB',
  ];
}

export class Patchdesk {
  readonly app: ElectronApplication;
  readonly page: Page;

  private constructor(app: ElectronApplication, page: Page) {
    this.app = app;
    this.page = page;
  }

  /** Starts the built app, or the packaged one that PATCHDESK_PACKAGED_EXE names, on a profile. */
  static async start(profile: string): Promise<Patchdesk> {
    const packaged = process.env['PATCHDESK_PACKAGED_EXE'];
    const executablePath = packaged ?? process.env['ELECTRON_EXEC_PATH'];
    const app = await electron.launch({
      ...(executablePath ? { executablePath } : {}),
      args: [...(packaged ? [] : [root]), ...switches()],
      env: { ...(process.env as Record<string, string>), PATCHDESK_DATA_DIR: profile },
      timeout: 30_000,
    });
    const page = await app.firstWindow();
    return new Patchdesk(app, page);
  }

  /** As a power cut would end it: no process of ours is asked. */
  async killHard(): Promise<void> {
    const process = this.app.process();
    const gone = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGKILL');
    await gone;
  }

  close(): Promise<void> {
    return this.app.close();
  }

  get statusBar(): Locator {
    return this.page.getByTestId('status-bar');
  }

  get connectivity(): Locator {
    return this.page.getByTestId('connectivity');
  }

  get rows(): Locator {
    return this.page.getByTestId('task-row');
  }

  /** Waits until the list holds all tasks of the sandbox. */
  async filled(tasks = 200): Promise<void> {
    await expect(this.page.getByText(`${tasks} tasks`, { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(this.connectivity).toHaveAttribute('data-state', 'reachable');
  }

  async openTask(taskId: string): Promise<void> {
    await this.page.evaluate((id) => {
      location.hash = `#/tasks/${id}`;
    }, taskId);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
  }

  async openOutbox(): Promise<void> {
    await this.page.getByRole('link', { name: /Outbox/ }).click();
  }

  /** Tells the sandbox network how to behave, by its menu. */
  async sandbox(condition: 'Normal' | 'Unreachable' | 'Not whitelisted' | 'Slow'): Promise<void> {
    await this.page.getByRole('button', { name: 'Sandbox' }).click();
    await this.page.getByRole('radio', { name: new RegExp(`^${condition}`) }).click();
    await this.page.keyboard.press('Escape');
  }

  async refuseNextSync(): Promise<void> {
    await this.page.getByRole('button', { name: 'Sandbox' }).click();
    await this.page.getByRole('checkbox', { name: /Refuse the next sync/ }).check();
    await this.page.keyboard.press('Escape');
  }

  /** Changes shown in the outbox or on a task, by their state. */
  changes(state: 'queued' | 'sent' | 'accepted' | 'refused' | 'withdrawn'): Locator {
    return this.page.locator(`[data-testid="change"][data-state="${state}"]`);
  }
}
