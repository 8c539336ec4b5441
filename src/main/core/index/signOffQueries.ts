/** What a sign-off is about, what it signs, and what changed since. */
import type { Database } from 'better-sqlite3';
import type { StopDecisions } from '#core/domain/decisions.ts';
import { excuseSentences } from '#core/domain/sentences.ts';
import { changesSince, isOpen, routeText, type StopChange } from '#core/domain/signOff.ts';
import { changeSentence, dayWords, signedSentence } from '#core/domain/signOffSentences.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import type { SignOffView } from '#shared/review.ts';
import type { Settings } from '#shared/settings.ts';
import type { ExcuseReason, StopState } from '#shared/words.ts';
import type { DayQueries } from './dayQueries.ts';
import type { DecisionStore, KnownEntry } from './decisionStore.ts';
import type { StopRecord } from './deliveryReader.ts';
import { fingerprintOf, makeStopId, toBytes, toHex } from './keys.ts';
import { createSignedStops } from './signedStops.ts';
import { createWaitingStops, type ReviewedRecord } from './waitingStops.ts';

type RouteBody = Extract<LedgerBody, { kind: 'sign-off' }>;
type DayBody = Extract<LedgerBody, { kind: 'sign-off-day' }>;

export interface SignOffQueries {
  /** Of a route, or (null) of the day. Null: no such route on that day. */
  view(date: ServiceDate, routeId: RouteId | null): SignOffView | null;
  /** What the ledger is to hold of a route as it stands; null when it is not in the index. */
  routeBody(routeId: RouteId): RouteBody | null;
  /** What the ledger is to hold of the day as it stands. */
  dayBody(date: ServiceDate): DayBody;
}

interface RouteRow {
  id: number;
  key: Buffer;
  date: ServiceDate;
  route: string;
  driver: string | null;
  driver_name: string | null;
  excused: number;
  fingerprint: string | null;
}

type DecidedStops = ReadonlyMap<StopId, StopDecisions>;
type Change = SignOffView['changes'][number];

/** More than this is read by nobody; the totals are told beside it. */
const mostListed = 500;
const byRouteCode = new Intl.Collator('en', { numeric: true });

