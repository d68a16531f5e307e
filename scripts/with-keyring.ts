// node scripts/with-keyring.ts COMMAND [ARGS...]: runs COMMAND in a session with a keyring of its own, unlocked and thrown
// away afterwards. Only Linux needs it: elsewhere the system has a keyring at all times.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foreground } from './commands.ts';
import { withCommands } from './project.ts';
import { runScript } from './report.ts';

const unlocked = 'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && "$@"';

await runScript(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) throw new Error('usage: node scripts/with-keyring.ts COMMAND [ARGS...]');
  if (process.platform !== 'linux') return foreground(command, args);
  const home = mkdtempSync(join(tmpdir(), 'patchdesk-keyring-'));
  try {
    return await foreground('dbus-run-session', ['--', 'bash', '-c', unlocked, '--', command, ...args], {
      ...withCommands(),
      XDG_DATA_HOME: home,
      XDG_RUNTIME_DIR: home,
      PATCHDESK_TEST_KEYRING: '1',
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
