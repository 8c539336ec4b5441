/**
 * Writes photos: what the imaging room found, the time and day that the witnesses give, and the words by which a later
 * manifest finds its photo. Everything is to be called inside a transaction.
 */
import type { Database } from 'better-sqlite3';
import { dayOfPhoto, serviceDateOf, type Taken, takenTime } from '#core/domain/days.ts';
import { takenSources } from '#core/domain/delivery.ts';
import { identityTokens } from '#core/domain/matching/identity.ts';
import { canonicalId } from '#core/domain/matching/tokens.ts';
import type { ImageFacts } from '#core/imaging/contract.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import { createDecisionStore } from './decisionStore.ts';
import { createDirtyDays } from './dirtyDays.ts';
import { toBytes } from './keys.ts';
import { createPhotoReader, isHash, type PhotoRow } from './photoReader.ts';

export interface PhotoWriter {
  /** Adds the photo (once for the same bytes) and ties the file to it. Returns its row number. */
  add(file: { id: number; arrivedAt: number }, facts: ImageFacts): number;
  /** Works out time, position and day anew from everything known; marks and returns the days that are touched by it. */
  place(photo: number): Set<ServiceDate>;
  /** The same for a photo that may not be known. */
  placeById(photoId: PhotoId): Set<ServiceDate>;
  /** Photos whose names or texts hold one of these tracking ids. */
  named(trackingIds: readonly string[]): number[];
  /** Takes away a photo that no file holds any more (its bytes were replaced). Returns its day. */
  dropOrphan(photo: number): ServiceDate | null;
  /** All photos in chunks, for a change of zone. */
  ids(after: number): number[];
}

/** Copies of one photo: the best source counts; of file times the oldest, as a copy may renew it. */
function earliestWitness(taken: ReadonlyArray<Taken | null>): Taken | null {
  const rank = (each: Taken) => takenSources.indexOf(each.takenSource);
  const known = taken.filter((each) => each !== null);
  return known.sort((a, b) => rank(a) - rank(b) || a.takenAt - b.takenAt)[0] ?? null;
}

export function createPhotoWriter(db: Database, settings: () => { timeZone: string; now: number }): PhotoWriter {
  const reader = createPhotoReader(db);
  const decisions = createDecisionStore(db);
  const dirty = createDirtyDays(db);
  const find = db.prepare<[Buffer, Buffer], number>(`SELECT id FROM photos WHERE ${isHash}`).pluck();
  const insert = db.prepare(
    `INSERT INTO photos (sha256, day, bytes, width, height, taken_local, taken_offset, gps_time, latitude, longitude, device,
                         texts, sharpness, luma, perceptual_hash, arrived_at)
     VALUES (@sha256, '', @bytes, @width, @height, @takenLocal, @takenOffset, @gpsTime, @latitude, @longitude, @device,
             @texts, @sharpness, @luma, @perceptualHash, @arrivedAt)`,
  );
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
  const filesLeft = db.prepare<[number], number>('SELECT count(*) FROM files WHERE photo = ?').pluck();
  const drops = [
    'DELETE FROM photo_tokens WHERE photo = ?',
    'DELETE FROM ties WHERE photo = ?',
    'DELETE FROM candidates WHERE photo = ?',
    'DELETE FROM photos WHERE id = ?',
  ].map((sql) => db.prepare(sql));
  const idsAfter = db.prepare<[number], number>('SELECT id FROM photos WHERE id > ? ORDER BY id LIMIT 200').pluck();

  /** The date of a stop that the photo names beats its own clock; of several, the one nearest to its own time. */
  function namedDay(tokens: readonly string[], own: ServiceDate | null): ServiceDate | null {
    const dates = new Set(tokens.flatMap((token) => datesOfToken.all(token)));
    if (own !== null && dates.has(own)) return own;
    const distance = (date: string) => (own === null ? 0 : Math.abs(Date.parse(date) - Date.parse(own)));
    return [...dates].sort((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1))[0] ?? null;
  }

  return {
    add(file, facts) {
      const sha256 = toBytes(facts.sha256);
      let photo = find.get(sha256, sha256);
      if (photo === undefined) {
        const { takenLocal, takenOffset, gpsTime, latitude, longitude, device, sharpness, luma, perceptualHash } =
          facts;
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
              sharpness,
            },
            ...{ luma, perceptualHash: toBytes(perceptualHash), arrivedAt: file.arrivedAt },
            texts: facts.texts.length > 0 ? JSON.stringify(facts.texts) : null,
          }).lastInsertRowid,
        );
      } else {
        arrivedEarlier.run(file.arrivedAt, photo);
      }
      dirty.addOfFile(file.id);
      linkFile.run(photo, file.id);
      return photo;
    },

    place(id) {
      const row = reader.row(id) as PhotoRow;
      const files = reader.filesOf(id);
      const photo = reader.toPhoto(row, files);
      const sidecar = photo.files.find((file) => file.sidecar !== null)?.sidecar ?? null;
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
      if (tokens.join('\n') !== tokensOf.all(id).join('\n')) {
        dropTokens.run(id);
        for (const token of tokens) addToken.run(token, id);
      }
      const own = dayOfPhoto(taken, paths, timeZone);
      const said = decisions.acceptedOn(row.sha256) ?? namedDay(tokens, own);
      const day = said ?? own ?? serviceDateOf(row.arrived_at, timeZone);
      setPlace.run(
        ...[day, taken?.takenAt ?? null, taken?.takenSource ?? null],
        ...[row.latitude ?? sidecar?.latitude ?? null, row.longitude ?? sidecar?.longitude ?? null],
        ...[row.device ?? sidecar?.deviceId ?? null, id],
      );
      const touched = new Set([row.day, day].filter((date) => date !== ''));
      dirty.add(touched);
      return touched;
    },
    placeById(photoId) {
      const photo = find.get(toBytes(photoId), toBytes(photoId));
      return photo === undefined ? new Set() : this.place(photo);
    },

    named: (trackingIds) => [...new Set(trackingIds.flatMap((trackingId) => byToken.all(canonicalId(trackingId))))],

    dropOrphan(photo) {
      const row = reader.row(photo);
      if (!row || filesLeft.get(photo) !== 0) return null;
      for (const drop of drops) drop.run(photo);
      dirty.add([row.day]);
      return row.day;
    },

    ids: (after) => idsAfter.all(after),
  };
}
