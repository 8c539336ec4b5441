/** What the register says, for screens: its list, what an opt-out would mean, and the pictures that were taken already. */
import type { Database } from 'better-sqlite3';
import { type OptOutTerms, optedOutBits, optOutBit, standing } from '#core/domain/optOuts.ts';
import { areOtherPostcodes, isSamePlace, placeForm } from '#core/domain/places.ts';
import type { DecisionStore } from '#core/index/decisionStore.ts';
import { erasedBit } from '#core/index/erasedStops.ts';
import { toBytes, toHex } from '#core/index/keys.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { EntryId, ServiceDate, StopId } from '#shared/ids.ts';
import type { OptOutMatch, OptOutPage, OptOutPicture, OptOutPreview, OptOutView } from '#shared/optOuts.ts';
import type { OptOutTarget } from '#shared/words.ts';
import { formOf, keyOf, type NamedTarget, namedBy, type Pseudonym, partsOf } from './keys.ts';
import { createStopsNamed } from './stopsNamed.ts';

export interface OptOutFilter {
  text: string;
  show: 'standing' | 'ended' | 'all';
  offset: number;
}

export interface OptOutQueries {
  list(filter: OptOutFilter): Omit<OptOutPage, 'timeZone' | 'linkTrouble'>;
  byId(id: EntryId): OptOutView | null;
  preview(named: NamedTarget, terms: Omit<OptOutTerms, 'undone'>): OptOutPreview;
  /** An entry that holds, names the same and covers these days; null: there is none. */
  known(key: string, terms: Omit<OptOutTerms, 'undone'>): EntryId | null;
  /** Pictures at stops that the opt-out names and that may not be shown, newest first, at most 1,000. */
  pictures(id: EntryId): OptOutPicture[];
  /** Opt-outs that name a stop of the index and mean something to it today. */
  ofStop(stop: StopId): { optOut: OptOutView; why: string }[];
}

interface OptOutRow {
  seq: number;
  entry: EntryId;
  target: OptOutTarget;
  at: number;
  person: string | null;
  body: string;
  key: string;
  from_day: ServiceDate;
  until_day: ServiceDate | null;
  undone: 0 | 1;
}

interface StopFacts {
  id: number;
  key: Buffer;
  route_key: Buffer;
  date: ServiceDate;
  route: string;
  stop: string;
  address: string;
  postcode: string | null;
  customer: string | null;
  contact: string | null;
  pictures: number;
  signed: 0 | 1;
}

const pageSize = 200;
const matchesShown = 50;
const nearShown = 5;
const picturesShown = 1000;
/** Stops that are looked at for what is written nearly the same. */
const nearLookedAt = 200;

