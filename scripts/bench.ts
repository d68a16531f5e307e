// npm run bench [-- ARGS...]: the windows of the cold start need a build and an Electron, a quick bench has none of them.
import { build } from './build.ts';
import { foreground } from './commands.ts';
import { prepareElectron } from './prepare.ts';
import { inProject } from './project.ts';
import { runScript } from './report.ts';

await runScript(async () => {
  const args = process.argv.slice(2);
  const bench = [inProject('test', 'bench', 'run.ts'), ...args];
  if (args.includes('--quick')) return foreground(process.execPath, bench);
  await build();
  const { env } = await prepareElectron({ window: true });
  return foreground(process.execPath, bench, env);
});
