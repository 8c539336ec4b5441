/**
 * Writes photos: what the imaging room found, the time and day that the witnesses give, and the words by which a later
 * manifest finds its photo. Everything is to be called inside a transaction.
 */
import type { Database } from 'better-sqlite3';
import { dayOfPhoto, depotReading, serviceDateOf, type Taken, takenTime } from '#core/domain/days.ts';
import { type PhotoFile, takenSources } from '#core/domain/delivery.ts';
import { identityTokens } from '#core/domain/matching/identity.ts';
import { canonicalId } from '#core/domain/matching/tokens.ts';
import { figuresVersion, type ImageFacts } from '#core/imaging/contract.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import { createDecisionStore } from './decisionStore.ts';
import { createDirtyDays } from './dirtyDays.ts';
import { createErasedStops, isErased } from './erasedStops.ts';
import { toBytes } from './keys.ts';
import { createLookalikeStore } from './lookalikeStore.ts';
import { type ClockedPhoto, createLostClocks } from './lostClocks.ts';
import { createPhotoEraser } from './photoEraser.ts';
import { createPhotoReader, hasUnsetClock, isHash, type PhotoRow } from './photoReader.ts';
import { createVisits } from './visits.ts';

export interface PhotoWriter {
  /** Adds the photo (once for the same bytes) and ties the file to it. Returns its row number. */
  add(file: { id: number; arrivedAt: number }, facts: ImageFacts): number;
  /** Works out time, position and day anew from everything known; marks and returns the days that are touched by it. */
  place(photo: number): Set<ServiceDate>;
  /** The same for a photo that may not be known. */
  placeById(photoId: PhotoId): Set<ServiceDate>;
  /** Photos whose names or texts hold one of these tracking ids. */
  named(trackingIds: readonly string[]): number[];
  /** Lays the figures of a newer reading over those of an older one. Returns the days that are touched by it. */
  renewFigures(photo: number, facts: ImageFacts): Set<ServiceDate>;
  /** The file holds other bytes now: that is remembered, and the photo goes where no file holds it any more. Returns the day that it left. */
  replaced(photo: number, file: number): ServiceDate | null;
  /** All photos in chunks, for a change of zone. */
  ids(after: number): number[];
}

function figureColumns({ quality: { edgeWidth, light, middle } }: ImageFacts) {
  return { edgeWidth: edgeWidth === null ? null : Math.round(edgeWidth * 10), light, middle };
}

function bytesOf({ perceptualHash }: ImageFacts): Buffer | null {
  return perceptualHash === null ? null : toBytes(perceptualHash);
}

/** Copies of one photo: the best source counts; of file times the oldest, as a copy may renew it. */
function earliestWitness(taken: ReadonlyArray<Taken | null>): Taken | null {
  const rank = (each: Taken) => takenSources.indexOf(each.takenSource);
  const known = taken.filter((each) => each !== null);
  return known.sort((a, b) => rank(a) - rank(b) || a.takenAt - b.takenAt)[0] ?? null;
}

/** The photo on its camera's clock, be it one that was never set; null where it names none. */
function onItsClock(row: PhotoRow, taken: Taken | null, own: ServiceDate, path: string): ClockedPhoto | null {
  const isCopied = taken === null || taken.takenSource === 'file-time';
  const clock = isCopied ? row.taken_local : taken.takenAt;
  if (clock === null) return null;
  return { sha256: row.sha256, camera: cameraOf(row, path, isCopied), clock, own };
}

function cameraOf(row: PhotoRow, path: string, isUnset: boolean): string {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return `${row.device ?? ''}\0${folder}\0${isUnset ? 'unset' : ''}`;
}

/** A photo whose camera lost its calendar while its GPS tells the day: the others of its clock may follow it. Null for all others. */
function onLostClock(row: PhotoRow, taken: Taken | null, path: string, timeZone: string): ClockedPhoto | null {
  if (taken?.takenSource !== 'gps-time' || row.taken_local === null) return null;
  const isUnset = hasUnsetClock({ ...row, taken_source: taken.takenSource });
  const clock = isUnset ? row.taken_local : depotReading(row.taken_local, timeZone);
  if (clock === null || Math.abs(clock - taken.takenAt) < lostFrom) return null;
  return { sha256: row.sha256, camera: cameraOf(row, path, isUnset), clock, own: serviceDateOf(clock, timeZone) };
}

