/**
 * The rules in force, and the files they come from.
 *
 * Invariants: a file is in force wholly or not at all; what is in force has no mistake; every call that comes after
 * an import meets the new rules.
 */
import { createHash } from 'node:crypto';
import { PatchdeskError } from '../contract/errors.ts';
import type { Environment } from '../contract/processes.ts';
import type { RulesView } from '../contract/rule-file-methods.ts';
import type { RuleFile } from '../contract/rules/rule-file.ts';
import type { RuleMistake, RuleMistakes } from '../contract/rules/rule-mistake.ts';
import { RuleKind } from '../contract/rules/rulebook.ts';
import { checkRuleFile, firstMistakes, type RuleCheck } from '../domain/rule-files/check.ts';
import { composeRules, type ComposedRules } from '../domain/rule-files/compose.ts';
import { entriesOf, shippedFileNames } from '../domain/rule-files/kinds.ts';
import { writeRules } from '../domain/rule-files/write.ts';
import { defaultRulebook } from '../domain/rules/default-rules.ts';
import { rulesOf, type Rules } from '../domain/rules/rules.ts';
import { isoMoment, type Surroundings } from '../runtime/surroundings.ts';
import type { StoredRuleFile } from '../store/rule-files.ts';
import type { Store } from '../store/store.ts';
import { rulesView } from './rules-view.ts';

export interface LiveRulesSetting {
  store: Pick<Store, 'ruleFiles' | 'transact'>;
  environment: Pick<Environment, 'party' | 'user'>;
  surroundings: Surroundings;
  /** Called after the commit, when the rules of a kind are other ones. */
  changed: (kind: RuleKind) => void;
}

export interface LiveRules {
  readonly rules: Rules;
  /** Differs when the same task may be ended by the one and not by the other. */
  readonly fingerprint: string;
  view(): RulesView;
  check(file: RuleFile): RuleCheck;
  /** How many entries it has. The same file again changes nothing. Throws RULE_FILE_REFUSED. */
  take(file: RuleFile): number;
  export(kind: RuleKind): Pick<RuleFile, 'fileName' | 'content'>;
  /** Throws RULE_FILE_REFUSED. */
  reset(kind: RuleKind): void;
}

const bytesOf = (content: string): Buffer => Buffer.from(content, 'base64');

/** Throws STORE_FAILED, and INPUT_INVALID when the rules that ship are broken. */
export function liveRules({ store, environment, surroundings, changed }: LiveRulesSetting): LiveRules {
  const shipped = defaultRulebook();
  const isKnown = ({ kind }: StoredRuleFile) => RuleKind.options.includes(kind);
  let files = new Map(
    store.ruleFiles
      .all()
      .filter(isKnown)
      .map((file) => [file.kind, file] as const),
  );
  let composed = compose(files);
  let rules = rulesOf(composed.book, environment.party);

  function compose(from: ReadonlyMap<RuleKind, StoredRuleFile>): ComposedRules {
    return composeRules(shipped, new Map([...from].map(([kind, { content }]) => [kind, content])));
  }

  function refused(kind: RuleKind, fileName: string, mistakes: RuleMistakes): PatchdeskError {
    return new PatchdeskError('RULE_FILE_REFUSED', { kind, fileName, ...mistakes });
  }

  /** Puts other files in force; `write` keeps them. Nothing that fits now may be put out of force by it. */
  function replace(
    kind: RuleKind,
    fileName: string,
    wanted: Map<RuleKind, StoredRuleFile>,
    write: () => void,
  ): void {
    const next = compose(wanted);
    const misfits = [...next.unfit]
      .filter(([other]) => other === kind || !composed.unfit.has(other))
      .flatMap(([, { mistakes }]): RuleMistake[] => mistakes);
    if (misfits.length > 0) throw refused(kind, fileName, firstMistakes(kind, misfits));
    store.transact(write);
    files = wanted;
    composed = next;
    rules = rulesOf(next.book, environment.party);
    changed(kind);
  }

  const by = environment.user.userName;
  const now = () => isoMoment(surroundings.now());

  return {
    get rules() {
      return rules;
    },
    get fingerprint() {
      const { taskTypes, statusModels } = composed.book;
      return createHash('sha256')
        .update(JSON.stringify([taskTypes, statusModels]))
        .digest('hex');
    },
    view: () => rulesView(composed, files, environment.party),
    check: ({ kind, content }) => checkRuleFile(composed.book, kind, bytesOf(content)),
    take({ kind, fileName, content }) {
      const bytes = bytesOf(content);
      const checked = checkRuleFile(composed.book, kind, bytes);
      if (checked.mistakes) throw refused(kind, fileName, checked.mistakes);
      const before = files.get(kind);
      const isSame = before?.fileName === fileName && bytes.equals(before.content);
      if (!isSame || composed.unfit.has(kind)) {
        const file = { kind, fileName, content: bytes, importedAt: now(), importedBy: by };
        replace(kind, fileName, new Map([...files, [kind, file]]), () => store.ruleFiles.put(file));
      }
      return entriesOf(checked.book, kind);
    },
    export(kind) {
      const file = files.get(kind);
      const bytes = file?.content ?? Buffer.from(writeRules(composed.book, kind), 'utf8');
      return {
        fileName: file?.fileName ?? shippedFileNames[kind],
        content: Buffer.from(bytes).toString('base64'),
      };
    },
    reset(kind) {
      if (!files.has(kind)) return;
      const left = new Map([...files].filter(([other]) => other !== kind));
      replace(kind, shippedFileNames[kind], left, () => store.ruleFiles.remove(kind, now(), by));
    },
  };
}
