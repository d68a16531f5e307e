/** Two sides of one base: documents that each change some of its fields, for the laws of merging. */
import fc from 'fast-check';
import { isFields, ownField, type Fields } from '../../src-main/contract/pointer.ts';
import { appendById } from '../../src-main/domain/patch.ts';
import type { Api } from '../../src-main/contract/document/values.ts';
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';
import { anyDocument } from './any-document.ts';

type Chooses = (path: string) => boolean;

/** `base` with the fields of `other` where `chooses` says so; objects are entered. */
function mix(base: Fields, other: Fields, chooses: Chooses, path = ''): Fields {
  return Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(other)])].flatMap((name) => {
      const [before, after] = [ownField(base, name), ownField(other, name)];
      const here = `${path}/${name}`;
      if (isFields(before) && isFields(after)) return [[name, mix(before, after, chooses, here)]];
      const value = chooses(here) ? after : before;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** A side of its own: lists that only grow have grown, by entries nobody else has. */
function side(base: TaskDocument, other: TaskDocument, chooses: Chooses, name: string): TaskDocument {
  const changed = mix(base, other, chooses) as TaskDocument;
  const asOwn = <Item extends { id: string }>(items: Item[] | null | undefined) =>
    (items ?? []).map((item) => ({ ...item, id: `${name} ${item.id}` }));
  return {
    ...changed,
    notes: appendById(base.notes ?? [], asOwn(other.notes)),
    attachments: appendById(base.attachments ?? [], asOwn(other.attachments)),
  };
}

/** A number from 0 to 1 for a path, other for every salt. */
function share(path: string, salt: number): number {
  let hash = salt | 0;
  for (const character of path) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

export interface Variants {
  base: TaskDocument;
  ours: TaskDocument;
  theirs: TaskDocument;
}

/** What is the same for all of them: the platform's own stamps, and what a merge takes for granted. */
const stamps = { id: 'T-1', version: 3, updatedAt: null, closedAt: null };

/** A base and two sides; `apart`: no root field is changed by both. */
export function variants(api: Api, { apart = false } = {}): fc.Arbitrary<Variants> {
  const document = anyDocument(api, stamps);
  return fc
    .tuple(document, document, document, fc.integer(), fc.integer())
    .map(([drawn, left, right, salt, other]) => {
      const base = { ...drawn, notes: drawn.notes ?? [], attachments: drawn.attachments ?? [] };
      const isLeft = (path: string) => share(path.split('/')[1] ?? '', salt) < 0.5;
      const ours: Chooses = apart ? isLeft : (path) => share(path, salt) < 0.3;
      const theirs: Chooses = apart ? (path) => !isLeft(path) : (path) => share(path, other) < 0.3;
      return { base, ours: side(base, left, ours, 'ours'), theirs: side(base, right, theirs, 'theirs') };
    });
}
