/**
 * The register of opt-outs, folded from the ledger into the index, and what it does to stops. An opt-out names stops by a key
 * (`keys.ts`) at any time; whether it means anything to one of them is a matter of days (`domain/optOuts.ts`).
 */
import type { Database } from 'better-sqlite3';
import { isTurnedBetween, type OptOutTerms, optedOutBits, optOutBit } from '#core/domain/optOuts.ts';
import type { DecisionStore, KnownEntry } from '#core/index/decisionStore.ts';
import { createDirtyDays } from '#core/index/dirtyDays.ts';
import { createProtectedPictures } from '#core/index/protectedPictures.ts';
import type { LedgerEntry } from '#core/ledger/contract.ts';
import type { EntryId, ServiceDate } from '#shared/ids.ts';
import type { OptOutTarget } from '#shared/words.ts';
import { isSameKey, keysOfStop, namedBy, type Pseudonym, partsOf } from './keys.ts';
import { createStopsNamed } from './stopsNamed.ts';

/** What a change of the register touched. */
export interface OptOutEffect {
  /** Row numbers of routes whose states have to be worked out again. */
  routes: Set<number>;
  /** Service dates on which something is shown otherwise now. */
  dates: Set<ServiceDate>;
}

export interface OptOutRegister {
  /** Brings an entry in, when it is about opt-outs; inside the transaction that applies it, after the decisions. */
  apply(entry: LedgerEntry): OptOutEffect;
  /** Stops whose names may have changed, inside the transaction that wrote them. Their days are matched again anyway. */
  written(stops: Iterable<number>): void;
  /** The date has changed since the last call: opt-outs begin and end. One transaction. */
  followDay(): OptOutEffect;
}

interface OptOutRow {
  seq: number;
  entry: EntryId;
  target: OptOutTarget;
  key: string;
  from_day: ServiceDate;
  until_day: ServiceDate | null;
  undone: 0 | 1;
}

const termsOf = (row: Pick<OptOutRow, 'from_day' | 'until_day' | 'undone'>): OptOutTerms => ({
  from: row.from_day,
  until: row.until_day,
  undone: row.undone === 1,
});

/** Of the table `meta`: the day for which opt-outs were told apart into coming, standing and ended. */
const dayKey = 'opt-outs-day';

