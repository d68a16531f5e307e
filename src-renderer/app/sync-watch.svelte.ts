/** Where things stand with the platform, kept up to date for the whole life of the window. */
import type { SyncStatus } from '@contract/sync-status.ts';
import type { EngineClient } from './engine-client.ts';

export class SyncWatch {
  #status = $state.raw<SyncStatus | null>(null);

  constructor(engine: EngineClient) {
    const read = () => {
      engine.call('sync.status', {}).then(
        (status) => (this.#status = status),
        // Without an engine nothing is known about the platform, and that is what is shown.
        () => (this.#status = null),
      );
    };
    engine.on('sync.changed', (status) => (this.#status = status));
    engine.onReconnect(read);
    read();
  }

  /** Null until the engine has said. */
  get status(): SyncStatus | null {
    return this.#status;
  }
}
