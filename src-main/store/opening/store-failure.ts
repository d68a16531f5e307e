/** What SQLite and the disk say, in the words of the closed set. */
import { SqliteError } from 'better-sqlite3';
import { PatchdeskError, type ErrorCode, type Failure } from '../../contract/errors.ts';

type StoreCode = Extract<ErrorCode, 'STORE_FULL' | 'STORE_READ_ONLY' | 'STORE_CORRUPT' | 'STORE_FAILED'>;
type StoreFailure = Extract<Failure, { code: StoreCode }>;

const storeCodes: readonly string[] = ['STORE_FULL', 'STORE_READ_ONLY', 'STORE_CORRUPT', 'STORE_FAILED'];

function isStoreFailure(failure: Failure): failure is StoreFailure {
  return storeCodes.includes(failure.code);
}

/** By the beginning of SQLite's code, since it says more behind it; the first that fits holds. */
const sqliteCodes: readonly (readonly [begin: string, code: StoreCode])[] = [
  ['SQLITE_FULL', 'STORE_FULL'],
  // The shared memory of the write-ahead log could not grow.
  ['SQLITE_IOERR_SHMSIZE', 'STORE_FULL'],
  ['SQLITE_READONLY', 'STORE_READ_ONLY'],
  ['SQLITE_CORRUPT', 'STORE_CORRUPT'],
  ['SQLITE_NOTADB', 'STORE_CORRUPT'],
];

const systemCodes: Readonly<Record<string, StoreCode>> = {
  ENOSPC: 'STORE_FULL',
  EDQUOT: 'STORE_FULL',
  EROFS: 'STORE_READ_ONLY',
  EACCES: 'STORE_READ_ONLY',
  EPERM: 'STORE_READ_ONLY',
};

function isSystemError(thrown: unknown): thrown is Error & { code: string } {
  return thrown instanceof Error && 'code' in thrown && /^E[A-Z]+$/.test(String(thrown.code));
}

/** The error of SQLite or of the disk as STORE_*; anything else is returned as it is. `doing` says what failed. */
export function storeFailure(thrown: unknown, doing = ''): unknown {
  const before = doing === '' ? '' : `${doing}: `;
  if (thrown instanceof PatchdeskError && isStoreFailure(thrown.failure)) {
    // A statement has told it already, but not what it was for.
    const { code, detail } = thrown.failure;
    return doing === '' ? thrown : new PatchdeskError(code, { reason: `${before}${detail.reason}` });
  }
  if (thrown instanceof SqliteError) {
    const [, code] = sqliteCodes.find(([begin]) => thrown.code.startsWith(begin)) ?? [
      '',
      'STORE_FAILED' as const,
    ];
    return new PatchdeskError(code, { reason: `${before}${thrown.code}: ${thrown.message}` });
  }
  if (isSystemError(thrown)) {
    return new PatchdeskError(systemCodes[thrown.code] ?? 'STORE_FAILED', {
      reason: `${before}${thrown.code}`,
    });
  }
  return thrown;
}

/** Whether an error says that a file is damaged, or no database at all. */
export function isCorrupt(thrown: unknown): boolean {
  const failure = storeFailure(thrown);
  return failure instanceof PatchdeskError && failure.code === 'STORE_CORRUPT';
}
