/** The engine's end of the connection to one window; a MessagePort in the app, a Node MessagePort in tests. */
export interface WindowPort {
  post(frame: object): void;
  onFrame(handle: (frame: unknown) => void): void;
  onClose(handle: () => void): void;
  close(): void;
}
