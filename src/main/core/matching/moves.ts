/**
 * What other photos did by themselves after a person laid one to a stop, moved it, refused it there or put it aside. In memory: it
 * is an answer to what was just done, and the ledger and the index know everything else.
 */
import type { Database } from 'better-sqlite3';
import type { DecisionStore } from '#core/index/decisionStore.ts';
import { toBytes, toHex } from '#core/index/keys.ts';
import type { PhotoChange, Standing } from '#core/index/matchStore.ts';
import { isHash } from '#core/index/photoReader.ts';
import { erasedMarks } from '#core/index/stopRows.ts';
import type { LedgerEntry } from '#core/ledger/contract.ts';
import type { EntryId, PhotoId, ServiceDate } from '#shared/ids.ts';
import type { MovesView } from '#shared/sync.ts';
import { type MovedHow, movesSentence } from './movesSentence.ts';

/** Decisions remembered for a day, and photos listed for each; its sentence counts all. */
const decisionsKept = 20;
const photosListed = 200;

/** A decision that the next matching of its days answers to. */
export interface AwaitingDecision {
  entryId: EntryId;
  at: number;
  photoId: PhotoId;
  device: string | null;
  /** Row numbers of the routes that it speaks of. */
  routes: number[];
}

interface Moved {
  photoId: PhotoId;
  device: string | null;
  how: MovedHow;
  stop: number | null;
  /** Where it stood before. */
  from: Standing;
}

export interface Moves {
  /** An entry of the ledger was applied: its days' next matching is held against what stood before. */
  decided(entry: LedgerEntry): void;
  /** Decisions that are in the index and await an answer on the date; asked when a run of matching begins. */
  awaiting(date: ServiceDate): AwaitingDecision[];
  /** One run of matching answered to these; `standing` says where each photo stood before it. */
  answer(
    date: ServiceDate,
    decisions: readonly AwaitingDecision[],
    changes: readonly PhotoChange[],
    standing: (photo: number) => Standing,
  ): void;
  /** Newest first. */
  view(date: ServiceDate): MovesView;
}