export function createOptOutRegister(
  db: Database,
  parts: { decisions: DecisionStore; pseudonym: Pseudonym; today: () => ServiceDate },
): OptOutRegister {
  const { decisions, pseudonym, today } = parts;
  const named = createStopsNamed(db, pseudonym);
  const pictures = createProtectedPictures(db, decisions);
  const dirty = createDirtyDays(db);

  const all = db.prepare<[], OptOutRow>('SELECT * FROM opt_outs');
  const bySeq = db.prepare<[number], OptOutRow>('SELECT * FROM opt_outs WHERE seq = ?');
  const add = db.prepare(
    'INSERT OR IGNORE INTO opt_outs (seq, entry, target, key, from_day, until_day, undone) VALUES (?, ?, ?, ?, ?, ?, 0)',
  );
  const setTerms = db.prepare('UPDATE opt_outs SET until_day = ?, undone = ? WHERE entry = ?');
  const seqOf = db.prepare<[EntryId], number>('SELECT seq FROM opt_outs WHERE entry = ?').pluck();
  const addEnd = db.prepare('INSERT OR IGNORE INTO opt_out_ends (entry, seq, opt_out, last_day) VALUES (?, ?, ?, ?)');
  const endsOf = db.prepare<[EntryId], { entry: EntryId; last_day: ServiceDate }>(
    'SELECT entry, last_day FROM opt_out_ends WHERE opt_out = ? ORDER BY seq DESC',
  );
  const link = db.prepare('INSERT OR IGNORE INTO opt_out_stops (opt_out, stop) VALUES (?, ?)');
  const unlink = db.prepare('DELETE FROM opt_out_stops WHERE stop = ?');
  const stopsOf = db.prepare<[number], number>('SELECT stop FROM opt_out_stops WHERE opt_out = ?').pluck();
  const termsAt = db.prepare<[number], Pick<OptOutRow, 'from_day' | 'until_day' | 'undone'>>(
    `SELECT from_day, until_day, undone FROM opt_out_stops JOIN opt_outs ON opt_outs.seq = opt_out_stops.opt_out
     WHERE opt_out_stops.stop = ?`,
  );
  const stopRow = db.prepare<[number], { route: number; date: ServiceDate; opted_out: number; confidential: number }>(
    `SELECT stops.route, routes.date, stops.opted_out, stops.confidential
     FROM stops JOIN routes ON routes.id = stops.route WHERE stops.id = ?`,
  );
  const setBits = db.prepare('UPDATE stops SET opted_out = ? WHERE id = ?');
  const getDay = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const setDay = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');

  /** Every opt-out by what its key is looked up by: an empty register costs a manifest nothing. */
  const known = new Map<string, { seq: number; key: string }[]>();
  const targets = new Set<OptOutTarget>();
  function remember({ seq, key, target }: Pick<OptOutRow, 'seq' | 'key' | 'target'>): void {
    const { main } = partsOf(key);
    const list = known.get(main) ?? [];
    if (!list.some((each) => each.seq === seq)) list.push({ seq, key });
    known.set(main, list);
    targets.add(target);
  }
  for (const row of all.iterate()) remember(row);

  const nothing = (): OptOutEffect => ({ routes: new Set(), dates: new Set() });

  /** Brings the bits of stops, and the flags of their pictures, to what the register says. */
  function settle(stops: Iterable<number>, effect: OptOutEffect): void {
    const now = today();
    for (const stop of stops) {
      const row = stopRow.get(stop);
      if (!row) continue;
      const before = row.opted_out;
      const own = termsAt.all(stop).reduce((bits, terms) => bits | optOutBit(termsOf(terms), row.date, now), 0);
      const after = (before & optedOutBits.manifest) | own;
      if (after === before) continue;
      setBits.run(after, stop);
      effect.dates.add(row.date);
      if (row.confidential === 0 && (before === 0) !== (after === 0)) pictures.flag(stop);
      if ((before & optedOutBits.covered) === (after & optedOutBits.covered)) continue;
      effect.routes.add(row.route);
      dirty.add([row.date], 'all-routes');
    }
  }

  /** The decision at the end of a chain of undos. */
  function rootOf(entryId: EntryId): KnownEntry | null {
    const entry = decisions.byEntry(entryId);
    return entry?.body.kind === 'undo' ? rootOf(entry.body.entry) : entry;
  }

  /** Which opt-out an entry says something about. */
  function optOutOf(entry: Pick<LedgerEntry, 'id' | 'body'>): EntryId | null {
    const { body } = entry;
    if (body.kind === 'opt-out') return entry.id;
    if (body.kind === 'end-opt-out') return body.optOut;
    if (body.kind !== 'undo') return null;
    const root = rootOf(body.entry);
    return root && root.body.kind !== 'undo' ? optOutOf({ id: root.entry, body: root.body }) : null;
  }

  /** Brings the row of an opt-out to what the ledger says of it now. */
  function fold(optOut: EntryId): number | null {
    const seq = seqOf.get(optOut);
    const entry = decisions.byEntry(optOut);
    if (seq === undefined || entry?.body.kind !== 'opt-out') return null;
    const end = endsOf.all(optOut).find((each) => decisions.byEntry(each.entry)?.undone === false);
    const days = [entry.body.until, end?.last_day ?? null].filter((day) => day !== null);
    setTerms.run(days.length > 0 ? days.sort()[0] : null, entry.undone ? 1 : 0, optOut);
    return seq;
  }

  return {
    apply(entry) {
      const effect = nothing();
      const optOut = optOutOf(entry);
      if (optOut === null) return effect;
      const { body } = entry;
      if (body.kind === 'opt-out') {
        add.run(entry.seq, entry.id, body.by, body.key, body.from, body.until);
        remember({ seq: entry.seq, key: body.key, target: body.by });
        const words = body.words === '' ? null : namedBy(body.by, body.words);
        // A link whose token named a stop has its words (`entering.ts`): without them no stop is known, and none is looked for.
        const isUnknown = words === null && body.source === 'link';
        for (const stop of isUnknown ? [] : named.find(body.by, body.key, words)) link.run(entry.seq, stop);
      }
      if (body.kind === 'end-opt-out') addEnd.run(entry.id, entry.seq, body.optOut, body.lastDay);
      const seq = fold(optOut);
      if (seq !== null) settle(stopsOf.all(seq), effect);
      return effect;
    },

    written(stops) {
      if (known.size === 0) return;
      for (const stop of stops) {
        unlink.run(stop);
        const facts = named.stop(stop);
        if (!facts) continue;
        for (const key of keysOfStop(facts, targets, pseudonym)) {
          for (const each of known.get(partsOf(key).main) ?? []) {
            if (isSameKey(each.key, key)) link.run(each.seq, stop);
          }
        }
      }
      settle(stops, nothing());
    },

    followDay: db.transaction(() => {
      const effect = nothing();
      const [before, now] = [getDay.get(dayKey), today()];
      if (before === now) return effect;
      setDay.run(dayKey, now);
      if (before === undefined) return effect;
      for (const list of known.values()) {
        for (const { seq } of list) {
          const row = bySeq.get(seq);
          if (row && isTurnedBetween(termsOf(row), before, now)) settle(stopsOf.all(seq), effect);
        }
      }
      return effect;
    }),
  };
}
