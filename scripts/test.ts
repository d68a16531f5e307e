// npm test [-- SUITE...]: runs the suites one after the other and counts their tests. What a suite says is shown if it fails.
import { prepareElectron } from './prepare.ts';
import { withCommands } from './project.ts';
import { runScript, seconds, Unavailable } from './report.ts';
import { type Outcome, type Suite, suites } from './suites.ts';

interface Result extends Outcome {
  name: string;
  time: string;
}

/** The suites that were asked for, with those that they need; all of them when none was. */
function choose(names: string[]): Suite[] {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    const known = suites.map((suite) => suite.name).join(' ');
    throw new Unavailable(`There is no suite ${unknown}.`, `npm test -- SUITE...   with suites of: ${known}`);
  }
  if (names.length === 0) return suites;
  const asked = suites.filter((suite) => names.includes(suite.name));
  const needed = asked.flatMap((suite) => suite.after ?? []);
  return suites.filter((suite) => asked.includes(suite) || needed.includes(suite.name));
}

/** Prepared by the first suite that wants it, for all. */
let electronEnvironment: Promise<NodeJS.ProcessEnv> | undefined;

function environment(suite: Suite): Promise<NodeJS.ProcessEnv> {
  if (!suite.needsElectron) return Promise.resolve(withCommands());
  electronEnvironment ??= prepareElectron({ window: true }).then(({ env }) => env);
  return electronEnvironment;
}

async function run(suite: Suite): Promise<Outcome> {
  try {
    return await suite.run(await environment(suite));
  } catch (error) {
    const output =
      error instanceof Unavailable ? `${error.message}\nWhat helps:  ${error.remedy}` : String(error);
    return { passed: 0, failed: 1, skipped: 0, output };
  }
}

const columns = (...[name, ...figures]: string[]): string =>
  `${(name ?? '').padEnd(12)}${figures.map((figure) => figure.padStart(9)).join('')}`;

const row = ({ name, passed, failed, skipped, time }: Result): string =>
  columns(name, String(passed), String(failed), String(skipped), time);

// Ending by process.exit() takes the running suite and the virtual display along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

await runScript(async () => {
  const results: Result[] = [];
  for (const suite of choose(process.argv.slice(2))) {
    const start = performance.now();
    console.log(`${suite.name} ...`);
    const outcome = await run(suite);
    const result = { ...outcome, name: suite.name, time: seconds(start) };
    results.push(result);
    console.log(`${suite.name}: ${result.passed} passed, ${result.failed} failed, ${result.time}`);
    if (result.failed + result.skipped > 0) console.log(`\n${result.output.trim()}\n`);
  }

  const sum = (of: (result: Result) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const failed = sum((result) => result.failed);
  const skipped = sum((result) => result.skipped);
  console.log(`\n${columns('suite', 'passed', 'failed', 'skipped', 'time')}`);
  for (const result of results) console.log(row(result));
  if (skipped > 0)
    console.log(`\n${skipped} skipped: the run fails, because a test that does not run proves nothing`);
  console.log(`\n${sum((result) => result.passed)} passed, ${failed} failed`);
  return failed + skipped === 0 ? 0 : 1;
});
