// The suites of `npm test`: how each is run, and how its tests are counted.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Captured, capture } from './commands.ts';
import { packagedExecutable, packageFlag } from './packaged.ts';
import { inProject } from './project.ts';
import { ensureSystem } from './system.ts';

export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  /** what the suite said, to be shown when it failed */
  output: string;
}

export interface Suite {
  name: string;
  /** suites that have to run before this one */
  after?: string[];
  needsElectron?: boolean;
  run(env: NodeJS.ProcessEnv): Promise<Outcome>;
}

type Counts = Omit<Outcome, 'output'>;

/** A command that is one check by itself. */
function check(name: string, script: string): Suite {
  return {
    name,
    run: async (env) => {
      const { code, output } = await capture('npm', ['run', '--silent', script], env);
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output };
    },
  };
}

/** Runs a test runner, which writes a report, and counts what is in it. */
async function counted(
  run: (reportFile: string) => Promise<Captured>,
  count: (report: string) => Counts,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'patchdesk-test-'));
  const reportFile = join(folder, 'report.json');
  try {
    const { code, output } = await run(reportFile);
    const counts = countReport(reportFile, count);
    const total = counts.passed + counts.failed;
    // Neither a runner that failed outside of its tests, nor one that found no test, may look like a success.
    if (counts.failed === 0 && code !== 0) return { ...counts, failed: 1, output };
    if (total === 0) return { ...counts, failed: 1, output: `${output}\nThe suite ran no test.` };
    return { ...counts, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countReport(file: string, count: (report: string) => Counts): Counts {
  try {
    return count(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }; // the runner ended before it wrote one
  }
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

function vitest(name: string, project = name): Suite {
  return {
    name,
    run: (env) =>
      counted(
        (reportFile) => {
          const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
          return capture('vitest', ['run', '--project', project, '--allowOnly=false', ...reporters], env);
        },
        (text) => {
          const report = JSON.parse(text) as VitestReport;
          const skipped = report.numPendingTests + report.numTodoTests;
          return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
        },
      ),
  };
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** `within` is a command that takes Playwright's as its arguments. */
function playwright(
  project: string,
  env: NodeJS.ProcessEnv,
  within: readonly string[] = [],
): Promise<Outcome> {
  return counted(
    (reportFile) => {
      const [command = '', ...args] = [
        ...within,
        'playwright',
        'test',
        '--project',
        project,
        '--reporter=list,json',
      ];
      return capture(command, args, { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile });
    },
    (text) => {
      const { stats } = JSON.parse(text) as PlaywrightReport;
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
    },
  );
}

/** Packages the app, and drives that package with nothing of the project in its environment. */
async function packaged(env: NodeJS.ProcessEnv): Promise<Outcome> {
  const { code, output } = await capture(
    process.execPath,
    [inProject('scripts', 'package.ts'), packageFlag(), 'dir'],
    { ...env, PATCHDESK_TEST_BUILD: '1' },
  );
  if (code !== 0) return { passed: 0, failed: 1, skipped: 0, output };
  return playwright('packaged', {
    ...env,
    ELECTRON_EXEC_PATH: undefined,
    ELECTRON_OVERRIDE_DIST_PATH: undefined,
    PATCHDESK_SQLITE_BINDING: undefined,
    PATCHDESK_PACKAGED_EXE: packagedExecutable(),
  });
}

/** Drives the app where the system keeps secrets: elsewhere they stay in memory. */
async function keyring(env: NodeJS.ProcessEnv): Promise<Outcome> {
  await ensureSystem({ compiler: false, keyring: true });
  return playwright('keyring', env, [process.execPath, inProject('scripts', 'with-keyring.ts')]);
}

/** In the order in which they run: what is quick to fail comes first. */
export const suites: Suite[] = [
  check('lint', 'lint'),
  check('types', 'check'),
  check('coverage', 'coverage-table:check'),
  vitest('unit', 'unit*'),
  vitest('integration'),
  vitest('simulation'),
  check('build', 'build'),
  { name: 'e2e', after: ['build'], needsElectron: true, run: (env) => playwright('app', env) },
  { name: 'keyring', after: ['build'], needsElectron: true, run: keyring },
  { name: 'packaged', needsElectron: true, run: packaged },
];
