// Where electron-builder puts a test build of this platform.
import { inProject } from './project.ts';
import { Unavailable } from './report.ts';

interface Place {
  flag: string;
  folder: string;
  executable: string[];
}

const archSuffix = process.arch === 'x64' ? '' : `-${process.arch}`;

const places: Partial<Record<NodeJS.Platform, Place>> = {
  linux: { flag: '--linux', folder: `linux${archSuffix}-unpacked`, executable: ['patchdesk'] },
  win32: { flag: '--win', folder: `win${archSuffix}-unpacked`, executable: ['patchdesk.exe'] },
  darwin: {
    flag: '--mac',
    folder: `mac${archSuffix}`,
    executable: ['Patchdesk.app', 'Contents', 'MacOS', 'Patchdesk'],
  },
};

function place(): Place {
  const found = places[process.platform];
  if (found) return found;
  throw new Unavailable(`There are no packages for ${process.platform}.`, 'Linux, Windows or macOS');
}

export const packageFlag = (): string => place().flag;

export const packagedExecutable = (): string =>
  inProject('dist', 'test-build', place().folder, ...place().executable);
