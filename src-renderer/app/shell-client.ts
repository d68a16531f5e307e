/** Typed calls to the shell over the bridge that the preload put into the page. */
import { FailureSchema, parseInput, PatchdeskError } from '@contract/errors.ts';
import {
  ShellAnswer,
  shellMethods,
  type ShellBridge,
  type ShellInput,
  type ShellMethod,
  type ShellOutput,
} from '@contract/shell.ts';

export class ShellClient {
  readonly #bridge: ShellBridge;

  constructor(bridge: ShellBridge) {
    this.#bridge = bridge;
  }

  /** Asks the shell. Rejects with a `PatchdeskError` of the contract's closed set. */
  async call<Name extends ShellMethod>(method: Name, input: ShellInput<Name>): Promise<ShellOutput<Name>> {
    const answer = parseInput(ShellAnswer, await this.#bridge.call(method, input), method);
    if ('failure' in answer) {
      const failure = parseInput(FailureSchema, answer.failure, method);
      throw new PatchdeskError(failure.code, failure.detail);
    }
    // The schema of the very method was applied; TypeScript can't follow a generic index into the table.
    return parseInput(shellMethods[method].output, answer.output, method) as ShellOutput<Name>;
  }
}
