/** Short confirmations that go by themselves. What needs an answer is never a toast. */

export interface Toast {
  id: number;
  text: string;
}

export class Toasts {
  #shown = $state.raw<readonly Toast[]>([]);
  #lastId = 0;
  readonly #staysMs: number;

  constructor(staysMs = 4000) {
    this.#staysMs = staysMs;
  }

  get shown(): readonly Toast[] {
    return this.#shown;
  }

  say(text: string): void {
    const id = ++this.#lastId;
    this.#shown = [...this.#shown.slice(-2), { id, text }];
    setTimeout(() => (this.#shown = this.#shown.filter((toast) => toast.id !== id)), this.#staysMs);
  }
}