export function createSignOffQueries(
  db: Database,
  parts: { days: DayQueries; decisions: DecisionStore; settings: () => Settings },
): SignOffQueries {
  const { days, decisions, settings } = parts;
  const waiting = createWaitingStops(db, settings);
  const signedStops = createSignedStops(db, decisions);
  const columns = 'SELECT id, key, date, route, driver, driver_name, excused, fingerprint FROM routes';
  const routesOf = db.prepare<[string], RouteRow>(`${columns} WHERE date = ?`);
  const routeByKey = db.prepare<[Buffer], RouteRow>(`${columns} WHERE key = ?`);
  const excusedOf = db.prepare<[number], StopRecord>(
    `SELECT * FROM stops WHERE route = ? AND state = 'excused' ORDER BY sequence IS NULL, sequence, stop`,
  );
  const stopByKey = db.prepare<[Buffer], StopRecord>('SELECT * FROM stops WHERE key = ?');
  const arrivedAt = db
    .prepare<[Buffer], number>('SELECT arrived_at FROM photos WHERE substr(sha256, 1, 8) = ?')
    .pluck();

  /** Open stops of a route that nobody decided about and somebody still can, and those whose driver was asked. */
  function openOf(route: RouteRow, decided: DecidedStops): { undecided: ReviewedRecord[]; asked: ReviewedRecord[] } {
    const open = waiting.ofRoute(route.id, decided);
    const isAsked = ({ here, record }: ReviewedRecord) =>
      here !== null && here.followUp !== null && isOpen(record.state as StopState);
    const isAwaited = (each: ReviewedRecord) => each.record.state === 'syncing' && !isAsked(each) && !each.isFrozen;
    return {
      undecided: open.filter((each) => each.waits || isAwaited(each)),
      asked: open.filter(isAsked),
    };
  }

  const named = (route: RouteRow, { key, stop, address }: StopRecord) => ({
    ...{ stopId: toHex(key), routeId: toHex(route.key), route: route.route, stop, address },
  });

  const standing = (signOffs: readonly KnownEntry[]) => signOffs.find((each) => !each.undone) ?? null;

  function changesOfRoute(route: RouteRow, signed: KnownEntry): Change[] {
    if (signed.body.kind !== 'sign-off' || signed.body.fingerprint === route.fingerprint) return [];
    const decided = decisions.ofRoute(route.id);
    return changesSince(signed.body.stops, signedStops(route.id)).map((change) => {
      const stopId: StopId = makeStopId(route.date, route.route, change.stop);
      const record = stopByKey.get(toBytes(stopId));
      const where = `${record?.sequence ?? change.stop} · ${record?.address || `stop ${change.stop}`}`;
      const decision =
        decided.get(stopId)?.history.findLast((each) => !each.undone && each.at >= signed.at && each.kind !== 'note') ??
        null;
      const cause = { photoCameAt: cameSince(change, signed.at), decision };
      return {
        sentence: changeSentence(change, where, cause, settings().timeZone),
        stopId: record ? stopId : null,
        routeId: toHex(route.key),
      };
    });
  }

  function cameSince(change: StopChange, at: number): number | null {
    if (change.what !== 'differs') return null;
    const times = change.added.map((photo) => arrivedAt.get(toBytes(photo)) ?? 0).filter((time) => time > at);
    return times.length > 0 ? Math.max(...times) : null;
  }

  function changesOfDay(date: ServiceDate, routes: readonly RouteRow[], signed: KnownEntry): Change[] {
    const { body } = signed;
    if (body.kind !== 'sign-off-day') return [];
    const before = new Map(body.routes.map(({ route, fingerprint }) => [route, fingerprint]));
    const changes: Change[] = [];
    for (const route of routes) {
      const fingerprint = before.get(route.route);
      before.delete(route.route);
      if (fingerprint === route.fingerprint) continue;
      const routeId = toHex(route.key);
      if (fingerprint === undefined) {
        changes.push({ sentence: `${route.route} came after the sign-off`, stopId: null, routeId });
        continue;
      }
      const then = decisions
        .signOffs(date, route.route)
        .find((each) => each.body.kind === 'sign-off' && each.body.fingerprint === fingerprint);
      const found = then ? changesOfRoute(route, then) : [];
      const told = found.map((change) => ({ ...change, sentence: `${route.route}, ${change.sentence}` }));
      const nothingToTell = { sentence: `${route.route} is not as it was signed`, stopId: null, routeId };
      changes.push(...(told.length > 0 ? told : [nothingToTell]));
      if (changes.length >= mostListed) break;
    }
    for (const route of before.keys()) {
      changes.push({ sentence: `${route} is no longer on the manifest`, stopId: null, routeId: null });
    }
    const more = days.unmatchedPhotos(date) - body.unmatched;
    if (more !== 0) {
      const n = Math.abs(more);
      const photos = `${n} ${more > 0 ? 'more' : 'fewer'} ${n === 1 ? 'photo belongs' : 'photos belong'} to no stop`;
      changes.push({ sentence: photos, stopId: null, routeId: null });
    }
    return changes;
  }

  function routeBody(routeId: RouteId): RouteBody | null {
    const route = routeByKey.get(toBytes(routeId));
    const summary = days.routeSummary(routeId);
    if (!route || !summary) return null;
    const stops = signedStops(route.id);
    return {
      ...{ kind: 'sign-off', date: route.date, route: route.route, counts: summary.counts, stops },
      fingerprint: fingerprintOf(routeText(stops)),
      left: openOf(route, decisions.ofRoute(route.id)).undecided.length,
    };
  }

  return {
    view(date, routeId) {
      const only = routeId === null ? null : routeByKey.get(toBytes(routeId));
      if (only === undefined || (only && only.date !== date)) return null;
      const routes = only ? [only] : routesOf.all(date).sort((a, b) => byRouteCode.compare(a.route, b.route));
      const { timeZone, podTarget } = settings();
      const day = only ? null : days.day(date);
      const summary = only ? days.routeSummary(toHex(only.key)) : day;
      // Route by route it would be asked two hundred times.
      const decided = only ? decisions.ofRoute(only.id) : decisions.ofDay(date);
      const undecided: SignOffView['undecided'] = [];
      const excused: SignOffView['excused'] = [];
      const followUps: SignOffView['followUps'] = [];
      let undecidedTotal = 0;
      for (const route of routes) {
        const open = openOf(route, decided);
        undecidedTotal += open.undecided.length;
        for (const { record } of open.undecided.slice(0, mostListed - undecided.length)) {
          undecided.push({ ...named(route, record), state: record.state as StopState });
        }
        const driver = route.driver ?? route.driver_name;
        followUps.push(...open.asked.map(({ record }) => ({ ...named(route, record), driver })));
        if (route.excused === 0) continue;
        for (const record of excusedOf.all(route.id)) {
          const reason = record.reason as ExcuseReason;
          excused.push({ ...named(route, record), reason, sentence: excuseSentences[reason] });
        }
      }
      const history = decisions.signOffs(date, only?.route ?? null);
      const signed = standing(history);
      const last = summary?.signOff ?? null;
      const changes =
        !signed || !last?.changed ? [] : only ? changesOfRoute(only, signed) : changesOfDay(date, routes, signed);
      return {
        ...{ date, routeId, title: only?.route ?? dayWords(date), timeZone, podTarget },
        counts: summary?.counts ?? days.day(date).counts,
        ...{ undecided, undecidedTotal, excused, followUps, unmatchedPhotos: day?.unmatchedPhotos ?? 0 },
        fingerprint: only ? (only.fingerprint ?? '') : days.fingerprint(date),
        last,
        changes: changes.slice(0, mostListed),
        history: history.map(({ entry, at, person, body, undone }) => ({
          ...{ entryId: entry, at, person, undone },
          sentence: body.kind === 'sign-off' || body.kind === 'sign-off-day' ? signedSentence(body) : '',
        })),
      };
    },

    routeBody,

    dayBody(date) {
      const { counts } = days.day(date);
      const rows = routesOf.all(date);
      const decided = decisions.ofDay(date);
      return {
        ...{ kind: 'sign-off-day', date, counts, unmatched: days.unmatchedPhotos(date) },
        routes: rows.map(({ route, fingerprint }) => ({ route, fingerprint: fingerprint ?? '' })),
        left: rows.reduce((total, route) => total + openOf(route, decided).undecided.length, 0),
      };
    },
  };
}
