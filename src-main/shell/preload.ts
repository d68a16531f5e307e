/// <reference lib="dom" />
/** The only code with a foot in both worlds: one call to the shell, and the port to the engine handed on. */
import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, enginePortMessage, shellChannel, type ShellBridge } from '../contract/shell-names.ts';

const bridge: ShellBridge = {
  call: (method, input) => ipcRenderer.invoke(shellChannel, method, input) as Promise<unknown>,
};

contextBridge.exposeInMainWorld(bridgeName, bridge);

// A port can't cross the contextBridge; the page gets it by a message from its own window.
ipcRenderer.on(enginePortMessage, (event, of: unknown) => {
  window.postMessage({ kind: enginePortMessage, of }, window.location.origin, event.ports);
});
