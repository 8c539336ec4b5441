/**
 * Matches one day as the index holds it, and says what changed against what the index says now. Reads only: it runs in the
 * matching thread on a connection of its own, so that neither window nor intake waits for it.
 */
import type { Database } from 'better-sqlite3';
import type { DeviceClock, Photo, Route, Sidecar, Stop, Stray, Tie } from '#core/domain/delivery.ts';
import { tiedPhotoFlags } from '#core/domain/flags.ts';
import type { ToldClock } from '#core/domain/matching/contract.ts';
import { identify, indexIdentities } from '#core/domain/matching/identity.ts';
import { createDayMatcher } from '#core/domain/matching/matchDay.ts';
import { showsPerson } from '#core/domain/people.ts';
import { asideSentences } from '#core/domain/sentences.ts';
import { originalName } from '#core/folder/conflictCopies.ts';
import type { PhotoId, RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { Flag } from '#shared/words.ts';
import { createDayUses, type OtherUsesOfTie } from './dayUses.ts';
import { createDecisionStore } from './decisionStore.ts';
import { createDeliveryReader } from './deliveryReader.ts';
import { createErasedStops, isErased } from './erasedStops.ts';
import { unsettled } from './fileStore.ts';
import { makeRouteId, toHex } from './keys.ts';
import { type ClockFinding, type MatchDelta, type PhotoChange, tiedCode } from './matchStore.ts';
import { createPeopleStore } from './peopleStore.ts';
import { createPhotoReader } from './photoReader.ts';
import { atHome, createVisitMatching } from './visitMatching.ts';
import { createVisits, type Visit } from './visits.ts';

export interface DayMatching {
  /** Everything that differs from what the index says. */
  match(date: ServiceDate, settings: Settings): MatchDelta;
}

interface KnownPhoto {
  id: number;
  sha256: Buffer;
  tied: number;
  stray_reason: string | null;
  route: number | null;
  correction: number | null;
  erased: number | null;
}

interface KnownTie {
  photo: number;
  stop: number;
  method: string;
  confidence: number;
  seconds: number | null;
  metres: number | null;
  reasons: string;
  flags: string | null;
}

/** One text per photo: when it differs, the photo's rows are written again. */
type Signature = string;

export function createDayMatching(db: Database): DayMatching {
  const deliveries = createDeliveryReader(db);
  const photos = createPhotoReader(db);
  const decisions = createDecisionStore(db);
  const people = createPeopleStore(db);
  const dayUses = createDayUses(db);
  const visits = createVisits(db);
  const erased = createErasedStops(db);
  const visitMatching = createVisitMatching(db);
  const matcher = createDayMatcher();
  const knownPhotos = db.prepare<[string], KnownPhoto>(
    'SELECT id, sha256, tied, stray_reason, route, correction, erased FROM photos WHERE day = ?',
  );
  const knownTies = db.prepare<[string], KnownTie>(
    'SELECT ties.* FROM photos JOIN ties ON ties.photo = photos.id WHERE photos.day = ? ORDER BY ties.photo, ties.stop',
  );
  const knownCandidates = db.prepare<[string], { photo: number; stop: number; score: number; reasons: string }>(
    `SELECT candidates.* FROM photos JOIN candidates ON candidates.photo = photos.id WHERE photos.day = ?
     ORDER BY candidates.photo, candidates.score DESC, candidates.stop`,
  );
  const stopNumbers = db.prepare<[string], { id: number; key: Buffer; route: number; route_key: Buffer }>(
    `SELECT stops.id, stops.key, stops.route, routes.key AS route_key FROM stops JOIN routes ON routes.id = stops.route
     WHERE routes.date = ?`,
  );
  // A file that can't be read yet may still say by its name which stop it is for; of another day it says nothing.
  const unreadFiles = db.prepare<[string], { id: number; path: string; modified_at: number }>(
    `SELECT id, path, modified_at FROM files
     WHERE ${unsettled} AND state <> 'queued' AND present = 1 AND class <> 'data' AND (day = ? OR day IS NULL)`,
  );
  const readSince = db
    .prepare<[string], number>(
      `SELECT DISTINCT file_stops.file FROM routes JOIN stops ON stops.route = routes.id
         JOIN file_stops ON file_stops.stop = stops.id JOIN files ON files.id = file_stops.file
       WHERE routes.date = ? AND (files.present = 0 OR files.state NOT IN ('queued', 'waiting', 'unreadable'))`,
    )
    .pluck();
  const fileStops = db.prepare<[number], number>('SELECT stop FROM file_stops WHERE file = ? ORDER BY stop').pluck();
  const filesOfDay = db.prepare<[string], { path: string; sha256: Buffer }>(
    `SELECT files.path, photos.sha256 FROM photos JOIN files ON files.photo = photos.id
     WHERE photos.day = ? AND files.present = 1`,
  );
  const knownCopies = db.prepare<[string], { route: number; files: number }>(
    'SELECT route, files FROM conflict_copies WHERE date = ? ORDER BY route',
  );
  const knownClocks = db.prepare<[string], ClockFinding>(
    `SELECT route, device, photos, correction, drift, steps, confidence, support, gps, placed FROM clocks
     WHERE date = ? ORDER BY route, device`,
  );

  return {
    match(date, settings) {
      // What was erased can't be matched, and nothing else is matched to it.
      const routes = deliveries.day(date).map((route) => withoutFrozen(route));
      const aside = decisions.asideOfDay(date);
      const known = knownPhotos.all(date).filter((photo) => !isErased(photo.erased, 'picture'));
      const away = visits.awayFrom(date);
      const rowOf = new Map(known.map((row) => [toHex(row.sha256), row.id]));
      const dayPhotos = atHome(photos.day(date), rowOf, away).filter(
        (photo) => rowOf.has(photo.id) && !aside.has(photo.id),
      );
      const { manual, refused } = decisions.tiesOfDay(date);
      const { automaticConfidence, timeZone } = settings;
      const result = matcher({
        routes,
        photos: dayPhotos,
        manual,
        refused,
        clocks: toldClocks(date),
        settings: { automaticConfidence, timeZone },
      });

      const stopRows = new Map(stopNumbers.all(date).map((row) => [toHex(row.key), row]));
      const stopNumber = (id: StopId) => stopRows.get(id)?.id ?? 0;
      const routeRows = new Map([...stopRows.values()].map((row) => [toHex(row.route_key), row.route]));
      const routeOfStop = new Map([...stopRows.values()].map((row) => [row.id, row.route]));
      const stops = new Map(routes.flatMap((route) => route.stops).map((stop) => [stop.id, stop]));
      const photoById = new Map(dayPhotos.map((photo) => [photo.id, photo]));
      const withPerson = settings.findPeople ? picturesWithPersons(date) : new Set<PhotoId>();
      const { correctionOf } = result;
      const otherUses = dayUses.of(date, result.ties, photoById, away);
      const flagsOf = flagsOfTies({ stops, photoById, correctionOf, withPerson, otherUses, settings });
      const tiesOf = Map.groupBy(result.ties, (tie) => tie.photoId);
      const strays = new Map(result.strays.map((stray) => [stray.photoId, stray]));

      const before = signaturesInIndex(date, (stop) => routeOfStop.has(stop), away);
      const touched = new Set<number>();
      const changes: PhotoChange[] = [];
      for (const row of known) {
        const id = toHex(row.sha256);
        const change = toChange(row.id, id);
        const old = before.get(row.id) ?? photoSignature(row, [], []);
        if (changeSignature(change) === old.signature) continue;
        changes.push(change);
        for (const stop of [...old.stops, ...stopsOf(change)]) touched.add(routeOfStop.get(stop) ?? 0);
        for (const route of [row.route, change.route]) touched.add(route ?? 0);
      }

      function toChange(photo: number, id: PhotoId): PhotoChange {
        const putAside = aside.get(id);
        if (putAside) {
          const stray = { reason: `${asideSentences[putAside.reason]}.`, candidates: [] };
          return { photo, route: null, correction: null, ties: [], stray, isAside: true };
        }
        const ties = (tiesOf.get(id) ?? [])
          .map((tie) => ({
            stop: stopNumber(tie.stopId),
            method: tie.method,
            confidence: tie.confidence,
            seconds: tie.secondsAfterScan,
            metres: tie.metresFromStop,
            reasons: tie.reasons,
            flags: flagsOf(tie),
          }))
          .sort((a, b) => a.stop - b.stop);
        const route = result.routeOf.get(id);
        return {
          photo,
          route: route === undefined ? null : (routeRows.get(route) ?? null),
          correction: result.correctionOf.get(id) ?? null,
          ties,
          stray: ties.length > 0 ? null : toStray(strays.get(id)),
          isAside: false,
        };
      }

      function toStray(stray: Stray | undefined): PhotoChange['stray'] {
        if (!stray) return { reason: 'No route of this day is known.', candidates: [] };
        return {
          reason: stray.reason,
          candidates: stray.candidates
            .map((candidate) => ({
              stop: stopNumber(candidate.stopId),
              score: candidate.score,
              reasons: candidate.reasons,
            }))
            .sort((a, b) => b.score - a.score || a.stop - b.stop),
        };
      }

      const identities = indexIdentities(routes);
      for (const visit of visitMatching.match({ date, routes, identities, refused, stopNumber }, settings)) {
        changes.push(visit.change);
        for (const stop of [...visit.before, ...stopsOf(visit.change)]) touched.add(routeOfStop.get(stop) ?? 0);
      }
      const changedFiles: MatchDelta['fileStops'] = [];
      for (const file of unreadFiles.all(date)) {
        const { hits } = identify(asPhoto(file, photos.sidecarOf(file.path)), identities);
        const found = hits.map((hit) => stopNumber(hit.stopId)).sort((a, b) => a - b);
        const old = fileStops.all(file.id);
        if (found.join() === old.join()) continue;
        changedFiles.push({ file: file.id, stops: found });
        for (const stop of [...old, ...found]) touched.add(routeOfStop.get(stop) ?? 0);
      }

      for (const file of readSince.all(date)) {
        changedFiles.push({ file, stops: [] });
        for (const stop of fileStops.all(file)) touched.add(routeOfStop.get(stop) ?? 0);
      }

      const clocks = clockFindings(result.clocks, (id) => routeRows.get(id) ?? 0);
      const sameClocks = JSON.stringify(clocks) === JSON.stringify(knownClocks.all(date));
      const copies = conflictCopiesOf(date, (id) => routeRows.get(result.routeOf.get(id) ?? '') ?? 0);
      const sameCopies = JSON.stringify(copies) === JSON.stringify(knownCopies.all(date));
      touched.delete(0);
      return {
        date,
        photos: changes,
        fileStops: changedFiles,
        clocks: sameClocks ? null : clocks,
        conflictCopies: sameCopies ? null : copies,
        routes: [...touched].sort((a, b) => a - b),
      };
    },
  };

  function withoutFrozen(route: Route): Route {
    const frozen = erased.ofRoute(route.date, route.id);
    return frozen.size === 0 ? route : { ...route, stops: route.stops.filter(({ stop }) => !frozen.has(stop)) };
  }

  /** What people said about the clocks of a date's devices. */
  function toldClocks(date: ServiceDate): ToldClock[] {
    return [...decisions.clocksOfDay(date).values()].map(({ route, device, seconds }) => ({
      routeId: makeRouteId(date, route),
      device,
      seconds,
    }));
  }

  /** Second files of the day's photos that a sync client made, and such with other bytes; by route. */
  function conflictCopiesOf(
    date: ServiceDate,
    routeOf: (id: PhotoId) => number,
  ): Array<{ route: number; files: number }> {
    const files = filesOfDay.all(date);
    const paths = new Set(files.map((file) => file.path));
    const counts = new Map<number, number>();
    for (const { path, sha256 } of files) {
      const nameAt = path.lastIndexOf('/') + 1;
      const original = path.slice(0, nameAt) + originalName(path.slice(nameAt));
      // “IMG_1 (1).jpg” without its IMG_1.jpg is just what somebody called it.
      if (original === path || !paths.has(original)) continue;
      const route = routeOf(toHex(sha256));
      counts.set(route, (counts.get(route) ?? 0) + 1);
    }
    return [...counts].map(([route, n]) => ({ route, files: n })).sort((a, b) => a.route - b.route);
  }

  function picturesWithPersons(date: ServiceDate): Set<PhotoId> {
    return new Set([...people.ofDay(date)].flatMap(([photoId, found]) => (showsPerson(found) ? [photoId] : [])));
  }

  /** What the index says of each photo that has ties or candidates. */
  function signaturesInIndex(
    date: ServiceDate,
    isOfDay: (stop: number) => boolean,
    away: readonly Visit[],
  ): Map<number, { signature: Signature; stops: number[] }> {
    const visitors = new Set(away.map((visit) => visit.photo));
    // What a picture stands for on days that it visits is written with those days.
    const own = knownTies.all(date).filter((tie) => !visitors.has(tie.photo) || isOfDay(tie.stop));
    const ties = Map.groupBy(own, (tie) => tie.photo);
    const candidates = Map.groupBy(knownCandidates.all(date), (candidate) => candidate.photo);
    return new Map(
      knownPhotos
        .all(date)
        .map((photo) => [photo.id, photoSignature(photo, ties.get(photo.id) ?? [], candidates.get(photo.id) ?? [])]),
    );
  }
}

/** A row a device and route; of two clocks by one name (two folders) the one of more pictures. */
function clockFindings(clocks: readonly DeviceClock[], routeRow: (id: RouteId) => number): ClockFinding[] {
  const found = new Map<string, ClockFinding>();
  for (const clock of clocks.toSorted((a, b) => b.photos - a.photos)) {
    const route = routeRow(clock.routeId);
    const key = `${route} ${clock.device}`;
    if (route === 0 || found.has(key)) continue;
    const { device, photos, correctionSeconds, driftPerHour, steps, confidence, support, sources } = clock;
    found.set(key, {
      ...{ route, device, photos, correction: correctionSeconds, drift: driftPerHour },
      steps: steps.length > 0 ? JSON.stringify(steps.map(({ at, seconds }) => [at, seconds])) : null,
      ...{ confidence, support, gps: sources.gps, placed: sources.placed },
    });
  }
  return [...found.values()].sort((a, b) => a.route - b.route || (a.device < b.device ? -1 : 1));
}

function photoSignature(
  photo: KnownPhoto,
  ties: readonly KnownTie[],
  candidates: ReadonlyArray<{ stop: number; score: number; reasons: string }>,
): { signature: Signature; stops: number[] } {
  const parts = [
    photo.route,
    photo.correction,
    photo.tied === tiedCode.tied ? null : photo.stray_reason,
    photo.tied === tiedCode.aside,
    ...ties.flatMap((tie) => [tie.stop, tie.method, tie.confidence, tie.seconds, tie.metres, tie.reasons, tie.flags]),
    ...candidates.flatMap((candidate) => [candidate.stop, candidate.score, candidate.reasons]),
  ];
  return { signature: JSON.stringify(parts), stops: [...ties, ...candidates].map((row) => row.stop) };
}

function changeSignature(change: PhotoChange): Signature {
  return JSON.stringify([
    change.route,
    change.correction,
    change.stray?.reason ?? null,
    change.isAside,
    ...change.ties.flatMap((tie) => [
      ...[tie.stop, tie.method, tie.confidence, tie.seconds, tie.metres, JSON.stringify(tie.reasons)],
      tie.flags.length > 0 ? JSON.stringify(tie.flags) : null,
    ]),
    ...(change.stray?.candidates ?? []).flatMap((candidate) => [
      ...[candidate.stop, candidate.score, JSON.stringify(candidate.reasons)],
    ]),
  ]);
}

function stopsOf(change: PhotoChange): number[] {
  return [...change.ties, ...(change.stray?.candidates ?? [])].map((row) => row.stop);
}

/** The flags of every tie of a day: some of them are about the other ties. */
function flagsOfTies(day: {
  stops: Map<StopId, Stop>;
  photoById: Map<PhotoId, Photo>;
  correctionOf: Map<PhotoId, number>;
  withPerson: ReadonlySet<PhotoId>;
  otherUses: (tie: Tie) => OtherUsesOfTie;
  settings: Settings;
}): (tie: Tie) => Flag[] {
  return (tie) => {
    const photo = day.photoById.get(tie.photoId);
    const stop = day.stops.get(tie.stopId);
    if (!photo || !stop) return [];
    return tiedPhotoFlags(
      {
        photo,
        tie,
        stop,
        correctionSeconds: day.correctionOf.get(tie.photoId) ?? null,
        ...day.otherUses(tie),
        personInPhoto: day.withPerson.has(tie.photoId),
      },
      day.settings,
    );
  };
}

/** A file of which only the name and what lies beside it are known, as the rules for names take it. */
function asPhoto(file: { id: number; path: string; modified_at: number }, sidecar: Sidecar | null): Photo {
  return {
    id: `file ${file.id}`,
    files: [{ path: file.path, modifiedAt: file.modified_at, sidecar }],
    takenAt: null,
    takenSource: null,
    latitude: null,
    longitude: null,
    device: null,
    width: 0,
    height: 0,
    quality: null,
    texts: [],
    codes: [],
  };
}
