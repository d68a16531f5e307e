import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  attachmentIssues,
  contentMatches,
  isExpired,
  mimeTypeOf,
  newAttachments,
} from '../../../src-main/domain/attachments.ts';
import { attachmentOf, photoBytes } from '../../support/attachments.ts';

const mebibyte = 1024 * 1024;
const rulesOf = (...args: Parameters<typeof attachmentIssues>) =>
  attachmentIssues(...args).map(({ rule }) => rule);
const photo = { fileName: 'meterkast.jpg', size: 1 };

describe('the rules of attachments', () => {
  test('let a file of exactly 5 MiB in, and no byte more [§9 file size]', () => {
    expect(rulesOf([], { ...photo, size: 5 * mebibyte })).toEqual([]);
    expect(attachmentIssues([], { ...photo, size: 5 * mebibyte + 1 })).toEqual([
      { rule: 'fileTooLarge', size: 5 * mebibyte + 1, most: 5 * mebibyte },
    ]);
    expect(rulesOf([], { ...photo, size: 0 })).toEqual(['empty']);
  });

  test('let a task have exactly 50 MiB, however it is divided [§9 task size]', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 2 * mebibyte }), { minLength: 1, maxLength: 19 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 5 * mebibyte }), (others, size) => {
        const present = others.map((one) => ({ size: one }));
        const rest = 50 * mebibyte - others.reduce((sum, one) => sum + one, 0) - size;
        const filled = rest > 0 ? [{ size: (present[0]?.size ?? 0) + rest }, ...present.slice(1)] : present;
        const exact = rest >= 0;
        expect(rulesOf(filled, { ...photo, size }).includes('taskTooLarge')).toBe(!exact);
        const over = [{ size: (filled[0]?.size ?? 0) + 1 }, ...filled.slice(1)];
        expect(rulesOf(over, { ...photo, size })).toContain('taskTooLarge');
      }),
    );
  });

  test('let a task have 20 files, and not 21 [§9 count]', () => {
    const present = (count: number) => Array.from({ length: count }, () => ({ size: 1 }));
    expect(rulesOf(present(19), photo)).toEqual([]);
    expect(attachmentIssues(present(20), photo)).toEqual([{ rule: 'tooManyFiles', files: 21, most: 20 }]);
  });

  test('know the extension in any case, and refuse every other [§9 types]', () => {
    const known = ['jpg', 'jpeg', 'png', 'gif', 'txt', 'pdf', 'doc', 'docx', 'xls', 'xlsx'];
    const anyCase = fc
      .constantFrom(...known)
      .chain((name) =>
        fc
          .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
          .map((upper) =>
            [...name].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join(''),
          ),
      );
    fc.assert(
      fc.property(anyCase, (extension) => {
        expect(rulesOf([], { fileName: `a.${extension}`, size: 1 })).toEqual([]);
        expect(mimeTypeOf(`a.${extension}`)).toBe(mimeTypeOf(`a.${extension.toLowerCase()}`));
      }),
    );
    for (const fileName of ['a.exe', 'a.jpg.exe', 'jpg', 'a.', 'a.svg', 'a.constructor']) {
      expect(rulesOf([], { fileName, size: 1 })).toContain('extension');
    }
  });

  test.each(['', '.jpg', '../a.jpg', 'C:\\a.jpg', 'a\u0000.jpg', 'a\u202egpj.jpg', `${'a'.repeat(252)}.jpg`])(
    'refuse %j, which is no plain name',
    (fileName) => {
      expect(rulesOf([], { fileName, size: 1 })).toContain('fileName');
    },
  );

  test('are named all at once, each with its numbers', () => {
    const present = Array.from({ length: 20 }, () => ({ size: 2.5 * mebibyte }));
    expect(rulesOf(present, { fileName: '../a.exe', size: 6 * mebibyte })).toEqual([
      'fileName',
      'extension',
      'fileTooLarge',
      'taskTooLarge',
      'tooManyFiles',
    ]);
  });
});

describe('an attachment', () => {
  test('is kept 104 weeks to the millisecond [§9 kept]', () => {
    const createdAt = '2026-11-20T08:00:00.000Z';
    const end = Date.parse(createdAt) + 104 * 7 * 24 * 3_600_000;
    expect(isExpired({ createdAt }, end - 1)).toBe(false);
    expect(isExpired({ createdAt }, end)).toBe(true);
    expect(isExpired({ createdAt: null }, end)).toBe(false);
  });

  test('matches only the content its document names, whatever the case of the hash', () => {
    const bytes = photoBytes();
    const attachment = attachmentOf('A-1', bytes);
    const facts = { size: bytes.length, sha256: attachment.sha256 ?? '' };
    expect(contentMatches({ ...attachment, sha256: facts.sha256.toUpperCase() }, facts)).toBe(true);
    expect(contentMatches(attachment, { ...facts, size: facts.size + 1 })).toBe(false);
    expect(contentMatches(attachment, { ...facts, sha256: '0'.repeat(64) })).toBe(false);
    expect(contentMatches({}, { ...facts, size: 5 * mebibyte + 1 })).toBe(false);
  });

  test('is new when the document before did not have its id', () => {
    const [one, two] = ['A-1', 'A-2'].map((id) => attachmentOf(id, photoBytes())) as [
      ReturnType<typeof attachmentOf>,
      ReturnType<typeof attachmentOf>,
    ];
    expect(newAttachments([one], [one, two])).toEqual([{ at: 1, attachment: two }]);
  });
});