export function createOptOutQueries(
  db: Database,
  parts: { decisions: DecisionStore; pseudonym: Pseudonym; today: () => ServiceDate },
): OptOutQueries {
  const { pseudonym, today } = parts;
  const named = createStopsNamed(db, pseudonym);
  /** What was erased is not offered again. */
  const isThere = `(coalesce(photos.erased, 0) & ${erasedBit.picture}) = 0`;
  const columns = `opt_outs.*, decisions.at, decisions.person, decisions.body`;
  const joined = 'opt_outs JOIN decisions ON decisions.seq = opt_outs.seq';
  const standings: Record<OptOutFilter['show'], string> = {
    standing: 'undone = 0 AND (until_day IS NULL OR (until_day >= @today AND until_day >= from_day))',
    ended: 'undone = 0 AND until_day IS NOT NULL AND (until_day < @today OR until_day < from_day)',
    all: 'undone = 0',
  };
  const words = `(@text = '' OR instr(lower(json_extract(decisions.body, '$.words')), @text) > 0
    OR instr(lower(coalesce(json_extract(decisions.body, '$.note'), '')), @text) > 0)`;
  type Asked = { today: string; text: string };
  const lists = mapShown((show) => ({
    page: db.prepare<Asked & { offset: number }, OptOutRow>(
      `SELECT ${columns} FROM ${joined} WHERE ${standings[show]} AND ${words}
       ORDER BY opt_outs.seq DESC LIMIT ${pageSize} OFFSET @offset`,
    ),
    total: db.prepare<Asked, number>(`SELECT count(*) FROM ${joined} WHERE ${standings[show]} AND ${words}`).pluck(),
  }));
  const counts = db.prepare<{ today: string }, { standing: number; coming: number; ended: number }>(
    `SELECT count(*) FILTER (WHERE ${standings.standing} AND from_day <= @today) AS standing,
            count(*) FILTER (WHERE ${standings.standing} AND from_day > @today) AS coming,
            count(*) FILTER (WHERE ${standings.ended}) AS ended
     FROM opt_outs`,
  );
  const byEntry = db.prepare<[EntryId], OptOutRow>(`SELECT ${columns} FROM ${joined} WHERE opt_outs.entry = ?`);
  const withMain = db.prepare<[string, string], OptOutRow>(
    `SELECT ${columns} FROM ${joined} WHERE opt_outs.undone = 0 AND opt_outs.key BETWEEN ? AND ?`,
  );
  const reach = db.prepare<[number], { stops: number; pictures: number }>(
    `SELECT count(*) AS stops,
            coalesce(sum((SELECT count(*) FROM ties JOIN photos ON photos.id = ties.photo
                          WHERE ties.stop = stops.id AND stops.opted_out <> 0 AND ${isThere})), 0) AS pictures
     FROM opt_out_stops JOIN stops ON stops.id = opt_out_stops.stop WHERE opt_out_stops.opt_out = ?`,
  );
  const stopNumber = db.prepare<[Buffer], number>('SELECT id FROM stops WHERE key = ?').pluck();
  const stopFacts = db.prepare<[number], StopFacts>(
    `SELECT stops.id, stops.key, routes.key AS route_key, routes.date, routes.route, stops.stop, stops.address,
            stops.postcode, stops.customer, stops.contact,
            (SELECT count(*) FROM ties JOIN photos ON photos.id = ties.photo
             WHERE ties.stop = stops.id AND ${isThere}) AS pictures,
            EXISTS (SELECT 1 FROM sign_offs WHERE sign_offs.date = routes.date AND sign_offs.route = routes.route) AS signed
     FROM stops JOIN routes ON routes.id = stops.route WHERE stops.id = ?`,
  );
  const picturesOf = db.prepare<
    [number, number],
    Omit<OptOutPicture, 'photoId' | 'stopId' | 'routeId' | 'takenAt'> & {
      sha256: Buffer;
      stop_key: Buffer;
      route_key: Buffer;
      taken_at: number | null;
    }
  >(
    `SELECT photos.sha256, photos.taken_at, stops.key AS stop_key, routes.key AS route_key, routes.date, routes.route,
            stops.stop, stops.address
     FROM opt_out_stops JOIN stops ON stops.id = opt_out_stops.stop JOIN routes ON routes.id = stops.route
       JOIN ties ON ties.stop = stops.id JOIN photos ON photos.id = ties.photo
     WHERE opt_out_stops.opt_out = ? AND stops.opted_out <> 0 AND ${isThere}
     ORDER BY routes.date DESC, routes.route, stops.sequence, photos.sha256 LIMIT ?`,
  );
  const ofStop = db.prepare<[number], OptOutRow>(
    `SELECT ${columns} FROM opt_out_stops JOIN opt_outs ON opt_outs.seq = opt_out_stops.opt_out
       JOIN decisions ON decisions.seq = opt_outs.seq WHERE opt_out_stops.stop = ? ORDER BY opt_outs.seq`,
  );

  const termsOf = (row: OptOutRow): OptOutTerms => ({
    from: row.from_day,
    until: row.until_day,
    undone: row.undone === 1,
  });

  function toView(row: OptOutRow): OptOutView {
    const body = JSON.parse(row.body) as Extract<LedgerBody, { kind: 'opt-out' }>;
    const { text, postcode } = namedBy(body.by, body.words);
    return {
      id: row.entry,
      ...{ by: body.by, words: text, postcode, from: row.from_day, until: row.until_day, source: body.source },
      ...{ note: body.note ?? null, at: row.at, person: row.person, standing: standing(termsOf(row), today()) },
      ...(reach.get(row.seq) ?? { stops: 0, pictures: 0 }),
    };
  }

  /** Opt-outs that stand or come and name the same. */
  function same(key: string): OptOutRow[] {
    const { main } = partsOf(key);
    return withMain
      .all(main, `${main}~`)
      .filter((row) => row.key === key && ['standing', 'coming'].includes(standing(termsOf(row), today())));
  }

  function toMatch(facts: StopFacts, target: NamedTarget, terms: OptOutTerms): OptOutMatch {
    const bit = optOutBit(terms, facts.date, today());
    return {
      ...{ stopId: toHex(facts.key), routeId: toHex(facts.route_key), date: facts.date, route: facts.route },
      ...{ stop: facts.stop, address: facts.address, postcode: facts.postcode, customer: facts.customer },
      why: matchedBy(target.by, facts),
      effect: bit === optedOutBits.covered ? 'not-required' : bit === 0 ? 'nothing' : 'pictures-hidden',
      pictures: facts.pictures,
    };
  }

  function nearTo(target: NamedTarget, matched: ReadonlySet<number>): OptOutPreview['near'] {
    if (target.by !== 'address') return [];
    const form = placeForm({ address: target.text, postcode: target.postcode });
    const asked = { ...target, text: form.address.split(' ').slice(0, 2).join(' ') };
    const found = new Map<string, OptOutPreview['near'][number]>();
    for (const stop of named.withWords(asked, nearLookedAt)) {
      if (matched.has(stop.id)) continue;
      const why = otherwise(form, placeForm(stop));
      const one = [...found.values()].some((each) => isSamePlace(each, stop) && each.postcode === stop.postcode);
      if (why !== null && !one) found.set(`${stop.id}`, { address: stop.address, postcode: stop.postcode, why });
      if (found.size === nearShown) break;
    }
    return [...found.values()];
  }

  return {
    list({ text, show, offset }) {
      const asked = { today: today(), text: text.trim().toLowerCase() };
      const total = lists[show].total.get(asked) ?? 0;
      const optOuts = lists[show].page.all({ ...asked, offset }).map(toView);
      return {
        today: asked.today,
        counts: counts.get({ today: asked.today }) ?? { standing: 0, coming: 0, ended: 0 },
        total,
        optOuts,
        next: offset + optOuts.length < total ? offset + optOuts.length : null,
      };
    },

    byId(id) {
      const row = byEntry.get(id);
      return row ? toView(row) : null;
    },

    preview(target, terms) {
      const key = keyOf(target, pseudonym);
      const stops = key === null ? [] : named.find(target.by, key, target);
      const facts = stops.map((stop) => stopFacts.get(stop)).filter((stop) => stop !== undefined);
      facts.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : b.id - a.id));
      const matches = facts.map((each) => toMatch(each, target, { ...terms, undone: false }));
      const touched = matches.filter(({ effect }) => effect !== 'nothing');
      const signed = facts.filter((each, n) => each.signed === 1 && matches[n]?.effect === 'not-required');
      const already = key === null ? undefined : same(key)[0];
      return {
        form: formOf(target),
        problem: problemOf(target, terms),
        stops: matches.length,
        addresses: new Set(facts.map(({ address, postcode }) => JSON.stringify(placeForm({ address, postcode })))).size,
        customers: new Set(facts.map(({ customer, contact }) => customer ?? contact)).size,
        pictures: touched.reduce((sum, { pictures }) => sum + pictures, 0),
        signedRoutes: new Set(signed.map(({ route_key }) => toHex(route_key))).size,
        matches: matches.slice(0, matchesShown),
        near: key === null ? [] : nearTo(target, new Set(stops)),
        already: already ? toView(already) : null,
      };
    },

    known(key, { from, until }) {
      const covers = (row: OptOutRow) =>
        row.from_day <= from && (row.until_day === null || (until !== null && until <= row.until_day));
      return same(key).find(covers)?.entry ?? null;
    },

    pictures(id) {
      const row = byEntry.get(id);
      return (row ? picturesOf.all(row.seq, picturesShown) : []).map(
        ({ sha256, stop_key, route_key, taken_at, ...picture }) => ({
          ...picture,
          ...{ photoId: toHex(sha256), stopId: toHex(stop_key), routeId: toHex(route_key), takenAt: taken_at },
        }),
      );
    },

    ofStop(stopId) {
      const facts = stopFacts.get(stopNumber.get(toBytes(stopId)) ?? 0);
      return (facts ? ofStop.all(facts.id) : []).flatMap((row) =>
        facts && optOutBit(termsOf(row), facts.date, today()) !== 0
          ? [{ optOut: toView(row), why: matchedBy(row.target, facts) }]
          : [],
      );
    },
  };
}

