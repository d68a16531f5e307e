/** Patchdesk in its real window: started on a profile, driven by what a user sees, killed hard. */
import {
  _electron as electron,
  expect,
  type ElectronApplication,
  type Locator,
  type Page,
} from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeState } from '../../src-main/contract/change.ts';

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
    // A session without a bus has no keyring: Electron would find that out by itself, after a while.
    ...(process.env['PATCHDESK_TEST_KEYRING'] === '1' ? ['--password-store=gnome-libsecret'] : []),
    '--lang=en-GB',
  ];
}

export class Patchdesk {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly profile: string;

  private constructor(app: ElectronApplication, page: Page, profile: string) {
    this.app = app;
    this.page = page;
    this.profile = profile;
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
    return new Patchdesk(app, page, profile);
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

  /** Ends the engine alone, as a fault in it would; resolves when it is gone. */
  async killEngine(): Promise<void> {
    const pids = await this.app.evaluate(({ app }) =>
      app
        .getAppMetrics()
        .filter((metric) => metric.name === 'Patchdesk engine' || metric.serviceName === 'Patchdesk engine')
        .map((metric) => metric.pid),
    );
    expect(pids).toHaveLength(1);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
  }

  get statusBar(): Locator {
    return this.page.getByTestId('status-bar');
  }

  get connectivity(): Locator {
    return this.page.getByTestId('connectivity');
  }

  get pending(): Locator {
    return this.statusBar.getByTestId('pending');
  }

  get refused(): Locator {
    return this.statusBar.getByTestId('refused');
  }

  get nextTry(): Locator {
    return this.statusBar.getByTestId('next-try');
  }

  get rows(): Locator {
    return this.page.getByTestId('task-row');
  }

  /** The status of the task that is open. */
  get status(): Locator {
    return this.page.getByTestId('task-status');
  }

  /** Changes shown in the outbox or on a task, by their state. */
  changes(state: ChangeState): Locator {
    return this.page.locator(`[data-testid="change"][data-state="${state}"]`);
  }

  /** Shows a view, with no task open; resolves when its rows are there, or that it has none. */
  async openView(viewId: string): Promise<void> {
    await this.page.evaluate((id) => {
      location.hash = `#/tasks/${id}`;
    }, viewId);
    await expect(
      this.page.getByTestId('list').and(this.page.locator(`[data-view="${viewId}"]`)),
    ).toHaveAttribute('aria-busy', 'false');
  }

  /** Waits until the lists hold all tasks of the sandbox and nothing is on its way any more; then open work is shown. */
  async filled(tasks = 200): Promise<void> {
    await this.openView('all');
    await expect(this.page.getByTestId('task-count')).toHaveText(`${tasks} tasks`, { timeout: 60_000 });
    await this.openView('open');
    await this.settled();
  }

  /** Waits until the lists hold every task that is here, and nothing is on its way any more. */
  async settled(): Promise<void> {
    await expect(this.rows.first()).toBeVisible();
    await expect(this.page.getByText(/still being added to the lists/)).toBeHidden({ timeout: 60_000 });
    await expect(this.connectivity).toHaveAttribute('data-state', 'reachable');
    await expect(this.page.getByTestId('receiving')).toHaveCount(0, { timeout: 30_000 });
  }

  async openTask(taskId: string): Promise<void> {
    await this.page.evaluate((id) => {
      location.hash = `#/tasks/${id}`;
    }, taskId);
    await expect(this.page.getByRole('article', { name: `Task ${taskId}` })).toBeVisible();
  }

  /** Opens the first PATCH_INSTALL of the list at a status, by keyboard, and tells its ID. */
  async openPatchInstall(status: 'Received' | 'Planned'): Promise<string> {
    await this.page.getByRole('link', { name: 'Tasks', exact: true }).click();
    const list = this.page.getByRole('grid', { name: 'Tasks' });
    await list.press('Home');
    for (let row = 0; row < 200; row++) {
      const active = this.page.locator(`[id="${await list.getAttribute('aria-activedescendant')}"]`);
      const text = (await active.textContent()) ?? '';
      if (text.includes('Patch install') && text.includes(status)) {
        const taskId = (await active.getAttribute('data-task-id')) ?? '';
        await list.press('Enter');
        await expect(this.page.getByRole('article', { name: `Task ${taskId}` })).toBeVisible();
        return taskId;
      }
      await list.press('ArrowDown');
    }
    throw new Error(`no PATCH_INSTALL at ${status} in the list`);
  }

  async openOutbox(): Promise<void> {
    await this.page.getByRole('link', { name: /Outbox/ }).click();
    await expect(this.page.getByRole('region', { name: 'Outbox' })).toBeVisible();
  }

  /** Tells the sandbox network how to behave, by its menu. */
  async sandbox(
    condition: 'Normal' | 'Unreachable' | 'Not whitelisted' | 'Slow' | 'Sign-in page',
  ): Promise<void> {
    await this.page.getByRole('button', { name: /^Sandbox/ }).click();
    await this.page.getByRole('radio', { name: new RegExp(`^${condition}`) }).check();
    await expect(
      this.page.getByRole('button', { name: `Sandbox: ${condition.toLowerCase()}` }),
    ).toBeVisible();
    await this.page.keyboard.press('Escape');
  }

  /** Has it tried at once, unless its own next try came first. */
  async tryNow(): Promise<void> {
    const button = this.page.getByRole('button', { name: 'Try now' });
    await expect(async () => {
      if (await button.isVisible()) await button.click({ timeout: 1_000 });
    }).toPass({ timeout: 10_000 });
  }

  /** Answers every question of the risk assessment with yes, where it is open. */
  async answerLmra(): Promise<void> {
    const lmra = this.page.getByRole('region', { name: 'Last minute risk assessment' });
    for (const group of await lmra.getByRole('radiogroup').all()) await group.getByText('Yes').click();
    await expect(lmra.getByText('Complete')).toBeVisible();
  }

  /** Starts the work, after the risk assessment where one is asked. */
  async startWork(): Promise<void> {
    const start = this.page.getByRole('button', { name: 'Start work' });
    if (await start.isDisabled()) await this.answerLmra();
    await this.page.getByRole('button', { name: 'Start work' }).click();
    await expect(this.status).toHaveAttribute('data-status', 'IN_PROGRESS');
  }

  /** Types the patch as it was built; `power` in dBm. */
  async fillAsBuilt({ power }: { power: string }): Promise<void> {
    const form = this.page.getByRole('region', { name: 'Work done' });
    await form.getByRole('textbox', { name: /^ODF position/ }).fill('A-2-14');
    await form.getByRole('textbox', { name: /^Operator port/ }).fill('1/7');
    await form.getByRole('textbox', { name: /^Patch cord label/ }).fill('PC-0077');
    await form.getByRole('textbox', { name: /^Optical power/ }).fill(power);
  }

  async addNote(text: string): Promise<void> {
    await this.page.getByLabel('Add a note').fill(text);
    await this.page.getByRole('button', { name: 'Add note' }).click();
    await expect(this.page.getByRole('region', { name: 'Notes' }).getByText(text)).toBeVisible();
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(this.page.getByText(/Saved on this device/)).toBeVisible();
  }

  async saveAndDeliver(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save and deliver', exact: true }).click();
    await this.page.getByRole('button', { name: 'Yes, save and deliver' }).click();
    await expect(this.page.getByText(/Saved on this device/)).toBeVisible();
  }

  /** Corrects the first refused change in place, which sends it again. */
  async correct(field: string, value: string): Promise<void> {
    const refused = this.changes('refused').first();
    await refused.getByRole('button', { name: 'Correct', exact: true }).click();
    await refused.getByRole('textbox', { name: new RegExp(`^${field}`) }).fill(value);
    await refused.getByRole('button', { name: 'Correct and send again' }).click();
  }

  /** What the platform wrote down of a task, from the journal of the sandbox. */
  async heldByPlatform(taskId: string): Promise<Record<string, unknown>> {
    const folder = join(this.profile, 'sandbox');
    const [name] = (await readdir(folder)).filter((file) => file.endsWith('.jsonl'));
    const lines = (await readFile(join(folder, name ?? ''), 'utf8')).trimEnd().split('\n');
    const documents = lines
      .map((line) => (JSON.parse(line) as { tasks?: unknown }).tasks)
      // The first line has the number of tasks under that name.
      .flatMap((tasks) => (Array.isArray(tasks) ? (tasks as { document: Record<string, unknown> }[]) : []))
      .map(({ document }) => document)
      .filter((document) => document['id'] === taskId);
    return documents.at(-1) ?? {};
  }
}
