/** How wide columns are: as wide as what usually stands in them; texts of any length share what is left. */
import type { ListColumn } from '@contract/list/columns.ts';

interface Width {
  /** In rem. */
  least: number;
  /** Its share of what is left. */
  grows: number;
}

const fixed = (least: number): Width => ({ least, grows: 0 });
const growing = (least: number, grows: number): Width => ({ least, grows });

const widths: Record<ListColumn, Width> = {
  api: fixed(5.5),
  taskType: growing(9, 1),
  mainStatus: fixed(6.25),
  subStatus: growing(8, 1),
  inTaskStatus: fixed(7),
  slaStatus: fixed(6.5),
  priority: fixed(5),
  popName: growing(7, 1),
  labels: growing(9, 1),
  reason: growing(11, 2),
  assignee: growing(6.5, 1),
  organization: growing(8, 1),
  changeState: fixed(7),
  taskId: fixed(7.75),
  address: growing(12, 4),
  dhid: fixed(8),
  connectionId: fixed(9),
  searchCode: fixed(8),
  externalCorrelationId: fixed(10),
  planned: fixed(7.5),
  slaDueAt: fixed(7.5),
  createdAt: fixed(7.5),
  updatedAt: fixed(7.5),
  endedAt: fixed(7.5),
};

/** The mark of waiting and refused changes stands before the columns. */
const markRem = 1.25;
const gapRem = 0.5;
const edgesRem = 1.5;

/** For `grid-template-columns`. */
export function templateOf(columns: readonly ListColumn[]): string {
  const tracks = columns.map((column) => {
    const { least, grows } = widths[column];
    return grows === 0 ? `${least}rem` : `minmax(${least}rem, ${grows}fr)`;
  });
  return [`${markRem}rem`, ...tracks].join(' ');
}

/** Narrower than this, the table is scrolled sideways. */
export function leastWidthOf(columns: readonly ListColumn[]): string {
  const all = columns.reduce((sum, column) => sum + widths[column].least + gapRem, 0);
  return `${all + markRem + edgesRem}rem`;
}
