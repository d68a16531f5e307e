/** English. The shape of every other language: a text that is missing there does not compile. */
import { attachments } from './en/attachments.ts';
import { conflicts } from './en/conflicts.ts';
import { detail } from './en/detail.ts';
import { environments } from './en/environments.ts';
import { failures } from './en/failures.ts';
import { fields } from './en/fields.ts';
import { frame } from './en/frame.ts';
import { listFiles } from './en/list-files.ts';
import { lists } from './en/lists.ts';
import { names } from './en/names.ts';
import { outbox } from './en/outbox.ts';
import { records } from './en/records.ts';
import { rules } from './en/rules.ts';
import { salvage } from './en/salvage.ts';
import { tasks } from './en/tasks.ts';
import { troubles } from './en/troubles.ts';
import { unmet } from './en/unmet.ts';

export const en = {
  /** Which language this is, for names that are data. */
  locale: 'en' as 'en' | 'nl',
  attachments,
  conflicts,
  detail,
  environments,
  failures,
  troubles,
  fields,
  frame,
  listFiles,
  lists,
  names,
  outbox,
  records,
  rules,
  salvage,
  tasks,
  unmet,
};
export type Texts = typeof en;
