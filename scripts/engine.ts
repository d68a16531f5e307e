// npm run engine -- [ARGS...]: the engine without a window, in plain Node.
import { buildMainIfStale } from './build.ts';
import { foreground } from './commands.ts';
import { inProject } from './project.ts';
import { runScript } from './report.ts';

await runScript(async () => {
  await buildMainIfStale();
  return foreground(process.execPath, [inProject('out', 'main', 'headless.js'), ...process.argv.slice(2)]);
});
