/**
 * Entry of the thread that fills lists, so that a burst of tasks holds nobody up. It has no file open but while it fills,
 * and ends by itself when nothing more is to be filled.
 */
import { parentPort } from 'node:worker_threads';
import { fill } from './fill.ts';
import { busyAt, stopAt, ToFiller, type FromFiller } from './messages.ts';

/** Bursts come in waves: starting a thread takes longer than waiting for the next one. */
const idleMs = 10_000;

function serve(port: NonNullable<typeof parentPort>): void {
  const say = (message: FromFiller) => port.postMessage(message);
  const end = () => port.close();
  let ending = setTimeout(end, idleMs);

  port.on('message', (message: unknown) => {
    clearTimeout(ending);
    const { shared, ...order } = ToFiller.parse(message);
    let reason: string | null = null;
    try {
      fill(
        order,
        () => Atomics.load(shared, stopAt) !== 0,
        () => say({ kind: 'committed' }),
      );
    } catch (thrown) {
      reason = String(thrown);
    }
    Atomics.store(shared, busyAt, 0);
    Atomics.notify(shared, busyAt);
    say({ kind: 'ended', reason });
    ending = setTimeout(end, idleMs);
  });
}

if (parentPort) serve(parentPort);
