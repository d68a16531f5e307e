// npm run fuses -- PATH: the fuses of a packaged app, read from its binary.
import { existsSync } from 'node:fs';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { runScript, Unavailable } from './report.ts';

/** How the wire says it, in ASCII. */
const states: Readonly<Record<number, string>> = { 48: 'off', 49: 'on', 114: 'removed', 144: 'inherit' };

await runScript(async () => {
  const binary = process.argv[2];
  if (binary === undefined || !existsSync(binary)) {
    const what = binary === undefined ? 'No binary was named.' : `There is no file ${binary}.`;
    throw new Unavailable(what, 'npm run fuses -- dist/linux-unpacked/patchdesk   (after npm run package)');
  }
  const wire: Readonly<Record<number, number>> = await getCurrentFuseWire(binary);
  for (const [name, position] of Object.entries(FuseV1Options)) {
    if (typeof position !== 'number') continue;
    const state = wire[position];
    console.log(`${name.padEnd(40)} ${state === undefined ? 'absent' : (states[state] ?? state)}`);
  }
  return 0;
});