function mapShown<T>(make: (show: OptOutFilter['show']) => T): Record<OptOutFilter['show'], T> {
  return { standing: make('standing'), ended: make('ended'), all: make('all') };
}

/** “matched: 12 Elm St, Apt 4”. */
function matchedBy(by: OptOutTarget, { address, postcode, customer, contact }: StopFacts): string {
  if (by === 'address') return `matched: ${[address, postcode].filter(Boolean).join(', ')}`;
  if (by === 'customer') return `matched: ${[customer, contact].filter(Boolean).join(', ')}`;
  return 'matched: its tracking id';
}

/** Why the text can't be entered. */
export function problemOf(target: NamedTarget, { from, until }: Omit<OptOutTerms, 'undone'>): string | null {
  if (formOf(target) === '') {
    return target.by === 'tracking-id'
      ? 'A tracking id has letters or digits.'
      : 'This names nobody: it has no letters and no digits.';
  }
  return until !== null && until < from ? 'The last day lies before the first.' : null;
}

/** What tells two places apart that are written nearly the same; null: nothing does. */
function otherwise(
  asked: { address: string; postcode: string | null },
  other: { address: string; postcode: string | null },
): string | null {
  if (asked.address === other.address) {
    return areOtherPostcodes(asked.postcode, other.postcode) ? `another postcode: ${other.postcode}` : null;
  }
  if (other.address.startsWith(`${asked.address} `)) {
    return `says more: “${other.address.slice(asked.address.length + 1)}”`;
  }
  if (asked.address.startsWith(`${other.address} `)) {
    return `says less: without “${asked.address.slice(other.address.length + 1)}”`;
  }
  const [words, others] = [asked.address.split(' '), other.address.split(' ')];
  const at = words.findIndex((word, n) => word !== others[n]);
  return `differs: “${others.slice(at).join(' ')}”, not “${words.slice(at).join(' ')}”`;
}
