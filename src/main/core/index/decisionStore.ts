/** What people decided, as the index keeps it: entries of the ledger by stop, photo and day, folded when they are asked for. */
import type { Database } from 'better-sqlite3';
import { isAboutClaims } from '#core/domain/claims.ts';
import {
  type Box,
  type DecidedTie,
  type DecisionEntry,
  type Decisions,
  decidedTies,
  foldDecisions,
  isRecord,
  type PutAside,
  type SetClock,
  type StopDecisions,
  type StopName,
} from '#core/domain/decisions.ts';
import type { ManualTie } from '#core/domain/delivery.ts';
import { dayText } from '#core/domain/signOff.ts';
import { entryNamed, type LedgerBody, type LedgerEntry, stopNamed } from '#core/ledger/contract.ts';
import type { EntryId, PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import { createDirtyDays } from './dirtyDays.ts';
import { createEntryStore, type DecisionColumns } from './entryStore.ts';
import { fingerprintOf, keysOf, makeRouteId, toBytes, toHex } from './keys.ts';

/** An entry of the ledger as the index holds it, and whether it was taken back. */
export interface KnownEntry {
  seq: number;
  entry: EntryId;
  at: number;
  person: string | null;
  batch: string | null;
  body: LedgerBody;
  undone: boolean;
}

/** What an entry is about (an undo: what that is about, which it takes back). */
export interface About {
  body: LedgerBody;
  /** One; of a move both; of a release the one that was held, of what is said to a claim the one that it was opened about. */
  stopIds: StopId[];
  photoId: PhotoId | null;
  /** Service dates that it changes something on. */
  dates: ServiceDate[];
}

export interface DecisionStore {
  /** Applies one entry (again: does nothing) and marks the days that have to be matched anew; inside the caller's transaction. */
  apply(entry: LedgerEntry): About;
  /** The date of the stop that a person laid the photo to, the last one that holds. */
  acceptedOn(photo: Buffer): ServiceDate | null;
  /** What holds at a stop; null when nobody decided anything there. */
  ofStop(stopId: StopId): StopDecisions | null;
  /** What holds at the stops of a route. */
  ofRoute(route: number): Map<StopId, StopDecisions>;
  /** What holds at the stops of a date. */
  ofDay(date: ServiceDate): Map<StopId, StopDecisions>;
  byEntry(entryId: EntryId): KnownEntry | null;
  about(body: LedgerBody): About;
  /** The latest decision of any kind that still holds. */
  latest(): KnownEntry | null;
  /** The entry and what was decided with the same key, as far as it still holds; latest first. */
  togetherWith(entry: KnownEntry): EntryId[];
  /** Undos of the entry that hold, oldest first. */
  undosOf(entryId: EntryId): KnownEntry[];
  /** Ties that matching must obey on a date. */
  tiesOfDay(date: ServiceDate): { manual: ManualTie[]; refused: ManualTie[] };
  /** Photos that a person put aside on a date; matching leaves them alone. */
  asideOfDay(date: ServiceDate): Map<PhotoId, PutAside>;
  /** What a person hid, in fractions of the upright picture; null: nobody has said anything. See `hiddenParts.ts`. */
  hidingOf(photoId: PhotoId): { boxes: Box[]; outside: boolean } | null;
  /** What people said about the clocks of a date's devices, by `clockKey`. */
  clocksOfDay(date: ServiceDate): Map<string, SetClock>;
  /** Sign-offs of a route, or (null) of the day, newest first. */
  signOffs(date: ServiceDate, route: string | null): KnownEntry[];
}

interface Row {
  seq: number;
  entry: EntryId;
  at: number;
  person: string | null;
  kind: LedgerBody['kind'];
  stop_key: Buffer | null;
  photo: Buffer | null;
  target: string | null;
  body: string;
  date: ServiceDate | null;
  to_key: Buffer | null;
  to_date: ServiceDate | null;
  batch: string | null;
}

/** What a picture belongs to, or an excuse; the others change no tie and no state. */
const changesTies: ReadonlySet<LedgerBody['kind']> = new Set([
  'accept',
  'reject',
  'excuse',
  'move',
  'put-aside',
  'set-clock',
]);

const toEntry = (row: Row): DecisionEntry => ({
  id: row.entry,
  at: row.at,
  person: row.person,
  body: JSON.parse(row.body) as DecisionEntry['body'],
});

const stopIdOf = (stop: StopName) => keysOf(stop).id;

/** What decides nothing stands there for the activity, where no fold looks for it. */
function columnsOf(body: LedgerBody): DecisionColumns {
  const isApart = isRecord(body.kind);
  const own = 'stop' in body && !isApart ? (body.stop ?? null) : null;
  // A sign-off and what was erased stand under the key of their route: no stop has the same.
  const isOfRoute = body.kind === 'sign-off' || body.kind === 'erase';
  const to = 'to' in body ? body.to : null;
  return {
    date: 'date' in body && !isApart ? body.date : (own?.date ?? null),
    stop_key: own ? keysOf(own).key : isOfRoute ? toBytes(makeRouteId(body.date, body.route)) : null,
    ...{ to_key: to && keysOf(to).key, to_date: to?.date ?? null },
    photo: 'photo' in body ? toBytes(body.photo) : null,
    target: body.kind === 'undo' ? body.entry : null,
  };
}

/** The seed's entries and every undo (and undo of an undo …) that reaches them. */
const withUndos = (seed: string) =>
  `WITH RECURSIVE about AS (
     ${seed} UNION SELECT decisions.* FROM decisions JOIN about ON decisions.target = about.entry
   ) SELECT * FROM about ORDER BY seq`;

/** Everything that a bare undo may take back. */
const undoable = `'accept', 'reject', 'excuse', 'move', 'note', 'follow-up', 'put-aside', 'redact', 'set-clock', 'sign-off', 'sign-off-day'`;

export function createDecisionStore(db: Database): DecisionStore {
  const entries = createEntryStore(db);
  const byEntry = db.prepare<[string], Row>('SELECT * FROM decisions WHERE entry = ?');
  const byTarget = db.prepare<[string], Row>('SELECT * FROM decisions WHERE target = ? ORDER BY seq');
  // A list is a batch of fifty thousand, and hardly any of them was taken back by itself.
  const byBatch = db.prepare<[string], { entry: EntryId; touched: 0 | 1 }>(
    `SELECT entry, EXISTS (SELECT 1 FROM decisions AS undo WHERE undo.target = decisions.entry) AS touched
     FROM decisions WHERE batch = ? ORDER BY seq DESC`,
  );
  const ofStop = db.prepare<[Buffer, Buffer], Row>(
    withUndos('SELECT * FROM decisions WHERE stop_key = ? UNION SELECT * FROM decisions WHERE to_key = ?'),
  );
  const ofPhoto = db.prepare<[Buffer], Row>(withUndos('SELECT * FROM decisions WHERE photo = ?'));
  const ofRoute = db.prepare<[number, number], Row>(
    withUndos(
      `SELECT decisions.* FROM stops JOIN decisions ON decisions.stop_key = stops.key WHERE stops.route = ?
       UNION SELECT decisions.* FROM stops JOIN decisions ON decisions.to_key = stops.key WHERE stops.route = ?`,
    ),
  );
  const routeName = db.prepare<[number], { date: ServiceDate; route: string }>(
    'SELECT date, route FROM routes WHERE id = ?',
  );
  // A sign-off tells every stop of its route: far too long to be read for what it says of none.
  const ofDay = db.prepare<[string, string], Row>(
    withUndos(
      `SELECT * FROM decisions WHERE date = ? AND kind NOT IN ('sign-off', 'sign-off-day')
       UNION SELECT * FROM decisions WHERE to_date = ?`,
    ),
  );
  const ofPhotosAside = db.prepare<[string], Row>(
    withUndos(
      `SELECT * FROM decisions WHERE photo IN (SELECT photo FROM decisions WHERE date = ? AND kind = 'put-aside')`,
    ),
  );
  const clocksOfDay = db.prepare<[string], Row>(
    withUndos(`SELECT * FROM decisions WHERE date = ? AND kind = 'set-clock'`),
  );
  const signOffsOfRoute = db.prepare<[Buffer], Row>(
    `SELECT * FROM decisions WHERE stop_key = ? AND kind = 'sign-off' ORDER BY seq DESC`,
  );
  const signOffsOfDay = db.prepare<[string], Row>(
    `SELECT * FROM decisions WHERE date = ? AND kind = 'sign-off-day' ORDER BY seq DESC`,
  );
  const decisionsBefore = db.prepare<[number], Row>(
    `SELECT * FROM decisions WHERE kind IN (${undoable}) AND seq < ? ORDER BY seq DESC LIMIT 50`,
  );
  const dropSignOff = db.prepare('DELETE FROM sign_offs WHERE date = ? AND route = ?');
  const setSignOff = db.prepare(
    `INSERT INTO sign_offs (date, route, entry, at, person, pod_score, left_open, reason, fingerprint)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const dirty = createDirtyDays(db);

  const isUndone = (entry: EntryId): boolean => byTarget.all(entry).some((undo) => !isUndone(undo.entry));

  const toKnown = ({ seq, entry, at, person, batch, body }: Row): KnownEntry => ({
    ...{ seq, entry, at, person, batch },
    body: JSON.parse(body) as LedgerBody,
    undone: isUndone(entry),
  });

  /** The decision at the end of a chain of undos. */
  function rootOf(entryId: EntryId): Row | undefined {
    const row = byEntry.get(entryId);
    return row?.target ? rootOf(row.target) : row;
  }

  function about(given: LedgerBody): About {
    const root = given.kind === 'undo' ? rootOf(given.entry) : undefined;
    const body = root ? (JSON.parse(root.body) as LedgerBody) : given;
    const entry = stopNamed(body) ? null : entryNamed(body);
    const other = entry === null ? undefined : byEntry.get(entry);
    const named = other ? (JSON.parse(other.body) as LedgerBody) : body;
    const stop = 'stop' in named ? (named.stop ?? null) : null;
    const stops = stop === null ? [] : 'to' in named ? [stop, named.to] : [stop];
    const dates = 'date' in body ? [body.date] : stops.map((stop) => stop.date);
    return {
      body,
      stopIds: [...new Set(stops.map(stopIdOf))],
      photoId: 'photo' in body ? body.photo : null,
      dates: [...new Set(dates)],
    };
  }

  function signOffsNewestFirst(date: ServiceDate, route: string | null): KnownEntry[] {
    const rows = route === null ? signOffsOfDay.all(date) : signOffsOfRoute.all(toBytes(makeRouteId(date, route)));
    return rows.map(toKnown);
  }

  /** Brings the row of the sign-off that stands up to date. */
  function standSignOff(date: ServiceDate, route: string | null): void {
    dropSignOff.run(date, route ?? '');
    const standing = signOffsNewestFirst(date, route).find((each) => !each.undone);
    if (!standing) return;
    const { body } = standing;
    if (body.kind !== 'sign-off' && body.kind !== 'sign-off-day') return;
    setSignOff.run(
      ...[date, route ?? '', standing.entry, standing.at, standing.person, body.counts.podScore, body.left],
      ...[body.note ?? null, body.kind === 'sign-off' ? body.fingerprint : fingerprintOf(dayText(body))],
    );
  }

  const folded = (rows: Row[]): Decisions => foldDecisions(rows.map(toEntry));

  /** Only stops about which every entry was read. */
  const byId = ({ byStop }: Decisions, isWhole: (stop: StopName) => boolean): Map<StopId, StopDecisions> =>
    new Map(
      [...byStop.values()]
        .filter(({ stop }) => isWhole(stop))
        .map((decisions) => [stopIdOf(decisions.stop), decisions]),
    );

  const toTies = (ties: DecidedTie[]): ManualTie[] =>
    ties.map(({ stop, photo }) => ({ photoId: photo, stopId: stopIdOf(stop) }));

  return {
    apply(entry) {
      const { body } = entry;
      entries.add(entry, isAboutClaims(body) ? null : columnsOf(body));
      const found = about(body);
      const { kind } = found.body;
      if (kind === 'sign-off') standSignOff(found.body.date, found.body.route);
      else if (kind === 'sign-off-day') standSignOff(found.body.date, null);
      else if (changesTies.has(kind)) dirty.add(found.dates);
      return found;
    },

    acceptedOn(photo) {
      const entries = ofPhoto.all(photo).map(toEntry);
      if (entries.length === 0) return null;
      const { byStop, standing } = foldDecisions(entries);
      const holding = [...byStop.values()].filter((each) => each.accepted.has(toHex(photo)));
      const lastEntry = ({ history }: StopDecisions) =>
        standing.indexOf(history.findLast((each) => !each.undone)?.entry ?? '');
      return holding.sort((a, b) => lastEntry(b) - lastEntry(a))[0]?.stop.date ?? null;
    },

    ofStop: (stopId) =>
      byId(folded(ofStop.all(toBytes(stopId), toBytes(stopId))), (stop) => stopIdOf(stop) === stopId).get(stopId) ??
      null,

    ofRoute(route) {
      const name = routeName.get(route);
      return byId(folded(ofRoute.all(route, route)), (stop) => stop.date === name?.date && stop.route === name.route);
    },

    ofDay: (date) => byId(folded(ofDay.all(date, date)), (stop) => stop.date === date),

    byEntry(entryId) {
      const row = byEntry.get(entryId);
      return row ? toKnown(row) : null;
    },

    about,

    latest() {
      for (let before = Number.MAX_SAFE_INTEGER; ; ) {
        const rows = decisionsBefore.all(before);
        const standing = rows.find((row) => !isUndone(row.entry));
        if (standing) return toKnown(standing);
        const oldest = rows.at(-1);
        if (!oldest) return null;
        before = oldest.seq;
      }
    },

    togetherWith: (entry) =>
      entry.batch === null
        ? [entry.entry]
        : byBatch.all(entry.batch).flatMap((each) => (each.touched && isUndone(each.entry) ? [] : [each.entry])),

    undosOf: (entryId) =>
      byTarget
        .all(entryId)
        .map(toKnown)
        .filter((undo) => !undo.undone),

    tiesOfDay(date) {
      const ties = decidedTies(folded(ofDay.all(date, date)));
      const here = ({ stop }: DecidedTie) => stop.date === date;
      return { manual: toTies(ties.manual.filter(here)), refused: toTies(ties.refused.filter(here)) };
    },

    asideOfDay(date) {
      const { aside } = folded(ofPhotosAside.all(date));
      return new Map([...aside].filter(([, each]) => each.date === date));
    },

    clocksOfDay: (date) => folded(clocksOfDay.all(date)).clocks,

    hidingOf: (photoId) => folded(ofPhoto.all(toBytes(photoId))).hiding.get(photoId) ?? null,

    signOffs: signOffsNewestFirst,
  };
}
