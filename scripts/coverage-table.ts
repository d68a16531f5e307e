// npm run coverage-table [-- --check]: writes docs/coverage.md: every field and rule of the contract with the tests that
// carry its id in their names. With --check it writes nothing and fails when the table is out of date, when a rule has no
// test, or when a test names a rule that does not exist. Takes about 20 seconds: the tests are collected, not run.
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { chapters, type ContractRule } from '../test/contract-rules.ts';
import { capture } from './commands.ts';
import { inProject, withCommands } from './project.ts';
import { runScript, Unavailable } from './report.ts';

interface ListedTest {
  name: string;
  file: string;
}

const table = inProject('docs', 'coverage.md');
const tag = /\[((?:§|inTask |outTask )[^\]]+)\]/g;

async function listTests(): Promise<ListedTest[]> {
  const projects = ['unit', 'unit-renderer', 'integration', 'simulation'].flatMap((name) => [
    '--project',
    name,
  ]);
  const { code, stdout, output } = await capture(
    'vitest',
    ['list', ...projects, '--no-staticParse', '--json'],
    withCommands(),
  );
  const start = stdout.indexOf('[\n');
  if (code !== 0 || start < 0) throw new Unavailable('The tests could not be listed.', output.slice(-2_000));
  return JSON.parse(stdout.slice(start, stdout.lastIndexOf(']') + 1)) as ListedTest[];
}

/** Which tests carry which id; a test that is one of many of its kind is named by its suite. */
function testsById(tests: readonly ListedTest[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { name, file } of tests) {
    for (const [, id] of name.matchAll(tag)) {
      if (id === undefined) continue;
      const title = name.replaceAll(tag, '').replace(/\s+/g, ' ').trim();
      found.set(id, (found.get(id) ?? new Set()).add(`\`${relative(inProject('test'), file)}\`: ${title}`));
    }
  }
  return found;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

function rowOf(rule: ContractRule, tests: ReadonlyMap<string, Set<string>>): string {
  const covering = [...(tests.get(rule.id) ?? [])].sort();
  const shown = covering.length > 0 ? covering.map(cell).join('<br>') : `not yet: ${rule.open ?? '?'}`;
  return `| ${cell(rule.id)} | ${cell(rule.says)} | ${shown} |`;
}

function written(tests: ReadonlyMap<string, Set<string>>): string {
  const parts = chapters.map(
    ([title, rules]) =>
      `## ${title}\n\n| Rule | Says | Covered by |\n|---|---|---|\n${rules.map((rule) => rowOf(rule, tests)).join('\n')}\n`,
  );
  const head =
    '# What the tests cover of the contract\n\nWritten by `npm run coverage-table`; `npm test` fails when it is out of ' +
    'date, or when a rule has no test. Each test named here is run by `npm test`.\n\n';
  return head + parts.join('\n');
}

function mistakes(tests: ReadonlyMap<string, Set<string>>): string[] {
  const rules = chapters.flatMap(([, listed]) => listed);
  const known = new Set(rules.map(({ id }) => id));
  const bare = rules.filter(({ id, open }) => !tests.has(id) && open === undefined);
  const unheard = [...tests.keys()].filter((id) => !known.has(id));
  return [
    ...bare.map(({ id }) => `no test covers ${id}`),
    ...unheard.map((id) => `a test names ${id}, which is no rule`),
  ];
}

await runScript(async () => {
  const tests = testsById(await listTests());
  const wrong = mistakes(tests);
  const text = written(tests);
  if (process.argv.includes('--check')) {
    if (readFileSync(table, 'utf8') !== text)
      wrong.push('docs/coverage.md is out of date: npm run coverage-table');
  } else {
    writeFileSync(table, text);
  }
  const count = chapters.reduce((sum, [, rules]) => sum + rules.length, 0);
  console.log(`${count} fields and rules, ${wrong.length} mistakes`);
  if (wrong.length === 0) return 0;
  throw new Unavailable(wrong.join('\n'), 'Name the rule in the title of the test that covers it.');
});
