/** The log of a process: one JSON object a line. Secrets are never handed to it; known names are redacted all the same. */
import { pino } from 'pino';

export interface Log {
  info(what: object, message: string): void;
  warn(what: object, message: string): void;
  error(what: object, message: string): void;
}

const secret = ['token', 'clientSecret', 'authorization', 'access_token'];

/** A log to a file (made when missing, appended to), or to standard error when no file is given. */
export function openLog(name: string, file?: string): Log {
  return pino(
    {
      name,
      level: 'info',
      base: { pid: process.pid },
      redact: { paths: secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[secret]' },
    },
    pino.destination({ dest: file ?? 2, sync: true, mkdir: true, append: true }),
  );
}

/** Says nothing; for tests that do not look at the log. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
