/**
 * Wall time in the Netherlands (A-17: stored in UTC, shown in Europe/Amsterdam), whatever zone the machine is in.
 * A wall time is what an `<input type="datetime-local">` holds: `2026-03-09T14:30`.
 */
export const zone = 'Europe/Amsterdam';

const wall = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function parts(at: number): Record<string, string> {
  const found = Object.fromEntries(wall.formatToParts(at).map((part) => [part.type, part.value]));
  // While a year is typed it is one of long ago, which is written with fewer digits.
  return { ...found, year: (found['year'] ?? '').padStart(4, '0') };
}

/** The wall time of a moment. */
export function wallTimeOf(at: number): string {
  const { year, month, day, hour, minute } = parts(at);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** The day of a moment, as a number that differs by one from that of the next day. */
export function dayNumberOf(at: number): number {
  return Math.floor(Date.parse(`${wallTimeOf(at).slice(0, 10)}T00:00Z`) / 86_400_000);
}

/** How far the wall clock is ahead of UTC, in milliseconds. */
function offsetAt(at: number): number {
  const { year, month, day, hour, minute, second } = parts(at);
  const shown = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return shown - Math.floor(at / 1000) * 1000;
}

/**
 * The moment of a wall time, or null when it is none. In the hour that comes twice it is the first; in the hour that
 * is left out it is as much later as the clock was put forward.
 */
export function momentOf(wallTime: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(wallTime)) return null;
  const asUtc = Date.parse(`${wallTime}Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offset may change within the day: that of the day before is tried first, then the one it leads to.
  const first = asUtc - offsetAt(asUtc - 86_400_000);
  const second = asUtc - offsetAt(first);
  const at = second + offsetAt(second) === asUtc && first + offsetAt(first) !== asUtc ? second : first;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
