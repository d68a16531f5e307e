/** Dates around the start day of a network: working days, and moments in UTC. */
import { isoMoment } from '../../runtime/surroundings.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface Calendar {
  /** The year of the start day. */
  year: number;
  /**
   * A moment `workdays` working days (Monday to Friday) from the start day, before it when negative, at `hour` UTC;
   * fractions are minutes. 0 on a weekend is the Monday after it.
   */
  at(workdays: number, hour: number): string;
}

function isWeekend(epochMs: number): boolean {
  return [0, 6].includes(new Date(epochMs).getUTCDay());
}

/** The working day `count` from the day that starts at `from`. */
function workday(from: number, count: number): number {
  let day = from;
  while (isWeekend(day)) day += dayMs;
  const step = Math.sign(count) * dayMs;
  for (let left = Math.abs(count); left > 0;) {
    day += step;
    if (!isWeekend(day)) left--;
  }
  return day;
}

/** The calendar of a network that starts on `startDay`, `YYYY-MM-DD`. */
export function calendarOf(startDay: string): Calendar {
  const start = Date.parse(`${startDay}T00:00:00Z`);
  return {
    year: new Date(start).getUTCFullYear(),
    at: (workdays, hour) => isoMoment(workday(start, workdays) + Math.round(hour * hourMs)),
  };
}

/** A moment some hours after another. */
export function hoursAfter(moment: string, hours: number): string {
  return isoMoment(Date.parse(moment) + Math.round(hours * hourMs));
}
