/** The ledger as people look through it: one narrow row an entry, so that a filter never reads what the entries say. */
import type { Database } from 'better-sqlite3';
import { entryNamed, type LedgerBody, type LedgerEntry, stopNamed, type UnknownEntry } from '#core/ledger/contract.ts';
import type { EntryId, ServiceDate } from '#shared/ids.ts';
import { keysOf, makeRouteId, toBytes } from './keys.ts';

/** As many hex digits of the hash as people compare (contract of `shared/activity.ts`). */
const hashDigits = 12;

export interface ActivityStore {
  /** Number of the last entry that was applied; 0 when one before it is lacking (the disk was full) and all must be applied again. */
  lastSeq(): number;
  /** Applies one entry; again: does nothing. */
  apply(entry: LedgerEntry): void;
  /** The same for an entry that only a newer version can read. */
  applyUnknown(entry: UnknownEntry): void;
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

export function createActivityStore(db: Database): ActivityStore {
  const insert = db.prepare(
    `INSERT OR IGNORE INTO activity (seq, entry, at, person, kind, hash, erased, date, route_key, stop_key, to_key, root, undos)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const byEntry = db.prepare<[EntryId], About & { seq: number; root: number | null; undos: number }>(
    'SELECT seq, root, undos, date, route_key, stop_key, to_key FROM activity WHERE entry = ?',
  );

  const last = db.prepare<[], { seq: number | null; n: number }>('SELECT max(seq) AS seq, count(*) AS n FROM activity');

  return {
    lastSeq() {
      const { seq, n } = last.get() ?? { seq: null, n: 0 };
      return seq === n ? n : 0;
    },
    apply({ seq, id, at, person, body, hash, erased = [] }) {
      const target = body.kind === 'undo' ? byEntry.get(body.entry) : undefined;
      // A release is about what was held, a note to a claim about its stop.
      const named = stopNamed(body) ? null : entryNamed(body);
      const other = named === null ? undefined : byEntry.get(named);
      const { date, route_key, stop_key, to_key } = target ?? other ?? aboutOf(body);
      insert.run(
        ...[seq, id, at, person, body.kind, toBytes(hash.slice(0, hashDigits))],
        ...[erased.length > 0 ? erased.join(' ') : null, date, route_key, stop_key, to_key],
        ...[target ? (target.root ?? target.seq) : null, target ? target.undos + 1 : 0],
      );
    },
    applyUnknown({ seq, id, at, person, kind, hash }) {
      const { date, route_key, stop_key, to_key } = nothing;
      insert.run(
        ...[seq, id, at, person, kind, toBytes(hash.slice(0, hashDigits)), null],
        ...[date, route_key, stop_key, to_key, null, 0],
      );
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
