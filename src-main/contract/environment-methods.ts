/** The calls of a window to the shell about environments: what is set up, which one is shown. */
import { z } from 'zod';
import { CheckOutcome, CheckPart } from './environment-check.ts';
import {
  EnvironmentName,
  EnvironmentSettings,
  EnvironmentState,
  SecretName,
  Secrets,
} from './environment-settings.ts';

/** `keyring`: the system keeps secrets, encrypted. `memory`: they are gone when Patchdesk ends. */
export const VaultKind = z.enum(['keyring', 'memory']);
export type VaultKind = z.infer<typeof VaultKind>;

export const EnvironmentView = z.object({
  name: EnvironmentName,
  /** Null for the sandbox, which has none. */
  settings: EnvironmentSettings.nullable(),
  /** The secrets that are here; their values are never given out. */
  held: z.array(SecretName),
  state: EnvironmentState,
});
export type EnvironmentView = z.infer<typeof EnvironmentView>;

export const EnvironmentsView = z.object({
  /** Another number whenever anything here is different. */
  revision: z.number().int(),
  shown: EnvironmentName,
  /** Null while there is nothing to keep: a keyring that is locked may ask the user, or keep the app waiting. */
  vault: VaultKind.nullable(),
  /** The settings that were there could not be read, and lie in `file` now. */
  setAside: z.object({ reason: z.string(), file: z.string() }).nullable(),
  environments: z.array(EnvironmentView),
});
export type EnvironmentsView = z.infer<typeof EnvironmentsView>;

const done = z.object({});

export const environmentMethods = {
  /** Answers at once, or as soon as something differs from the revision that the caller knows. */
  'environments.list': {
    input: z.strictObject({ known: z.number().int().nullable() }),
    output: EnvironmentsView,
  },
  /** Adds an environment or replaces the settings of one; `secrets` replaces those that are named in it. */
  'environments.save': {
    input: z.strictObject({ settings: EnvironmentSettings, secrets: Secrets }),
    output: done,
  },
  /** Forgets settings and secrets. What it received and what is pending stays on the disk, and is there when it is set up again. */
  'environments.remove': { input: z.strictObject({ name: EnvironmentName }), output: done },
  'environments.show': { input: z.strictObject({ name: EnvironmentName }), output: done },
  /** Tries a part of an environment as it is saved. ENVIRONMENT_INCOMPLETE where a secret it needs is missing. */
  'environments.check': {
    input: z.strictObject({ name: EnvironmentName, part: CheckPart }),
    output: z.object({ outcome: CheckOutcome }),
  },
  /** Takes in a provisioning file, whole or not at all. */
  'environments.provision': {
    input: z.strictObject({ fileName: z.string().max(255), text: z.string().max(1_000_000) }),
    output: z.object({ names: z.array(EnvironmentName) }),
  },
} as const;
