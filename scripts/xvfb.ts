import { spawn } from 'node:child_process';
import { Unavailable } from './report.ts';

const SCREEN = '1600x1000x24';
const START_MS = 10_000;

/** Starts Xvfb on a free display, whose number it picks by itself. It ends with this process. */
export function startXvfb(): Promise<string> {
  const failure = (why: string): Unavailable =>
    new Unavailable(
      `The virtual display (Xvfb) did not start: ${why}.`,
      'DISPLAY=:N, if there is an X server to use',
    );
  return new Promise((resolve, reject) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-ac'], {
      // It complains about each display number that is taken, so what it says is not shown.
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      // Out of reach of Ctrl+C, which would take the display away from an app that is still closing.
      detached: true,
    });
    const timer = setTimeout(() => {
      server.kill();
      reject(failure('it said nothing for ten seconds'));
    }, START_MS);
    let number = '';
    server.stdio[3]?.on('data', (data: Buffer) => {
      number += data.toString();
      if (!number.endsWith('\n')) return;
      clearTimeout(timer);
      process.once('exit', () => server.kill());
      server.unref();
      resolve(`:${number.trim()}`);
    });
    server.on('error', (error) => reject(failure(error.message)));
    server.on('exit', (code) => reject(failure(`it ended with code ${code}`)));
  });
}
