/**
 * Fills an index through its own writers, without reading a picture: what `scale` measures queries on, and what `rescan` and `ui`
 * start from. One photo a stop for 90 of 100 stops; two of 100 are left unmatched with a candidate each.
 */
import type { Database } from 'better-sqlite3';
import { Temporal } from 'temporal-polyfill';
import type { FolderEntry } from '#core/folder/contract.ts';
import type { ImageFacts } from '#core/imaging/contract.ts';
import { createDecisionStore } from '#core/index/decisionStore.ts';
import { createDeliveryWriter, emptyTally } from '#core/index/deliveries.ts';
import { createFileStore } from '#core/index/fileStore.ts';
import { makeStopId, toBytes } from '#core/index/keys.ts';
import { createMatchStore, type PhotoChange } from '#core/index/matchStore.ts';
import { openIndex } from '#core/index/openIndex.ts';
import { createPhotoWriter } from '#core/index/photoWriter.ts';
import { createProgrammeStore } from '#core/index/programmeStore.ts';
import { createStateWriter, type StateWriter } from '#core/index/stateWriter.ts';
import type { ManifestRow } from '#core/manifests/contract.ts';
import { familyNames, givenNames, streetKinds, streetNames } from '#main/sample/names.ts';
import { createRandom } from '#main/sample/random.ts';
import { defaultSettings } from '#shared/settings.ts';

export const syntheticZone = 'America/Los_Angeles';

/** A photo that is to be, of a stop or of none. */
export interface SyntheticPhoto {
  /** Relative path, with `/`. */
  path: string;
  /** Epoch milliseconds. */
  takenAt: number;
  latitude: number;
  longitude: number;
  /** The stop that it is tied to, or a candidate for. */
  stop: string;
  tied: boolean;
}

export interface SyntheticRoute {
  date: string;
  route: string;
  rows: ManifestRow[];
  photos: SyntheticPhoto[];
}

/** A route with its photos, all from the label; no two routes of a depot share a tracking id. */
export function syntheticRoute(date: string, number: number, stops: number): SyntheticRoute {
  const random = createRandom(`${date} ${number}`);
  const route = `R${100 + number}`;
  const start = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: syntheticZone, plainTime: '10:00' });
  const street = () => `${random.pick(streetNames)} ${random.pick(streetKinds)}`;
  const rows: ManifestRow[] = [];
  const photos: SyntheticPhoto[] = [];
  let on = street();
  for (let at = 1; at <= stops; at++) {
    if (at % 12 === 0) on = street();
    const stop = String(at).padStart(3, '0');
    const completedAt = start.epochMilliseconds + Math.round((at * 9 * 3_600_000) / stops) + random.whole(0, 60) * 1000;
    const place = { latitude: 45.2 + number * 0.001 + at * 0.0008, longitude: -122.8 + random.between(-0.01, 0.01) };
    const trackingId = `TBA${random.whole(300, 399)}${String(random.whole(0, 999_999_999)).padStart(9, '0')}`;
    const attended = random.chance(0.08);
    rows.push({
      line: null,
      serviceDate: date,
      route,
      driver: `D-${String(number).padStart(3, '0')}`,
      driverName: `${random.pick(givenNames)} ${random.pick(familyNames)}`,
      stop,
      sequence: at,
      address: `${random.whole(1, 9999)} ${on}`,
      postcode: String(97_000 + (number % 99)),
      ...place,
      customer: `${random.pick(givenNames)} ${random.pick(familyNames)}`,
      contact: null,
      trackingId,
      outcome: 'delivered',
      completedAt,
      handover: attended ? 'household' : 'doorstep',
      leftAt: attended ? 'Household member' : 'Front door',
      windowStart: null,
      windowEnd: null,
      confidential: false,
      optedOut: false,
    });
    const fate = random.next();
    if (attended || fate > 0.92) continue;
    const takenAt = completedAt + random.whole(5, 60) * 1000;
    const local = Temporal.Instant.fromEpochMilliseconds(takenAt).toZonedDateTimeISO(syntheticZone);
    const stamp = local
      .toPlainDateTime()
      .toString({ smallestUnit: 'second' })
      .replaceAll(/[-:]/g, '')
      .replace('T', '_');
    const tied = fate > 0.02;
    const name = number % 2 && tied ? `${trackingId}_${stamp}` : stamp;
    photos.push({ path: `${date}/${route}/${name}.jpg`, takenAt, ...place, stop, tied });
  }
  return { date, route, rows, photos };
}

