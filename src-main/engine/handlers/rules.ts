/** The calls about rules and their files. */
import type { ruleFileMethods } from '../../contract/rule-file-methods.ts';
import { entriesOf } from '../../domain/rule-files/kinds.ts';
import type { LiveRules } from '../live-rules.ts';
import type { Handlers } from '../windows.ts';

export function ruleHandlers(live: LiveRules): Pick<Handlers, keyof typeof ruleFileMethods> {
  return {
    'rules.view': () => live.view(),
    'rules.check': (file) => {
      const { book, mistakes } = live.check(file);
      return mistakes
        ? { ...mistakes, entries: null }
        : { mistakes: [], more: 0, entries: entriesOf(book, file.kind) };
    },
    'rules.import': (file) => ({ entries: live.take(file) }),
    'rules.export': ({ kind }) => live.export(kind),
    'rules.reset': ({ kind }) => {
      live.reset(kind);
      return {};
    },
  };
}
