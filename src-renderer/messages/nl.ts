/** Nederlands. */
import type { Texts } from './en.ts';
import { attachments } from './nl/attachments.ts';
import { conflicts } from './nl/conflicts.ts';
import { detail } from './nl/detail.ts';
import { environments } from './nl/environments.ts';
import { failures } from './nl/failures.ts';
import { fields } from './nl/fields.ts';
import { frame } from './nl/frame.ts';
import { listFiles } from './nl/list-files.ts';
import { lists } from './nl/lists.ts';
import { names } from './nl/names.ts';
import { outbox } from './nl/outbox.ts';
import { records } from './nl/records.ts';
import { rules } from './nl/rules.ts';
import { salvage } from './nl/salvage.ts';
import { tasks } from './nl/tasks.ts';
import { troubles } from './nl/troubles.ts';
import { unmet } from './nl/unmet.ts';

export const nl: Texts = {
  locale: 'nl',
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
