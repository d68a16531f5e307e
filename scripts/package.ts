// npm run package -- [--linux dir|deb|AppImage] [--win nsis] [--mac dmg] [ARGS...]: builds the app and packages it.
import { build } from './build.ts';
import { foreground } from './commands.ts';
import { prepareElectron } from './prepare.ts';
import { inProject, withCommands } from './project.ts';
import { runScript, Unavailable } from './report.ts';
import { onPath } from './system.ts';

/** Those that electron-builder can make without tools of its own, which it would download. */
const offlineTargets = ['dir', 'deb'];
const networkTargets = [
  'AppImage',
  'snap',
  'flatpak',
  'rpm',
  'pacman',
  'apk',
  'zip',
  'tar.gz',
  'tar.xz',
  '7z',
];

const otherPlatform = /^(--win|--windows|--mac|--macos|-w|-m|-o)$/;

/** The environment for a Linux package. It may be built around the stand-in Electron, without a download. */
async function linuxEnvironment(args: string[]): Promise<NodeJS.ProcessEnv> {
  const { env } = await prepareElectron({ window: false });
  const standIn = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (standIn === undefined) return env;
  const target = args.find((arg) => networkTargets.includes(arg));
  if (target !== undefined) {
    throw new Unavailable(
      `The target ${target} needs tools that electron-builder downloads, and this machine has no way to them.`,
      `npm run package -- --linux ${offlineTargets.join(' ')}`,
    );
  }
  if (!onPath('dpkg-deb')) return env;
  // electron-builder makes a deb by fpm, which it would download.
  return { CUSTOM_FPM_PATH: inProject('scripts', 'fpm-deb.mjs'), ...env };
}

await runScript(async () => {
  const args = process.argv.slice(2);
  await build();
  const forLinux = process.platform === 'linux' && !args.some((arg) => otherPlatform.test(arg));
  const env = forLinux ? await linuxEnvironment(args) : withCommands();
  const config = ['--config', 'electron-builder.config.mjs', '--publish', 'never'];
  return foreground('electron-builder', [...config, ...args], env);
});
