import type { ShellBridge } from '@contract/shell.ts';

declare global {
  interface Window {
    /** Put there by the preload; its name is `bridgeName` of the contract. */
    readonly patchdesk: ShellBridge;
  }
}
