// node scripts/with-electron.ts COMMAND [ARGS...]: runs COMMAND where it finds an Electron, its SQLite binding, a display.
import { foreground } from './commands.ts';
import { prepareElectron } from './prepare.ts';
import { runScript } from './report.ts';

await runScript(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) throw new Error('usage: node scripts/with-electron.ts COMMAND [ARGS...]');
  const { env } = await prepareElectron({ window: true });
  return foreground(command, args, env);
});