export function createMoves(db: Database, decisions: DecisionStore): Moves {
  const photoRow = db.prepare<[number], { sha256: Buffer; device: string | null }>(
    'SELECT sha256, device FROM photos WHERE id = ?',
  );
  const deviceOf = db.prepare<[Buffer, Buffer], string | null>(`SELECT device FROM photos WHERE ${isHash}`).pluck();
  const erasedOf = db.prepare<[Buffer, Buffer], number | null>(`SELECT erased FROM photos WHERE ${isHash}`).pluck();
  const routeOfStop = db.prepare<[number], number>('SELECT route FROM stops WHERE id = ?').pluck();
  const routeOfKey = db.prepare<[Buffer], number>('SELECT route FROM stops WHERE key = ?').pluck();
  const stopRow = db.prepare<
    [number],
    { key: Buffer; route_key: Buffer; route: string; stop: string; address: string }
  >(
    `SELECT stops.key, routes.key AS route_key, routes.route, stops.stop, stops.address
     FROM stops JOIN routes ON routes.id = stops.route WHERE stops.id = ?`,
  );
  const waiting = new Map<ServiceDate, AwaitingDecision[]>();
  const known = new Map<ServiceDate, { decision: AwaitingDecision; moved: Moved[] }[]>();
  /**
   * Where the photos stood that moved after a decision which was taken back (null for its own photo): going home again is no
   * answer to another decision.
   */
  const goingHome = new Map<ServiceDate, Map<PhotoId, Standing | null>>();
  const heard = new Map<ServiceDate, Map<PhotoId, Standing | null>>();

  /** The decision at the end of a chain of undos, and whether it stands. */
  function rootOf(entryId: EntryId): { entryId: EntryId; stands: boolean } | null {
    const entry = decisions.byEntry(entryId);
    if (!entry) return null;
    return entry.body.kind === 'undo' ? rootOf(entry.body.entry) : { entryId, stands: !entry.undone };
  }

  function forget(date: ServiceDate, entryId: EntryId, photoId: PhotoId): void {
    const list = known.get(date) ?? [];
    const home = goingHome.get(date) ?? new Map<PhotoId, Standing | null>();
    for (const { decision, moved } of list) {
      if (decision.entryId === entryId) for (const each of moved) home.set(each.photoId, each.from);
    }
    home.set(photoId, null);
    goingHome.set(date, home);
    known.set(
      date,
      list.filter(({ decision }) => decision.entryId !== entryId),
    );
    waiting.set(
      date,
      (waiting.get(date) ?? []).filter((decision) => decision.entryId !== entryId),
    );
  }

  return {
    decided(entry) {
      const { body, stopIds, photoId, dates } = decisions.about(entry.body);
      const changesTies =
        body.kind === 'accept' ||
        body.kind === 'move' ||
        body.kind === 'put-aside' ||
        (body.kind === 'reject' && body.reason === 'wrong-address');
      const root = rootOf(entry.id);
      if (!changesTies || photoId === null || !root) return;
      const key = toBytes(photoId);
      const decision: AwaitingDecision = {
        entryId: root.entryId,
        at: entry.at,
        photoId,
        device: deviceOf.get(key, key) ?? null,
        routes: stopIds.flatMap((stopId) => routeOfKey.get(toBytes(stopId)) ?? []),
      };
      for (const date of dates) {
        forget(date, root.entryId, photoId);
        if (root.stands) waiting.set(date, [...(waiting.get(date) ?? []), decision]);
      }
    },

    awaiting(date) {
      const home = goingHome.get(date);
      if (home) heard.set(date, home);
      goingHome.delete(date);
      return [...(waiting.get(date) ?? [])];
    },

    answer(date, answered, changes, standing) {
      const home = heard.get(date);
      heard.delete(date);
      const left = (waiting.get(date) ?? []).filter((decision) => !answered.includes(decision));
      if (left.length > 0) waiting.set(date, left);
      else waiting.delete(date);
      if (answered.length === 0) return;
      const decided = new Set(answered.map((decision) => decision.photoId));
      const movedBy = new Map<AwaitingDecision, Moved[]>();
      for (const change of changes) {
        const row = photoRow.get(change.photo);
        const photoId = row ? toHex(row.sha256) : '';
        if (!row || decided.has(photoId)) continue;
        const before = standing(change.photo);
        const after = standingAfter(change);
        if (home?.has(photoId) && isHome(home.get(photoId) ?? null, after)) continue;
        const moved = moveOf(before, after);
        if (!moved) continue;
        const routes = [before.stop, after.stop].flatMap((stop) =>
          stop === null ? [] : (routeOfStop.get(stop) ?? []),
        );
        const by = answerTo(answered, row.device, routes);
        if (!by) continue;
        const list = movedBy.get(by) ?? [];
        list.push({ photoId, device: row.device, ...moved, from: before });
        movedBy.set(by, list);
      }
      const told = answered.flatMap((decision) => {
        const moved = movedBy.get(decision);
        return moved ? [{ decision, moved }] : [];
      });
      known.set(date, [...told.reverse(), ...(known.get(date) ?? [])].slice(0, decisionsKept));
    },

    view: (date) =>
      (known.get(date) ?? []).map(({ decision, moved }) => ({
        entryId: decision.entryId,
        at: decision.at,
        sentence: movesSentence(
          moved.map((each) => each.how),
          decision.device !== null && moved.every((each) => each.device === decision.device),
        ),
        moved: moved.slice(0, photosListed).map(({ photoId, how, stop }) => {
          const key = toBytes(photoId);
          const { smallErased } = erasedMarks(erasedOf.get(key, key) ?? null);
          return { photoId, how, stop: stopView(stop), ...(smallErased && { smallErased }) };
        }),
      })),
  };

  function stopView(stop: number | null): MovesView[number]['moved'][number]['stop'] {
    const row = stop === null ? undefined : stopRow.get(stop);
    if (!row) return null;
    const { route, stop: name, address } = row;
    return { stopId: toHex(row.key), routeId: toHex(row.route_key), route, stop: name, address };
  }
}

function isHome(home: Standing | null, now: Standing): boolean {
  return home === null || (home.how === now.how && home.stop === now.stop);
}

function standingAfter(change: PhotoChange): Standing {
  if (change.isAside) return { how: 'aside', stop: null };
  const tie = change.ties[0];
  if (tie) return { how: 'tied', stop: tie.stop };
  const candidate = change.stray?.candidates[0];
  return candidate ? { how: 'proposed', stop: candidate.stop } : { how: 'alone', stop: null };
}

/** What a supervisor would call the difference; null for none that matters. A photo that was never matched has not moved. */
function moveOf(before: Standing, after: Standing): Pick<Moved, 'how' | 'stop'> | null {
  if (before.how === 'unmatched' || before.how === 'aside' || after.how === 'aside') return null;
  if (before.how === after.how && before.stop === after.stop) return null;
  if (after.how === 'tied') return { how: 'tied', stop: after.stop };
  if (before.how === 'tied') return { how: 'released', stop: before.stop };
  return after.how === 'proposed' ? { how: 'proposed', stop: after.stop } : null;
}

/** Of several decisions the latest about the same phone, else about one of the routes; none of them where neither is so. */
function answerTo(
  decisions: readonly AwaitingDecision[],
  device: string | null,
  routes: readonly number[],
): AwaitingDecision | undefined {
  const isOfRoute = (decision: AwaitingDecision) => decision.routes.some((route) => routes.includes(route));
  return (
    decisions.findLast((decision) => decision.device === device && isOfRoute(decision)) ??
    decisions.findLast((decision) => decision.device !== null && decision.device === device) ??
    decisions.findLast(isOfRoute)
  );
}
