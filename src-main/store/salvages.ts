/** What was ever saved out of a damaged database in this place, and whether somebody has read it. */
import { join } from 'node:path';
import type { WriteConnection } from './opening/connections.ts';
import { SalvageReport } from './opening/salvage/report.ts';

export interface StoredSalvage {
  salvageNumber: number;
  report: SalvageReport;
  /** Where the damaged file is now. */
  file: string;
  dismissedAt: string | null;
}

interface SalvageColumns {
  salvageNumber: number;
  report: string;
  dismissedAt: string | null;
}

export type SalvageTable = ReturnType<typeof salvageTable>;

/** The queries on salvages, prepared once; damaged files are set aside in `folder`. */
export function salvageTable(db: WriteConnection, folder: string) {
  const all = db.prepare<[], SalvageColumns>(`
    select salvage_number as salvageNumber, report, dismissed_at as dismissedAt
    from salvage order by salvage_number`);
  const dismiss = db.prepare<[string, number]>(
    'update salvage set dismissed_at = ? where salvage_number = ? and dismissed_at is null',
  );
  return {
    /** The latest last. */
    all: (): StoredSalvage[] =>
      all.all().map(({ report: text, ...row }) => {
        const report = SalvageReport.parse(JSON.parse(text));
        return { ...row, report, file: join(folder, report.setAsideAs) };
      }),
    /** Somebody has read it; again it has no effect. */
    dismiss: (salvageNumber: number, at: string): void => void dismiss.run(at, salvageNumber),
  };
}
