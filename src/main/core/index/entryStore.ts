/**
 * The ledger as the index holds it: a row an entry. Two views read it (`migrations/oneEntry.ts`): `decisions`, by which it is told what
 * holds, and `activity`, which people look through.
 */
import type { Database } from 'better-sqlite3';
import { entryNamed, type LedgerBody, type LedgerEntry, stopNamed, type UnknownEntry } from '#core/ledger/contract.ts';
import type { EntryId, ServiceDate } from '#shared/ids.ts';
import { keysOf, makeRouteId, toBytes } from './keys.ts';

/** As many hex digits of the hash as people compare (contract of `shared/activity.ts`). */
const hashDigits = 12;

export interface EntryStore {
  /** Number of the last entry that was added; 0 when one before it is lacking (the disk was full) and all must be applied again. */
  lastSeq(): number;
  /** Adds one entry; again: does nothing. @param decision null: it decides nothing. */
  add(entry: LedgerEntry, decision: DecisionColumns | null): void;
  /** The same for an entry that only a newer version can read. A migration of that version takes it out, so that it is read once more. */
  addUnknown(entry: UnknownEntry): void;
}

/** What an entry decides something about. */
export interface DecisionColumns {
  date: ServiceDate | null;
  stop_key: Buffer | null;
  /** Of a move: where the picture went. */
  to_key: Buffer | null;
  to_date: ServiceDate | null;
  photo: Buffer | null;
  target: EntryId | null;
}

/** What an entry is about, as filters ask for it. */
interface About {
  date: ServiceDate | null;
  route_key: Buffer | null;
  stop_key: Buffer | null;
  /** Of a move: where the picture went. */
  to_key: Buffer | null;
}

const nothing: About = { date: null, route_key: null, stop_key: null, to_key: null };

const decidesNothing: DecisionColumns = {
  ...{ date: null, stop_key: null, to_key: null, to_date: null, photo: null, target: null },
};

/** Adds the name of a field that was erased to an entry: its name, the entry's number, its name. */
export const prepareTellErased = (db: Database) =>
  db.prepare<[string, number, string]>(
    `UPDATE entries SET erased = trim(coalesce(erased, '') || ' ' || ?) WHERE seq = ? AND coalesce(erased, '') NOT LIKE '%' || ? || '%'`,
  );

export function createEntryStore(db: Database): EntryStore {
  const insert = db.prepare(
    `INSERT OR IGNORE INTO entries (seq, entry, at, person, kind, hash, erased, about_date, route_key, about_stop, about_to, root, undos,
       date, stop_key, to_key, to_date, photo, target, batch, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // With the values that it has: what is bound costs as much as what is written, and a list says nothing else.
  const insertSaid = db.prepare(
    `INSERT OR IGNORE INTO entries (seq, entry, at, person, kind, hash, about_date, route_key, about_stop, undos, batch, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`,
  );
  const insertUnknown = db.prepare(
    'INSERT OR IGNORE INTO entries (seq, entry, at, person, kind, hash, undos) VALUES (?, ?, ?, ?, ?, ?, 0)',
  );
  const byEntry = db.prepare<[EntryId], About & { seq: number; root: number | null; undos: number }>(
    'SELECT seq, root, undos, date, route_key, stop_key, to_key FROM activity WHERE entry = ?',
  );
  const last = db.prepare<[], { seq: number | null; n: number }>('SELECT max(seq) AS seq, count(*) AS n FROM entries');
  const shortHash = (hash: string) => toBytes(hash.slice(0, hashDigits));

  return {
    lastSeq() {
      const { seq, n } = last.get() ?? { seq: null, n: 0 };
      return seq === n ? n : 0;
    },
    add({ seq, id, at, person, body, hash, erased = [] }, decision) {
      const undone = body.kind === 'undo' ? byEntry.get(body.entry) : undefined;
      // A release is about what was held, a note to a claim about its stop.
      const named = stopNamed(body) ? null : entryNamed(body);
      const other = named === null ? undefined : byEntry.get(named);
      const about = undone ?? other ?? aboutOf(body);
      const [batch, text] = ['batch' in body ? (body.batch ?? null) : null, JSON.stringify(body)];
      if (decision === null && undone === undefined && erased.length === 0 && about.to_key === null) {
        const { date, route_key, stop_key } = about;
        insertSaid.run(seq, id, at, person, body.kind, shortHash(hash), date, route_key, stop_key, batch, text);
        return;
      }
      const { date, stop_key, to_key, to_date, photo, target } = decision ?? decidesNothing;
      insert.run(
        ...[seq, id, at, person, body.kind, shortHash(hash), erased.length > 0 ? erased.join(' ') : null],
        ...[about.date, about.route_key, about.stop_key, about.to_key],
        ...[undone ? (undone.root ?? undone.seq) : null, undone ? undone.undos + 1 : 0],
        ...[date, stop_key, to_key, to_date, photo, target, batch, text],
      );
    },
    addUnknown({ seq, id, at, person, kind, hash }) {
      insertUnknown.run(seq, id, at, person, kind, shortHash(hash));
    },
  };
}

function aboutOf(body: LedgerBody): About {
  const stop = stopNamed(body);
  if (stop) {
    const { key, routeKey } = keysOf(stop);
    const to_key = body.kind === 'move' ? keysOf(body.to).key : null;
    return { date: stop.date, route_key: routeKey, stop_key: key, to_key };
  }
  switch (body.kind) {
    case 'sign-off':
    case 'set-clock':
    case 'erase':
      return { ...nothing, date: body.date, route_key: toBytes(makeRouteId(body.date, body.route)) };
    case 'sign-off-day':
    case 'put-aside':
      return { ...nothing, date: body.date };
    case 'import-manifest':
      return { ...nothing, date: body.serviceDate };
    default:
      return nothing;
  }
}
