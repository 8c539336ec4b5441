/** Photos of a day that belong to no stop: strays with the stops they may belong to, and those that a person put aside. */
import type { Database } from 'better-sqlite3';
import { pictureFlags } from '#core/domain/flags.ts';
import { asideSentences } from '#core/domain/sentences.ts';
import type { CallOutput } from '#shared/api.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';
import type { DecisionStore } from './decisionStore.ts';
import { toHex } from './keys.ts';
import { tiedCode } from './matchStore.ts';
import type { PhotoRow } from './photoReader.ts';
import type { StopQueries } from './stopQueries.ts';

/** A page of the board. */
export const unmatchedPage = 200;

export interface UnmatchedQuestion {
  date: ServiceDate;
  offset: number;
  show: 'strays' | 'aside';
  /** Of one device only; empty for pictures that name none. */
  device?: string | undefined;
}

export interface UnmatchedQueries {
  /** Newest first. */
  page(question: UnmatchedQuestion): CallOutput<'listUnmatched'>;
}

/** Said while matching has not come to a photo yet. */
export const notMatchedYet = 'Not matched yet.';

export function createUnmatchedQueries(
  db: Database,
  stops: StopQueries,
  decisions: DecisionStore,
  settings: () => Settings,
): UnmatchedQueries {
  const total = db.prepare<[string, number], number>('SELECT count(*) FROM photos WHERE day = ? AND tied = ?').pluck();
  const page = db.prepare<[string, number, number, number], PhotoRow>(
    'SELECT * FROM photos WHERE day = ? AND tied = ? ORDER BY taken_at DESC, sha256 LIMIT ? OFFSET ?',
  );
  const pageOfDevice = db.prepare<[string, number, string, number, number], PhotoRow>(
    `SELECT * FROM photos WHERE day = ? AND tied = ? AND coalesce(device, '') = ?
     ORDER BY taken_at DESC, sha256 LIMIT ? OFFSET ?`,
  );
  const devices = db.prepare<[string, number], { device: string; photos: number }>(
    `SELECT coalesce(device, '') AS device, count(*) AS photos FROM photos WHERE day = ? AND tied = ?
     GROUP BY 1 ORDER BY photos DESC, 1`,
  );

  return {
    page({ date, offset, show, device }) {
      const asides = decisions.asideOfDay(date);
      const code = show === 'aside' ? tiedCode.aside : tiedCode.stray;
      const rows =
        device === undefined
          ? page.all(date, code, unmatchedPage, offset)
          : pageOfDevice.all(date, code, device, unmatchedPage, offset);
      const photos = rows.map((row): UnmatchedPhoto => {
        const putAside = show === 'aside' ? asides.get(toHex(row.sha256)) : undefined;
        return {
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
          aside: putAside
            ? { entryId: putAside.entry, reason: putAside.reason, sentence: asideSentences[putAside.reason] }
            : null,
        };
      });
      const byDevice = devices.all(date, tiedCode.stray);
      const ofDevice = (show === 'aside' ? devices.all(date, code) : byDevice).find((each) => each.device === device);
      return {
        total: device === undefined ? (total.get(date, code) ?? 0) : (ofDevice?.photos ?? 0),
        photos,
        devices: byDevice,
        aside: total.get(date, tiedCode.aside) ?? 0,
      };
    },
  };
}