/** Facts as the imaging room would have found them. */
function factsOf(photo: SyntheticPhoto, sha256: string, bytes: number): ImageFacts {
  const local = Temporal.Instant.fromEpochMilliseconds(photo.takenAt).toZonedDateTimeISO(syntheticZone);
  const positioned = photo.takenAt % 2 === 0;
  return {
    sha256,
    bytes,
    format: 'jpeg',
    width: 3024,
    height: 4032,
    orientation: 6,
    takenLocal: local.toPlainDateTime().toString({ smallestUnit: 'second' }),
    takenOffset: null,
    gpsTime: null,
    latitude: positioned ? photo.latitude : null,
    longitude: positioned ? photo.longitude : null,
    device: 'samsung SM-A546U',
    texts: [],
    quality: { edgeWidth: 2.1, light: 214, middle: 118 },
    perceptualHash: sha256.slice(0, 16),
    miniature: '',
  };
}

export interface SyntheticIndex {
  db: Database;
  states: StateWriter;
  /** Routes, stops and packages of a manifest. */
  addDeliveries(route: SyntheticRoute): void;
  /** Photos of the route that are in the folder (or said to be), read and matched. */
  addPhotos(
    route: SyntheticRoute,
    photos: ReadonlyArray<{ photo: SyntheticPhoto; entry: FolderEntry; sha256: string }>,
  ): void;
  /** States and counts of every route of a date, after every cut-off. */
  settleDay(date: string): void;
  close(): void;
}

/** Opens (or makes) the index at a path. The caller closes it before anybody else opens it. */
export function openSyntheticIndex(path: string): SyntheticIndex {
  const opened = openIndex(path);
  if (!opened.ok) throw new Error(opened.message);
  const { db } = opened;
  const now = Date.now();
  const files = createFileStore(db);
  const photosWriter = createPhotoWriter(db, () => ({ timeZone: syntheticZone, now }));
  const deliveries = createDeliveryWriter(db);
  const matches = createMatchStore(db);
  const states = createStateWriter(db, createDecisionStore(db), createProgrammeStore(db), () => ({
    ...defaultSettings,
    timeZone: syntheticZone,
  }));
  const stopRow = db.prepare<[Buffer], { id: number; route: number }>('SELECT id, route FROM stops WHERE key = ?');

  const readPhotos: SyntheticIndex['addPhotos'] = (route, photos) => {
    const changes: PhotoChange[] = [];
    for (const { photo, entry, sha256 } of photos) {
      const stop = stopRow.get(toBytes(makeStopId(route.date, route.route, photo.stop)));
      if (!stop) throw new Error(`No stop ${photo.stop} on ${route.route}`);
      const file = files.admit(entry, 'queued', { day: route.date });
      const id = photosWriter.add({ id: file, arrivedAt: entry.arrivedAt }, factsOf(photo, sha256, entry.size));
      photosWriter.place(id);
      const reasons = ['12 s after the scan', '34 m from the door', 'Next in sequence'];
      changes.push({
        photo: id,
        route: stop.route,
        correction: null,
        isAside: false,
        ties: photo.tied
          ? [
              {
                stop: stop.id,
                method: 'time-gps',
                confidence: 0.97,
                seconds: 12,
                metres: 34,
                reasons,
                flags: [],
              },
            ]
          : [],
        stray: photo.tied
          ? null
          : { reason: 'Two stops are as likely', candidates: [{ stop: stop.id, score: 0.6, reasons }] },
      });
    }
    matches.storePhotos(changes);
  };

  return {
    db,
    states,
    addDeliveries: db.transaction((route: SyntheticRoute) => {
      deliveries.applyRows(route.rows, { fileTime: now, tally: emptyTally(), renewal: null });
    }),
    addPhotos: db.transaction(readPhotos),
    settleDay(date) {
      const afterCutOff = Date.parse(`${date}T00:00:00Z`) + 3 * 86_400_000;
      for (const route of states.routesOf(date)) {
        matches.storeDevices(route);
        states.refreshRoute(route, afterCutOff);
      }
    },
    close: () => void db.close(),
  };
}
