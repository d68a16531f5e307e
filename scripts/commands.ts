// Running other programs.
import { spawn } from 'node:child_process';
import { projectRoot, withCommands } from './project.ts';

// Commands of node_modules are .cmd files on Windows, which only a shell can start.
const shell = process.platform === 'win32';

/** Less than this apart, two interrupts are one: the terminal sends it to everybody, and npm passes it on as well. */
const SAME_INTERRUPT_MS = 1_000;

/**
 * Runs a command in the foreground and resolves to its exit code. Ctrl+C asks it to end and waits; another one, later,
 * kills it. Electron takes a second signal for an order to die at once: with `shielded` it is out of reach of the
 * terminal, and gets one from here only.
 */
export function foreground(
  command: string,
  args: string[],
  env = withCommands(),
  { shielded = false } = {},
): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env, shell, detached: shielded && !shell });
  let interruptedAt: number | undefined;
  const onInterrupt = (): void => {
    const now = performance.now();
    if (interruptedAt === undefined) {
      interruptedAt = now;
      if (shielded || !process.stdin.isTTY) child.kill('SIGINT');
    } else if (now - interruptedAt > SAME_INTERRUPT_MS) {
      child.kill('SIGKILL');
    }
  };
  const onEnd = (signal: NodeJS.Signals): boolean => child.kill(signal);
  process.on('SIGINT', onInterrupt).on('SIGTERM', onEnd).on('SIGHUP', onEnd);
  return new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  }).finally(() => {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onEnd).off('SIGHUP', onEnd);
  });
}

export interface Captured {
  code: number;
  stdout: string;
  /** both streams as they came */
  output: string;
}

/** Runs a command in the root of the project, in the background, and keeps what it says. */
export function capture(command: string, args: string[], env = withCommands()): Promise<Captured> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: projectRoot, env, shell });
    const kill = (): boolean => child.kill();
    process.once('exit', kill);
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', kill);
      resolve({ code: code ?? 1, stdout, output });
    });
  });
}
