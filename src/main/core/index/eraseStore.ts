/**
 * Brings `erase` entries into the index and wipes the rows that they are about. The entry's transaction only marks; wiping goes on
 * in slices, from what is marked, so that a killed process finds it again.
 */
import type { Database } from 'better-sqlite3';
import { toSigned } from '#core/domain/signOff.ts';
import { mainPackage } from '#core/domain/stopOutcome.ts';
import type { ErasedStop, LedgerBody, StopRef } from '#core/ledger/contract.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import { type PrivacyRun, privacyRunSchema } from '#shared/privacy.ts';
import type { ExcuseReason, MatchMethod, StopState } from '#shared/words.ts';
import type { DecisionStore } from './decisionStore.ts';
import { createDeliveryReader } from './deliveryReader.ts';
import { prepareTellErased } from './entryStore.ts';
import { bitsOf, createErasedStops, erasedBit, isErased, isFrozen, wholeDayBit } from './erasedStops.ts';
import { makeRouteId, makeStopId, toBytes, toHex } from './keys.ts';
import { wipedProblem } from './manifestStore.ts';
import { createPhotoEraser } from './photoEraser.ts';
import { createStopWords } from './stopWords.ts';

type EraseBody = Extract<LedgerBody, { kind: 'erase' }>;

/** A stop whose rows are to be wiped. */
export interface StopToErase {
  /** Row number. */
  id: number;
  what: number;
  ref: StopRef;
  /** Pictures that stood there. */
  photos: PhotoId[];
  /** Entries of the holds that ever were on it and of their releases, whose reasons are about its people too. */
  holds: string[];
}

export interface EraseStore {
  /** Marks what the entry is about, inside the caller's transaction. Returns the row number of its route, if it has stops. */
  project(body: EraseBody): number | null;
  /** How stops of a route stand, for the entry that erases from them. Unknown ones are left out. */
  standing(route: number, stops: ReadonlySet<number>): ErasedStop[];
  /** Stops that were not wiped yet, at most so many. */
  waiting(most: number): StopToErase[];
  readonly backlog: number;
  /** Wipes the rows of these stops in one transaction. */
  wipe(stops: readonly StopToErase[]): void;
  /** Wipes some of a date's pictures that belong to no stop, in one transaction. Returns their ids; none: all are wiped. */
  wipeStrays(date: ServiceDate): PhotoId[];
  /** Dates of whose stray pictures something was erased. */
  strayDates(): ServiceDate[];
  /** The notes of the route's sign-offs are about nobody any more: true when each of its stops was erased. */
  isWholeRouteErased(date: ServiceDate, route: string): boolean;
  isWholeDayErased(date: ServiceDate): boolean;
  /** Dates of which files beside the index may still tell what was erased, and what that is. */
  unfinished(): Array<{ date: ServiceDate; what: number; strays: number }>;
  /** Files beside the index tell nothing more of these dates. */
  finished(dates: readonly ServiceDate[]): void;
  /** The customer of a stop was erased. */
  isNameless(stop: StopRef): boolean;
  /** Messages about lines of these dates' manifests, and of manifests of no date that are older than a moment, say nothing any more. */
  wipeProblems(dates: readonly ServiceDate[], before: number | null): void;
  /** Takes the name of an imported file out of these entries (numbers) and of its row. */
  wipeFileName(sha256: string, entries: readonly number[], instead: string): void;
  /** Of pictures that were just read those whose thumbnails were erased. */
  withoutThumbnail(photos: readonly number[]): PhotoId[];
  /** The night's last run, as it was told. */
  lastRun(): PrivacyRun | null;
  setLastRun(run: PrivacyRun): void;
  /** Takes the reasons of sign-offs out of the index: of a route, or (null) of the day. */
  wipeSignOff(date: ServiceDate, route: string | null): void;
}

/** Personal texts of an entry, by what must stay there. */
const withoutTexts = `json_remove(iif(kind IN ('note', 'hold'), json_set(body, '$.note', ''), json_remove(body, '$.note')), '$.reply')`;

