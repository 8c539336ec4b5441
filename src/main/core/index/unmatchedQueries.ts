/** Photos of a day that belong to no stop: strays with the stops they may belong to, and those that a person put aside. */
import type { Database } from 'better-sqlite3';
import { pictureFlags } from '#core/domain/flags.ts';
import { asideSentence } from '#core/domain/sentences.ts';
import type { CallOutput } from '#shared/api.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { Candidate, UnmatchedPhoto } from '#shared/views.ts';
import type { DecisionStore } from './decisionStore.ts';
import { toHex } from './keys.ts';
import { tiedCode } from './matchStore.ts';
import { type PhotoRow, qualityOf } from './photoReader.ts';
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

interface DeviceCount {
  device: string;
  photos: number;
}

interface NamedStop {
  key: Buffer;
  route_key: Buffer;
  route: string;
  stop: string;
  address: string;
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
  const devices = db.prepare<[string, number], DeviceCount>(
    `SELECT coalesce(device, '') AS device, count(*) AS photos FROM photos WHERE day = ? AND tied = ?
     GROUP BY 1 ORDER BY photos DESC, 1`,
  );
  const candidatesOf = db.prepare<[number], { stop: number; score: number; reasons: string }>(
    'SELECT stop, score, reasons FROM candidates WHERE photo = ?',
  );
  const stopRow = db.prepare<[number], NamedStop>(
    `SELECT stops.key, routes.key AS route_key, routes.route, stops.stop, stops.address
     FROM stops JOIN routes ON routes.id = stops.route WHERE stops.id = ?`,
  );
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  let counted: { changes: number; date: ServiceDate; devices: DeviceCount[] } | null = null;

  /** A day's strays are counted once until something is written: ten thousand of them take as long as their page. */
  function devicesOf(date: ServiceDate): DeviceCount[] {
    const now = changes.get() ?? 0;
    if (counted?.changes !== now || counted.date !== date) {
      counted = { changes: now, date, devices: devices.all(date, tiedCode.stray) };
    }
    return counted.devices;
  }

  /** Reads candidates for the photos of one page; neighbours on the board share their stops. */
  function candidateReader(): (photo: PhotoRow) => Candidate[] {
    const known = new Map<number, NamedStop>();
    const stopOf = (stop: number) => {
      const row = known.get(stop) ?? stopRow.get(stop);
      if (row) known.set(stop, row);
      return row;
    };
    return (photo) =>
      candidatesOf
        .all(photo.id)
        .flatMap(({ stop, score, reasons }): Candidate[] => {
          const row = stopOf(stop);
          if (!row) return [];
          return [
            {
              photoId: toHex(photo.sha256),
              stopId: toHex(row.key),
              routeId: toHex(row.route_key),
              route: row.route,
              stop: row.stop,
              address: row.address,
              score,
              why: JSON.parse(reasons) as string[],
            },
          ];
        })
        .sort((a, b) => b.score - a.score || (a.stopId < b.stopId ? -1 : 1));
  }

  return {
    page({ date, offset, show, device }) {
      const asides = decisions.asideOfDay(date);
      const code = show === 'aside' ? tiedCode.aside : tiedCode.stray;
      const rows =
        device === undefined
          ? page.all(date, code, unmatchedPage, offset)
          : pageOfDevice.all(date, code, device, unmatchedPage, offset);
      const candidatesOfPhoto = candidateReader();
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
              quality: qualityOf(row),
            },
            settings(),
          ),
          candidates: candidatesOfPhoto(row),
          aside: putAside
            ? { entryId: putAside.entry, reason: putAside.reason, sentence: asideSentence(putAside) }
            : null,
        };
      });
      const byDevice = devicesOf(date);
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