/** A zone is at most this far away; what is off by more lost its calendar. Also in the index `photos_lost`. */
const lostFrom = 36 * 3_600_000;

export function createPhotoWriter(db: Database, settings: () => { timeZone: string; now: number }): PhotoWriter {
  const reader = createPhotoReader(db);
  const decisions = createDecisionStore(db);
  const dirty = createDirtyDays(db);
  const clocks = createLostClocks(db);
  const lookalikes = createLookalikeStore(db);
  const visits = createVisits(db);
  const erased = createErasedStops(db);
  const eraser = createPhotoEraser(db);
  const find = db.prepare<[Buffer, Buffer], number>(`SELECT id FROM photos WHERE ${isHash}`).pluck();
  const insert = db.prepare(
    `INSERT INTO photos (sha256, day, bytes, width, height, taken_local, taken_offset, gps_time, latitude, longitude, device,
                         texts, edge_width, light, middle, figures_version, perceptual_hash, arrived_at, indexed_at)
     VALUES (@sha256, '', @bytes, @width, @height, @takenLocal, @takenOffset, @gpsTime, @latitude, @longitude, @device,
             @texts, @edgeWidth, @light, @middle, ${figuresVersion}, @perceptualHash, @arrivedAt, @indexedAt)`,
  );
  const setFigures = db
    .prepare<Record<string, number | Buffer | null>, ServiceDate>(
      `UPDATE photos SET edge_width = @edgeWidth, light = @light, middle = @middle, perceptual_hash = @perceptualHash
       WHERE id = @photo RETURNING day`,
    )
    .pluck();
  const linkFile = db.prepare(
    `UPDATE files SET state = 'photo', photo = ?, code = NULL, message = NULL, may_still_arrive = 0, day = NULL WHERE id = ?`,
  );
  const arrivedEarlier = db.prepare('UPDATE photos SET arrived_at = min(arrived_at, ?) WHERE id = ?');
  const setPlace = db.prepare(
    'UPDATE photos SET day = ?, taken_at = ?, taken_source = ?, latitude = ?, longitude = ?, device = ? WHERE id = ?',
  );
  const tokensOf = db
    .prepare<[number], string>('SELECT token FROM photo_tokens WHERE photo = ? ORDER BY token')
    .pluck();
  const dropTokens = db.prepare('DELETE FROM photo_tokens WHERE photo = ?');
  const addToken = db.prepare('INSERT OR IGNORE INTO photo_tokens (token, photo) VALUES (?, ?)');
  const byToken = db.prepare<[string], number>('SELECT photo FROM photo_tokens WHERE token = ?').pluck();
  const datesOfToken = db
    .prepare<[string], string>(
      `SELECT DISTINCT routes.date FROM packages
         JOIN stops ON stops.id = packages.stop JOIN routes ON routes.id = stops.route
       WHERE packages.tracking_key = ?`,
    )
    .pluck();
  // 14 hours before to 38 after midnight UTC: the day of some zone.
  const laidElsewhere = db
    .prepare<[], number>(
      `SELECT photos.id FROM (SELECT DISTINCT photo FROM decisions WHERE photo IS NOT NULL AND kind IN ('accept', 'move')) AS laid
         JOIN photos ON substr(photos.sha256, 1, 8) = substr(laid.photo, 1, 8) AND photos.sha256 = laid.photo
       WHERE photos.taken_source IS NULL OR photos.taken_source = 'file-time'
         OR photos.taken_at - unixepoch(photos.day) * 1000 NOT BETWEEN -50400000 AND 136800000`,
    )
    .pluck();
  const lostButForGps = db
    .prepare<[], number>(
      `SELECT id FROM photos WHERE taken_source = 'gps-time' AND abs(taken_local - taken_at) > 129600000`,
    )
    .pluck();
  const filesLeft = db.prepare<[number], number>('SELECT count(*) FROM files WHERE photo = ?').pluck();
  const remember = db.prepare('INSERT OR IGNORE INTO replaced_photos (sha256, file) VALUES (?, ?)');
  const forget = db.prepare('DELETE FROM replaced_photos WHERE sha256 = ? AND file = ?');
  const drops = [
    'DELETE FROM photo_tokens WHERE photo = ?',
    'DELETE FROM ties WHERE photo = ?',
    'DELETE FROM candidates WHERE photo = ?',
    'DELETE FROM photo_codes WHERE photo = ?',
    'DELETE FROM photo_people WHERE photo = ?',
    'DELETE FROM photos WHERE id = ?',
  ].map((sql) => db.prepare(sql));
  const idsAfter = db.prepare<[number], number>('SELECT id FROM photos WHERE id > ? ORDER BY id LIMIT 200').pluck();

  /** A file, and the dates of the parcels that it names. */
  function namedBy(file: PhotoFile): { path: string; datesNamed: ServiceDate[] } {
    const tokens = identityTokens({ files: [file], texts: [], codes: [] });
    return { path: file.path, datesNamed: [...new Set(tokens.flatMap((token) => datesOfToken.all(token)))].sort() };
  }

  /** The others will be looked through for it (`core/reuse`). */
  function awaitComparison(photo: number, { miniature }: ImageFacts): void {
    if (miniature !== '') lookalikes.await(photo, Buffer.from(miniature, 'base64'));
  }

  /** The date of a stop that the photo names beats its own clock; of several, the one nearest to its own time. */
  function namedDay(tokens: readonly string[], own: ServiceDate | null): ServiceDate | null {
    const dates = new Set(tokens.flatMap((token) => datesOfToken.all(token)));
    if (own !== null && dates.has(own)) return own;
    const distance = (date: string) => (own === null ? 0 : Math.abs(Date.parse(date) - Date.parse(own)));
    return [...dates].sort((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1))[0] ?? null;
  }

  /** Everything that says when the photo was taken and which day it belongs to. */
  function whereabouts(id: number) {
    const row = reader.row(id) as PhotoRow;
    const photo = reader.toPhoto(row, reader.filesOf(id));
    const { timeZone, now } = settings();
    const paths = photo.files.map((file) => file.path);
    const taken = earliestWitness(
      photo.files.map((file) =>
        takenTime(
          {
            takenLocal: row.taken_local === null ? null : new Date(row.taken_local).toISOString().slice(0, -1),
            takenOffset: row.taken_offset,
            gpsTime: row.gps_time,
            sidecarTime: file.sidecar?.takenAt ?? null,
            fileName: file.path.slice(file.path.lastIndexOf('/') + 1),
            modifiedAt: file.modifiedAt,
          },
          timeZone,
          now,
        ),
      ),
    );
    const tokens = identityTokens(photo);
    const told = dayOfPhoto(taken, paths, timeZone);
    const own = told ?? serviceDateOf(row.arrived_at, timeZone);
    return {
      row,
      files: photo.files,
      taken,
      sidecar: photo.files.find((file) => file.sidecar !== null)?.sidecar ?? null,
      tokens,
      accepted: decisions.acceptedOn(row.sha256),
      named: namedDay(tokens, told),
      own,
      clocked: onItsClock(row, taken, own, paths[0] ?? ''),
      lost: onLostClock(row, taken, paths[0] ?? '', timeZone),
    };
  }

  const standAt = db.prepare(
    'UPDATE photos SET day = ?, taken_at = ?, taken_source = ?, route = ?, tied = 1, stray_reason = NULL WHERE id = ?',
  );
  const standTied = db.prepare(
    `INSERT OR IGNORE INTO ties (stop, photo, method, confidence, reasons) VALUES (?, ?, ?, ?, '[]')`,
  );

  /** A picture that was erased stands where its ledger entry says, and nothing else of it is kept. */
  function placeErased({ id, sha256, erased: erasedBits }: PhotoRow): Set<ServiceDate> | null {
    const ties = erased.tiesOf(sha256);
    const [first] = ties;
    // One that belonged to no stop stands where it stood.
    if (!first) return isErased(erasedBits, 'picture') ? new Set() : null;
    const what = ties.reduce((bits, tie) => bits | tie.what, 0);
    if (!isErased(what, 'picture')) {
      eraser.wipe(id, what);
      return null;
    }
    const { row, taken } = whereabouts(id);
    const [takenAt, source] =
      row.taken_at === null ? [taken?.takenAt ?? null, taken?.takenSource ?? null] : [row.taken_at, row.taken_source];
    eraser.wipe(id, what);
    standAt.run(first.date, takenAt, source, first.route, id);
    for (const tie of ties) standTied.run(tie.stop, id, tie.method, tie.confidence);
    if (row.day === first.date && row.route === first.route) return new Set();
    dirty.add([first.date], 'all-routes');
    return new Set([first.date]);
  }

  let knowsWitnesses = false;
  /** An index of an earlier start holds pictures that were laid to another day than their clock says. */
  function loadWitnesses(): void {
    if (knowsWitnesses) return;
    knowsWitnesses = true;
    for (const id of laidElsewhere.all()) {
      const { clocked, accepted } = whereabouts(id);
      if (clocked) clocks.laid(clocked, accepted);
    }
    for (const id of lostButForGps.all()) {
      const { lost, accepted, own } = whereabouts(id);
      if (lost) clocks.laid(lost, accepted ?? own);
    }
  }

  return {
    add(file, facts) {
      const sha256 = toBytes(facts.sha256);
      let photo = find.get(sha256, sha256);
      if (photo === undefined) {
        const { takenLocal, takenOffset, gpsTime, latitude, longitude, device } = facts;
        const { bytes, width, height } = facts;
        photo = Number(
          insert.run({
            ...{
              sha256,
              bytes,
              width,
              height,
              takenLocal: takenLocal === null ? null : Date.parse(`${takenLocal}Z`),
              takenOffset,
              gpsTime,
              latitude,
              longitude,
              device,
            },
            ...{ ...figureColumns(facts), perceptualHash: bytesOf(facts), arrivedAt: file.arrivedAt },
            indexedAt: settings().now,
            texts: facts.texts.length > 0 ? JSON.stringify(facts.texts) : null,
          }).lastInsertRowid,
        );
        awaitComparison(photo, facts);
      } else {
        arrivedEarlier.run(file.arrivedAt, photo);
      }
      dirty.addOfFile(file.id);
      linkFile.run(photo, file.id);
      // The old bytes may have come back.
      forget.run(sha256, file.id);
      return photo;
    },

    place(id) {
      const known = reader.row(id);
      const stands = known ? placeErased(known) : null;
      if (stands) return stands;
      loadWitnesses();
      const { row, taken, sidecar, tokens, accepted, named, own, lost, files, ...rest } = whereabouts(id);
      const clocked = lost ?? rest.clocked;
      if (tokens.join('\n') !== tokensOf.all(id).join('\n')) {
        dropTokens.run(id);
        for (const token of tokens) addToken.run(token, id);
      }
      const day = accepted ?? named ?? (clocked && !lost ? clocks.dayOf(clocked) : null) ?? own;
      setPlace.run(
        ...[day, taken?.takenAt ?? null, taken?.takenSource ?? null],
        ...[row.latitude ?? sidecar?.latitude ?? null, row.longitude ?? sidecar?.longitude ?? null],
        ...[row.device ?? sidecar?.deviceId ?? null, id],
      );
      const touched = new Set([row.day, day].filter((date) => date !== ''));
      dirty.add(touched);
      const visited = visits.renew(id, day, files.length > 1 ? files.map(namedBy) : []);
      dirty.add(visited, 'all-routes');
      for (const date of visited) touched.add(date);
      if (clocked && clocks.laid(clocked, lost ? (accepted ?? own) : accepted)) {
        const elsewhere = row.day === own ? day : row.day;
        for (const other of clocks.companions(clocked, row.device, elsewhere)) {
          if (other !== id) for (const date of this.place(other)) touched.add(date);
        }
      }
      return touched;
    },
    placeById(photoId) {
      const photo = find.get(toBytes(photoId), toBytes(photoId));
      return photo === undefined ? new Set() : this.place(photo);
    },

    named: (trackingIds) => [...new Set(trackingIds.flatMap((trackingId) => byToken.all(canonicalId(trackingId))))],

    renewFigures(photo, facts) {
      const day = setFigures.get({ photo, ...figureColumns(facts), perceptualHash: bytesOf(facts) });
      awaitComparison(photo, facts);
      const touched = new Set(day === undefined ? [] : [day]);
      dirty.add(touched);
      return touched;
    },

    replaced(photo, file) {
      const row = reader.row(photo);
      if (!row) return null;
      remember.run(row.sha256, file);
      if (filesLeft.get(photo) !== 0) return null;
      for (const drop of drops) drop.run(photo);
      lookalikes.forget(photo);
      visits.forget(photo);
      dirty.add([row.day]);
      return row.day;
    },

    ids: (after) => idsAfter.all(after),
  };
}
