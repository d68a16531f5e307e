/** What every part of the form gets. */
import type { EnvironmentView } from '@contract/environment-methods.ts';
import type { SecretName } from '@contract/environment-settings.ts';
import type { DraftField, EnvironmentDraft } from './draft.ts';

export interface FormPart {
  draft: EnvironmentDraft;
  /** Null for an environment that is not there yet. */
  view: EnvironmentView | null;
  /** The fields to mark. */
  wrong: ReadonlySet<DraftField>;
  onchange: (change: Partial<EnvironmentDraft>) => void;
}

/** Whether a secret is kept already, so that it need not be typed again. */
export function isHeld(view: EnvironmentView | null, name: SecretName): boolean {
  return view?.held.includes(name) ?? false;
}
