// npm start [-- ARGS...]: builds the app and runs it. Arguments go to the app.
import { build } from './build.ts';
import { foreground } from './commands.ts';
import { prepareElectron } from './prepare.ts';
import { projectRoot } from './project.ts';
import { runScript, say } from './report.ts';
import { isRoot } from './system.ts';

/**
 * Where the display is virtual there is neither a graphics card nor a message bus: Chromium draws by software, and keeps
 * to itself what it misses.
 */
const virtualSwitches = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--log-level=3',
];

await runScript(async () => {
  const args = process.argv.slice(2);
  await build();
  const { electron, env, virtualDisplay } = await prepareElectron({ window: true });
  if (virtualDisplay && !args.includes('--screenshot')) {
    say(
      `this machine has no display, so the window is on a virtual one (Xvfb ${env['DISPLAY']}): nothing will be seen.
  To see something:  npm run demo   or   npm start -- --screenshot FILE`,
    );
  }
  say('running Patchdesk; Ctrl+C ends it');
  const switches = [...(isRoot ? ['--no-sandbox'] : []), ...(virtualDisplay ? virtualSwitches : [])];
  const appArgs = [projectRoot, ...switches, ...args];
  const code = await foreground(electron.executable, appArgs, env, { shielded: true });
  if (code !== 0) say(`Patchdesk ended with code ${code}; its profile has the reason, in logs/*.log`);
  return code;
});