export function createEraseStore(db: Database, decisions: DecisionStore): EraseStore {
  const deliveries = createDeliveryReader(db);
  const erased = createErasedStops(db);
  const photos = createPhotoEraser(db);
  const addRoute = db.prepare('INSERT OR IGNORE INTO routes (key, date, route) VALUES (?, ?, ?)');
  const routeByKey = db.prepare<[Buffer], number>('SELECT id FROM routes WHERE key = ?').pluck();
  const addStop = db.prepare(`INSERT OR IGNORE INTO stops (key, route, stop, address) VALUES (?, ?, ?, '')`);
  const mark = db
    .prepare<[number, Buffer], number>('UPDATE stops SET erased = coalesce(erased, 0) | ? WHERE key = ? RETURNING id')
    .pluck();
  const addPhoto = db.prepare(
    `INSERT INTO erased_photos (hash, stop, what, method, confidence) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (hash, stop) DO UPDATE SET what = what | excluded.what`,
  );
  const addDay = db.prepare(
    `INSERT INTO erased_days (date, what, strays, unfinished) VALUES (?, ?, ?, 1)
     ON CONFLICT (date) DO UPDATE SET what = what | excluded.what, strays = strays | excluded.strays, unfinished = 1`,
  );
  const addWork = db.prepare(
    'INSERT INTO to_erase (stop, what) VALUES (?, ?) ON CONFLICT (stop) DO UPDATE SET what = what | excluded.what',
  );
  const routeRow = db.prepare<[number], { key: Buffer; date: ServiceDate; route: string }>(
    'SELECT key, date, route FROM routes WHERE id = ?',
  );
  const tiesOf = db.prepare<[number], { stop: number; sha256: Buffer; method: MatchMethod; confidence: number }>(
    `SELECT ties.stop, photos.sha256, ties.method, ties.confidence FROM stops JOIN ties ON ties.stop = stops.id
       JOIN photos ON photos.id = ties.photo WHERE stops.route = ? ORDER BY ties.stop, photos.sha256`,
  );
  const waiting = db.prepare<
    [number],
    { id: number; what: number; date: ServiceDate; route: string; stop: string; key: Buffer }
  >(
    `SELECT stops.id, to_erase.what, routes.date, routes.route, stops.stop, stops.key FROM to_erase
       JOIN stops ON stops.id = to_erase.stop JOIN routes ON routes.id = stops.route ORDER BY to_erase.stop LIMIT ?`,
  );
  const backlog = db.prepare<[], number>('SELECT count(*) FROM to_erase').pluck();
  const photosAt = db.prepare<[Buffer], { id: number; sha256: Buffer; what: number }>(
    `SELECT photos.id, photos.sha256, erased_photos.what FROM erased_photos
       JOIN photos ON substr(photos.sha256, 1, 8) = erased_photos.hash WHERE erased_photos.stop = ?`,
  );
  const holdsOf = db
    .prepare<[Buffer], string>(`SELECT entry FROM decisions WHERE stop_key = ? AND kind = 'hold'`)
    .pluck();
  const releaseOf = db
    .prepare<[string], string>(
      `SELECT entry FROM decisions WHERE kind IN ('hold', 'release-hold') AND json_extract(body, '$.hold') = ?`,
    )
    .pluck();
  const wipeTies = db.prepare(
    `UPDATE ties SET reasons = '[]', metres = NULL, seconds = NULL, flags = NULL WHERE stop = ?`,
  );
  const customerData = [
    `UPDATE stops SET address = '', postcode = NULL, latitude = NULL, longitude = NULL, customer = NULL, contact = NULL WHERE id = ?`,
    'UPDATE packages SET left_at = NULL WHERE stop = ?',
  ].map((sql) => db.prepare(sql));
  const frozen = ['UPDATE stops SET flags = NULL WHERE id = ?', 'DELETE FROM candidates WHERE stop = ?'].map((sql) =>
    db.prepare(sql),
  );
  const stopWords = createStopWords(db);
  const noted = `(json_extract(body, '$.note') > '' OR json_extract(body, '$.reply') IS NOT NULL)`;
  const notedAt = db
    .prepare<[Buffer], number>(
      `SELECT seq FROM decisions WHERE stop_key = ? AND kind NOT IN ('sign-off', 'erase') AND ${noted}`,
    )
    .pluck();
  // Openings are in no index of the activity: only what says that it asks for none finds that index.
  const stepsAt = db
    .prepare<[Buffer], number>(
      `SELECT seq FROM activity WHERE stop_key = ? AND kind <> 'open-claim' AND kind = 'confirmation-step'`,
    )
    .pluck();
  const wipeTexts = db.prepare(`UPDATE entries SET body = ${withoutTexts} WHERE seq = ?`);
  const tellErased = prepareTellErased(db);
  const seqOf = db.prepare<[string], number>('SELECT seq FROM decisions WHERE entry = ?').pluck();
  const dropWork = db.prepare('DELETE FROM to_erase WHERE stop = ?');
  const strayPhotos = db.prepare<[string, number, number], { id: number; sha256: Buffer }>(
    'SELECT id, sha256 FROM photos WHERE day = ? AND tied <> 1 AND (coalesce(erased, 0) & ?) <> ? LIMIT 100',
  );
  const strayDates = db.prepare<[], ServiceDate>('SELECT date FROM erased_days WHERE strays > 0').pluck();
  const customersLeft = `SELECT EXISTS (SELECT 1 FROM routes JOIN stops ON stops.route = routes.id
    WHERE (coalesce(stops.erased, 0) & ${erasedBit['customer-data']}) = 0 AND `;
  const leftOnRoute = db.prepare<[Buffer], number>(`${customersLeft} routes.key = ?)`).pluck();
  const leftOnDay = db.prepare<[string], number>(`${customersLeft} routes.date = ?)`).pluck();
  const signOffsOf = db
    .prepare<[Buffer], number>(`SELECT seq FROM decisions WHERE stop_key = ? AND kind = 'sign-off'`)
    .pluck();
  const signOffsOfDay = db
    .prepare<[string], number>(`SELECT seq FROM decisions WHERE date = ? AND kind = 'sign-off-day'`)
    .pluck();
  const wipeReason = db.prepare('UPDATE sign_offs SET reason = NULL WHERE date = ? AND route = ?');

  const unfinished = db.prepare<[], { date: ServiceDate; what: number; strays: number }>(
    'SELECT date, what, strays FROM erased_days WHERE unfinished = 1 ORDER BY date',
  );
  const finish = db.prepare('UPDATE erased_days SET unfinished = 0, what = what | ? WHERE date = ?');
  const stopBits = db.prepare<[Buffer], number | null>('SELECT erased FROM stops WHERE key = ?').pluck();
  const wipeProblems = db.prepare(
    `UPDATE manifest_problems SET message = ? WHERE message <> ? AND manifest IN (
       SELECT id FROM manifests WHERE EXISTS (
         SELECT 1 FROM json_each(manifests.dates) AS own JOIN json_each(?) AS asked ON asked.value = own.value))`,
  );
  const wipeUndated = db.prepare(
    `UPDATE manifest_problems SET message = ? WHERE message <> ?
       AND manifest IN (SELECT id FROM manifests WHERE dates = '[]' AND file_time < ?)`,
  );
  const readRun = db.prepare<[], string>(`SELECT value FROM meta WHERE key = 'privacy-run'`).pluck();
  const writeRun = db.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('privacy-run', ?)`);
  const wipeEntryName = db.prepare(`UPDATE entries SET body = json_set(body, '$.fileName', '') WHERE seq = ?`);
  const wipeName = db.prepare('UPDATE manifests SET name = ? WHERE path IS NULL AND sha256 = ?');
  const photoBits = db.prepare<[number], { sha256: Buffer; erased: number | null }>(
    'SELECT sha256, erased FROM photos WHERE id = ?',
  );

  function wipeEntry(seq: number, field: 'note' | 'reply'): void {
    wipeTexts.run(seq);
    tellErased.run(field, seq, field);
  }

  /** What people wrote about the stop, and what receivers' servers said. */
  function wipeNotes(stop: StopToErase, key: Buffer): void {
    for (const seq of notedAt.all(key)) wipeEntry(seq, 'note');
    for (const seq of stepsAt.all(key)) wipeEntry(seq, 'reply');
    for (const hold of stop.holds) {
      const seq = seqOf.get(hold);
      if (seq !== undefined) wipeEntry(seq, 'note');
    }
  }

  return {
    project(body) {
      const bits = bitsOf(body.what);
      if (body.stops.length === 0) {
        addDay.run(body.date, 0, bits);
        return null;
      }
      const routeKey = toBytes(makeRouteId(body.date, body.route));
      // Where the manifest is gone, the entry alone still tells that the stop was there and how it stood.
      addRoute.run(routeKey, body.date, body.route);
      const route = routeByKey.get(routeKey) as number;
      for (const stop of body.stops) {
        const key = toBytes(makeStopId(body.date, body.route, stop.stop));
        addStop.run(key, route, stop.stop);
        addWork.run(mark.get(bits, key) as number, bits);
        for (const { photo, method, confidence } of stop.ties) {
          addPhoto.run(toBytes(photo.slice(0, 16)), key, bits, method, confidence);
        }
      }
      addDay.run(body.date, bits, 0);
      return route;
    },

    standing(route, wanted) {
      const row = routeRow.get(route);
      if (!row) return [];
      const packages = deliveries.packagesOf(route);
      const ties = Map.groupBy(tiesOf.all(route), (tie) => tie.stop);
      const decided = decisions.ofRoute(route);
      const before = erased.ofRoute(row.date, toHex(row.key));
      return deliveries.stopsOf(route).flatMap((record): ErasedStop[] => {
        if (!wanted.has(record.id)) return [];
        const known = before.get(record.stop);
        if (known) return [known];
        const here = decided.get(toHex(record.key));
        const state = record.state as StopState;
        const tied = ties.get(record.id) ?? [];
        const signed = toSigned({
          stop: record.stop,
          state,
          photoIds: tied.map(({ sha256 }) => toHex(sha256)).filter((id) => !here?.rejected.has(id)),
          excuse: state === 'excused' ? (record.reason as ExcuseReason) : null,
          outcome: mainPackage(packages.get(record.id) ?? [])?.outcome ?? 'pending',
          followUp: here !== undefined && here.followUp !== null,
        });
        return [
          {
            ...signed,
            reason: record.reason,
            ties: tied.map(({ sha256, method, confidence }) => ({ photo: toHex(sha256), method, confidence })),
          },
        ];
      });
    },

    waiting: (most) =>
      waiting.all(most).map(({ id, what, date, route, stop, key }) => ({
        ...{ id, what, ref: { date, route, stop } },
        photos: photosAt.all(key).map(({ sha256 }) => toHex(sha256)),
        holds: holdsOf.all(key).flatMap((hold) => [hold, ...releaseOf.all(hold)]),
      })),

    get backlog() {
      return backlog.get() ?? 0;
    },

    wipe: db.transaction((stops: readonly StopToErase[]) => {
      for (const stop of stops) {
        const { date, route, stop: name } = stop.ref;
        const key = toBytes(makeStopId(date, route, name));
        if (isErased(stop.what, 'customer-data')) {
          for (const wipe of customerData) wipe.run(stop.id);
          stopWords.write(stop.id);
          wipeNotes(stop, key);
        }
        if (isFrozen(stop.what)) {
          wipeTies.run(stop.id);
          for (const wipe of frozen) wipe.run(stop.id);
        }
        for (const photo of photosAt.all(key)) photos.wipe(photo.id, photo.what);
        dropWork.run(stop.id);
      }
    }),

    wipeStrays: db.transaction((date: ServiceDate) => {
      const bits = erased.straysOf(date);
      const found = strayPhotos.all(date, bits, bits);
      for (const { id } of found) photos.wipe(id, bits);
      return found.map(({ sha256 }) => toHex(sha256));
    }),
    lastRun() {
      const text = readRun.get();
      return text ? privacyRunSchema.parse(JSON.parse(text)) : null;
    },
    setLastRun: (run) => void writeRun.run(JSON.stringify(run)),
    strayDates: () => strayDates.all(),
    unfinished: () => unfinished.all(),
    finished: db.transaction((dates: readonly ServiceDate[]) => {
      for (const date of dates) finish.run(leftOnDay.get(date) === 0 ? wholeDayBit : 0, date);
    }),
    isNameless: ({ date, route, stop }) =>
      erased.isTouched(date) && isErased(stopBits.get(toBytes(makeStopId(date, route, stop))), 'customer-data'),
    wipeProblems(dates, before) {
      wipeProblems.run(wipedProblem, wipedProblem, JSON.stringify(dates));
      if (before !== null) wipeUndated.run(wipedProblem, wipedProblem, before);
    },
    wipeFileName: db.transaction((sha256: string, entries: readonly number[], instead: string) => {
      for (const seq of entries) {
        wipeEntryName.run(seq);
        tellErased.run('fileName', seq, 'fileName');
      }
      wipeName.run(instead, toBytes(sha256));
    }),
    withoutThumbnail: (rows) =>
      rows.flatMap((id) => {
        const row = photoBits.get(id);
        return row && isErased(row.erased, 'thumbnail') ? [toHex(row.sha256)] : [];
      }),
    isWholeRouteErased: (date, route) => leftOnRoute.get(toBytes(makeRouteId(date, route))) === 0,
    isWholeDayErased: (date) => leftOnDay.get(date) === 0,
    wipeSignOff: db.transaction((date: ServiceDate, route: string | null) => {
      const entries = route === null ? signOffsOfDay.all(date) : signOffsOf.all(toBytes(makeRouteId(date, route)));
      for (const seq of entries) wipeEntry(seq, 'note');
      wipeReason.run(date, route ?? '');
    }),
  };
}
