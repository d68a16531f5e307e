/** Names that the preload shares with page and shell; apart, so that the preload bundles no schemas. */

/** The name under which the preload exposes `ShellBridge` in the page. */
export const bridgeName = 'patchdesk';
/** The message that brings a port to the engine. */
export const enginePortMessage = 'patchdesk:engine-port';
export const shellChannel = 'patchdesk:shell';

/** What the page gets from the preload. The answer is a frame (`ShellAnswer`): failures are data here too. */
export interface ShellBridge {
  call(method: string, input: unknown): Promise<unknown>;
}
