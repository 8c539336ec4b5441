/** The evidence about a stop, gathered: its own facts, the stops around it, what was sent, decided and claimed. */
import type { Database } from 'better-sqlite3';
import { restsOnWords } from '#core/domain/clockSentences.ts';
import { clockKey } from '#core/domain/decisions.ts';
import { withSummary } from '#core/domain/evidence/evidence.ts';
import { metresBetween, placeOf } from '#core/domain/geo.ts';
import type { Evidence, EvidencePhoto, FolderState, NearStop, TimelineStop } from '#shared/evidence.ts';
import type { StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { Position, StopDetail, StopPhoto } from '#shared/views.ts';
import type { DecisionStore } from './decisionStore.ts';
import { createDeliveryReader, type StopRecord } from './deliveryReader.ts';
import type { DoorPictures } from './doorPictures.ts';
import { kindsOf } from './erasedStops.ts';
import { toBytes } from './keys.ts';
import type { PhotoReader, PhotoRow } from './photoReader.ts';
import { createPlacesNear } from './placesNear.ts';
import { protectionOf } from './protection.ts';
import { servedOrder } from './servedOrder.ts';
import type { SignOffQueries } from './signOffQueries.ts';
import type { StopQueries } from './stopQueries.ts';

/** What others know of the stop: what was sent, and what was claimed. */
export type ToldElsewhere = Pick<Evidence, 'confirmations' | 'claims' | 'otherClaims'>;

export interface EvidenceQuery {
  /** Null: the stop is not in the index. */
  of(stopId: StopId, told: ToldElsewhere): Evidence | null;
}

/** Stops before and after that are shown. */
const reach = 5;
/** Metres within which another door may be meant: what a phone in a street and a map of addresses are off by together. */
const doorReach = 60;
const mostNear = 10;
/** Metres around where a picture was taken: the street, and where there is nobody, the neighbourhood. */
const pictureReaches = [300, 3000];
const mostNearest = 3;
/** Seconds that a clock gains or loses in a shift at the very most. */
const mostDrift = 600;
/** Seconds: every zone is so many from any other, and two pictures of one clock may have been read in two. */
const zoneStep = 900;
const zoneSlack = 60;

interface ClockRow {
  correction: number;
  /** JSON of [epoch ms, seconds from then on]; null: none. */
  steps: string | null;
  confidence: number;
  support: number;
  gps: number;
  placed: number;
}

interface EvidenceParts {
  stops: StopQueries;
  signOff: SignOffQueries;
  photos: PhotoReader;
  doors: DoorPictures;
  decisions: DecisionStore;
}

export function createEvidenceQuery(db: Database, parts: EvidenceParts, settings: () => Settings): EvidenceQuery {
  const { stops, signOff, photos, doors, decisions } = parts;
  const deliveries = createDeliveryReader(db);
  const places = createPlacesNear(db);
  const byKey = db.prepare<[Buffer], StopRecord>('SELECT * FROM stops WHERE key = ?');
  const clockOf = db.prepare<[string, number, string], ClockRow>(
    'SELECT correction, steps, confidence, support, gps, placed FROM clocks WHERE date = ? AND route = ? AND device = ?',
  );
  const routeCode = db.prepare<[number], string>('SELECT route FROM routes WHERE id = ?').pluck();

  function clock(row: PhotoRow, date: string): EvidencePhoto['clock'] {
    if (row.correction === null || row.route === null) return null;
    const device = row.device ?? '';
    const route = routeCode.get(row.route);
    const said = route === undefined ? undefined : decisions.clocksOfDay(date).get(clockKey({ date, route, device }));
    const measured = clockOf.get(date, row.route, device);
    if (said) {
      const person = said.person ?? 'a supervisor';
      return {
        confidence: null,
        support: measured?.support ?? 0,
        independent: 0,
        person,
        restsOn: `said by ${person}`,
      };
    }
    // A picture that was corrected by something else (a stale fix) does not rest on what was measured.
    if (!measured || !isMeasured(row.correction, measured)) return null;
    const { confidence, support, gps, placed } = measured;
    return { confidence, support, independent: gps + placed, person: null, restsOn: restsOnWords(measured) };
  }

  function nearestTo(place: Position, record: StopRecord, date: string): NearStop[] {
    for (const metres of pictureReaches) {
      const found = places.within(date, place, metres, record.id);
      if (found.length > 0) return found.slice(0, mostNearest);
    }
    return [];
  }

  function evidencePhoto(photo: StopPhoto, record: StopRecord, date: string): EvidencePhoto {
    const row = photos.byId(photo.id);
    const correction = row?.correction ?? null;
    return {
      ...photo,
      indexedAt: row?.indexed_at ?? null,
      correctedAt: photo.takenAt === null ? null : Math.round(photo.takenAt + (correction ?? 0) * 1000),
      clockCorrection: correction,
      clock: row ? clock(row, date) : null,
      nearestStops: photo.position ? nearestTo(photo.position, record, date) : [],
      folder: folderOf(photo),
    };
  }

  /** As far as the scan knows: whether the bytes are still the same takes reading them. */
  function folderOf({ id, present, erased }: StopPhoto): FolderState {
    if (present || erased) return 'not-checked';
    return photos.pathsOf(id).some((path) => photos.inFile(path)?.id !== id) ? 'changed' : 'gone';
  }

  function timeline(record: StopRecord): TimelineStop[] {
    const packages = deliveries.packagesOf(record.route);
    const order = servedOrder(record, deliveries.stopsOf(record.route), packages);
    const at = order.findIndex(({ id }) => id === record.id);
    const here = placeOf(record);
    return order.slice(Math.max(0, at - reach), at + reach + 1).map((stop) => {
      const { picture, ...neighbour } = doors.neighbour(stop, packages.get(stop.id) ?? []);
      return {
        ...neighbour,
        isThis: stop.id === record.id,
        metres: here && neighbour.position && metresBetween(here, neighbour.position),
        photoTakenAt: picture?.correctedAt ?? null,
        photoPosition: picture?.position ?? null,
      };
    });
  }

  function near(record: StopRecord, date: string): Evidence['near'] {
    const place = placeOf(record);
    if (!place) return null;
    const found = places.within(date, place, doorReach, record.id);
    return { within: doorReach, total: found.length, stops: found.slice(0, mostNear) };
  }

  /** What a sign-off of a whole route tells of this stop; asked for only where something of the route changed. */
  function changedSinceSignOff({ route }: StopDetail, stopId: StopId): string[] {
    if (!route.signOff?.changed) return [];
    const changes = signOff.view(route.date, route.id)?.changes ?? [];
    return changes.filter((change) => change.stopId === stopId).map(({ sentence }) => sentence);
  }

  return {
    of(stopId, told) {
      const record = byKey.get(toBytes(stopId));
      const detail = record && stops.stop(stopId);
      if (!record || !detail) return null;
      const { date } = detail.route;
      const { confidential, optedOut, optedOutSince } = protectionOf(record);
      const view = {
        date,
        timeZone: detail.timeZone,
        detail,
        photos: detail.photos.map((photo) => evidencePhoto(photo, record, date)),
        timeline: timeline(record),
        near: near(record, date),
        earlier: doors.earlier(record),
        protection: confidential
          ? ('confidential' as const)
          : optedOut
            ? ('opted-out' as const)
            : optedOutSince
              ? ('opted-out-since' as const)
              : null,
        erased: kindsOf(record.erased),
        changedSinceSignOff: changedSinceSignOff(detail, stopId),
        ...told,
      };
      return withSummary(view, settings());
    },
  };
}

/** The correction is one that the clock was measured to need, but for its drift in a shift and the zone that a picture names itself. */
function isMeasured(correction: number, { correction: middle, steps }: ClockRow): boolean {
  const jumps = steps === null ? [] : (JSON.parse(steps) as [number, number][]);
  return [middle, ...jumps.map(([, seconds]) => seconds)].some((each) => {
    const off = Math.abs(each - correction);
    return off <= mostDrift || Math.abs(off - Math.round(off / zoneStep) * zoneStep) <= zoneSlack;
  });
}
