/** Photos of a day that belong to no stop, with the stops they may belong to. */
import type { Database } from 'better-sqlite3';
import { pictureFlags } from '#core/domain/flags.ts';
import type { CallOutput } from '#shared/api.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { PhotoRow } from './photoReader.ts';
import type { StopQueries } from './stopQueries.ts';

/** A page of the board. */
export const unmatchedPage = 200;

export interface UnmatchedQueries {
  /** Newest first. */
  page(date: ServiceDate, offset: number): CallOutput<'listUnmatched'>;
}

/** Said while matching has not come to a photo yet. */
export const notMatchedYet = 'Not matched yet.';

export function createUnmatchedQueries(db: Database, stops: StopQueries, settings: () => Settings): UnmatchedQueries {
  const total = db.prepare<[string], number>('SELECT count(*) FROM photos WHERE day = ? AND tied = 0').pluck();
  const page = db.prepare<[string, number, number], PhotoRow>(
    'SELECT * FROM photos WHERE day = ? AND tied = 0 ORDER BY taken_at DESC, sha256 LIMIT ? OFFSET ?',
  );
  const devices = db.prepare<[string], { device: string | null; photos: number }>(
    'SELECT device, count(*) AS photos FROM photos WHERE day = ? AND tied = 0 GROUP BY device ORDER BY photos DESC, device',
  );
  return {
    page(date, offset) {
      const photos = page.all(date, unmatchedPage, offset).map((row) => ({
        ...stops.facts(row),
        date,
        reason: row.stray_reason ?? notMatchedYet,
        flags: pictureFlags(
          {
            takenAt: row.taken_at,
            takenSource: row.taken_source,
            width: row.width,
            height: row.height,
            sharpness: row.sharpness,
            luma: row.luma,
          },
          settings(),
        ),
        candidates: stops.candidatesOfPhoto(row.id),
        aside: null,
      }));
      const byDevice = devices.all(date).map(({ device, photos }) => ({ device: device ?? '', photos }));
      return { total: total.get(date) ?? 0, photos, devices: byDevice, aside: 0 };
    },
  };
}
