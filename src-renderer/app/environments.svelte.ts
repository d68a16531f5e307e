/** The environments that are set up, kept up to date for the whole life of the window. */
import type { EnvironmentsView, EnvironmentView } from '@contract/environment-methods.ts';
import { sandboxName } from '@contract/environment-settings.ts';
import type { ShellClient } from './shell-client.ts';

/** After a call that failed; the shell answers only when something is different. */
const pauseMs = 1000;

export class EnvironmentsWatch {
  #view = $state.raw<EnvironmentsView | null>(null);
  readonly #shell: Pick<ShellClient, 'call'>;

  constructor(shell: Pick<ShellClient, 'call'>) {
    this.#shell = shell;
    void this.#follow();
  }

  /** Null until the shell has said. */
  get view(): EnvironmentsView | null {
    return this.#view;
  }

  /** The one this window shows. */
  get shown(): EnvironmentView | null {
    const view = this.#view;
    return view?.environments.find(({ name }) => name === view.shown) ?? null;
  }

  get showsSandbox(): boolean {
    return this.#view?.shown === sandboxName;
  }

  async #follow(): Promise<never> {
    for (;;) {
      try {
        const known = this.#view?.revision ?? null;
        this.#view = await this.#shell.call('environments.list', { known });
      } catch {
        // What was known still holds; a shell that does not answer is asked again.
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }
}
