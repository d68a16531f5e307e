// What a Linux machine must have to open a window: shared libraries, a font, an X server, and a compiler for the stand-in.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './commands.ts';
import { say, step, Unavailable } from './report.ts';
import { debianPackages } from './shared-libraries.ts';

export const isRoot = process.getuid?.() === 0;

export const hasDisplay = (): boolean => Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

export const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, program)));

export interface Needs {
  /** the program whose shared libraries have to be there, and that opens a window */
  windowOf?: string;
  compiler: boolean;
  /** a session bus and a keyring, for secrets */
  keyring?: boolean;
}

/** What is missing, each with the Debian packages that may have it. */
type Missing = Map<string, readonly string[]>;

function missing({ windowOf, compiler, keyring = false }: Needs): Missing {
  const found: Missing = new Map();
  if (windowOf !== undefined) {
    for (const library of missingLibraries(windowOf)) {
      found.set(library, debianPackages[library] ?? [library]);
    }
    if (!hasDisplay() && !onPath('Xvfb')) found.set('Xvfb', ['xvfb']);
    if (!existsSync('/usr/share/fonts')) found.set('a font', ['fonts-dejavu-core']);
  }
  if (keyring) {
    if (!onPath('dbus-run-session')) found.set('D-Bus', ['dbus']);
    if (!onPath('gnome-keyring-daemon')) found.set('a keyring', ['gnome-keyring']);
    if (!hasLibrary('libsecret-1.so.0')) found.set('libsecret-1.so.0', ['libsecret-1-0']);
  }
  if (compiler && !onPath('c++')) found.set('a C++ compiler', ['g++']);
  return found;
}

function missingLibraries(executable: string): string[] {
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found$/gm)].flatMap((match) => match[1] ?? []);
}

function hasLibrary(name: string): boolean {
  const { stdout } = spawnSync('ldconfig', ['-p'], { encoding: 'utf8' });
  return (stdout ?? '').includes(name);
}

function firstKnown(names: readonly string[]): string {
  const known = names.find((name) => {
    const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
    return /Candidate: (?!\(none\))/.test(stdout ?? '');
  });
  return known ?? names.at(-1) ?? '';
}

const packagesFor = (wanted: Missing): string[] => [...new Set([...wanted.values()].map(firstKnown))];

async function aptInstall(wanted: Missing): Promise<boolean> {
  const apt = (...args: string[]) =>
    capture('apt-get', args, { ...process.env, DEBIAN_FRONTEND: 'noninteractive' });
  // A fresh machine has no package lists, and an old list names versions that are gone.
  await step('updating the package lists', () => apt('update', '-qq'));
  const packages = packagesFor(wanted);
  const { code, output } = await step(`installing ${packages.join(' ')}`, () =>
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages),
  );
  if (code !== 0) say(output.trim());
  return code === 0;
}

/** Sees to it that everything is there: by apt as root, else by saying which command helps. */
export async function ensureSystem(needs: Needs): Promise<void> {
  if (process.platform !== 'linux') return;
  const wanted = missing(needs);
  if (wanted.size === 0) return;
  const names = [...wanted.keys()].join(', ');
  const mayInstall = isRoot && onPath('apt-get') && process.env['PATCHDESK_NO_APT'] !== '1';
  if (mayInstall) {
    say(`this machine lacks ${names}`);
    if (await aptInstall(wanted)) return;
  }
  const sudo = isRoot ? '' : 'sudo ';
  throw new Unavailable(
    `This machine lacks ${names}.`,
    `${sudo}apt-get install -y --no-install-recommends ${packagesFor(wanted).join(' ')}`,
  );
}
