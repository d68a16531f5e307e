/** The handful of calls a window makes to the shell, over the contextBridge. */
import { z } from 'zod';
import { environmentMethods } from './environment-methods.ts';
import { SandboxConditions } from './sandbox.ts';
import { bridgeName, enginePortMessage, shellChannel, type ShellBridge } from './shell-names.ts';

const nothing = z.strictObject({});

export const shellMethods = {
  /** What the frame shows of the app itself. */
  'app.about': {
    input: nothing,
    output: z.object({ version: z.string(), locale: z.string() }),
  },
  ...environmentMethods,
  /** The page was told by the system that there is a network again, or none any more. */
  'network.changed': { input: z.strictObject({ online: z.boolean() }), output: nothing },
  'sandbox.conditions': { input: nothing, output: SandboxConditions },
  'sandbox.setConditions': { input: SandboxConditions.partial(), output: SandboxConditions },
  /** Somebody at the platform's side plans this task for another moment, which may meet a change of ours. */
  'sandbox.replanTask': {
    input: z.strictObject({ taskId: z.string().min(1).max(255), planned: z.iso.datetime() }),
    output: z.object({}),
  },
  /** The window tells that it shows a complete list, for `--screenshot`. */
  'window.settled': { input: nothing, output: z.object({}) },
} as const;

export type ShellMethod = keyof typeof shellMethods;
export type ShellInput<Name extends ShellMethod> = z.input<(typeof shellMethods)[Name]['input']>;
export type ParsedShellInput<Name extends ShellMethod> = z.output<(typeof shellMethods)[Name]['input']>;
export type ShellOutput<Name extends ShellMethod> = z.output<(typeof shellMethods)[Name]['output']>;

export { bridgeName, enginePortMessage, shellChannel, type ShellBridge };

/** What comes with a port: the environment that it leads to. */
export const EnginePortMessage = z.strictObject({
  kind: z.literal(enginePortMessage),
  of: z.strictObject({ environment: z.string() }),
});

/** The answer of the shell: output of the method, or a failure. */
export const ShellAnswer = z.union([
  z.strictObject({ output: z.unknown() }),
  z.strictObject({ failure: z.unknown() }),
]);
