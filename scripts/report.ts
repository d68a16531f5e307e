// What the scripts say, all of it on stderr, so that stdout belongs to the command that they run.

/** Something that this machine lacks, and the one thing to do about it. */
export class Unavailable extends Error {
  readonly remedy: string;

  constructor(what: string, remedy: string) {
    super(what);
    this.name = 'Unavailable';
    this.remedy = remedy;
  }
}

export function say(text: string): void {
  process.stderr.write(`[patchdesk] ${text}\n`);
}

export const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Does one step of work; says what it is before, and how long it took after. */
export async function step<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  say(`${what} ...`);
  const result = await work();
  say(`${what}: done in ${seconds(start)}`);
  return result;
}

/** Says how far a long step has come, as long as it runs. */
export async function withProgress<T>(progress: () => string, work: Promise<T>): Promise<T> {
  const timer = setInterval(() => say(`  ${progress()}`), 5_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

/** Runs a script; its exit code is what `main` returns. A failure ends in one clear message. */
export async function runScript(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof Unavailable) say(`${error.message}\n  What helps:  ${error.remedy}`);
    else console.error(error);
  }
}
