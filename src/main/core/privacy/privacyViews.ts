/** The privacy clock as screens show it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Depot } from '#core/depot.ts';
import { serviceDateOf } from '#core/domain/days.ts';
import { daysKept, dueUpTo, heldByWords, keptSentence, keptUntil, nextRunAfter } from '#core/domain/retention.ts';
import { dayWords } from '#core/domain/signOffSentences.ts';
import { isErased, kindsOf } from '#core/index/erasedStops.ts';
import type { HoldQueries } from '#core/index/holdQueries.ts';
import type { StopId } from '#shared/ids.ts';
import type { DueFiles, PrivacyRun, PrivacyView, RetentionView } from '#shared/privacy.ts';
import type { Settings } from '#shared/settings.ts';
import { type RetentionKind, retentionKinds } from '#shared/words.ts';

/** Names in a list that a person reads at a time. */
const filesAPage = 500;
/** What falls due so soon is told ahead: a week's routes. */
const soonDays = 7;
/** Beyond every service date. */
const endOfDates = '9999-12-31';

/** What is kept of a stop and for how long; null: it is not in the index. */
export function retentionOf(depot: Depot, stopId: StopId, settings: Settings, now: number): RetentionView | null {
  const stop = depot.erasing.retention.stop(stopId);
  if (!stop) return null;
  const today = serviceDateOf(now, settings.timeZone);
  const holds = depot.queries.holds.ofStop(stopId);
  return {
    stopId,
    date: stop.date,
    holds,
    kept: retentionKinds.map((kind) => {
      const until = keptUntil(stop.date, daysKept(kind, settings.retention));
      const kept = { erased: isErased(stop.erased, kind), until, heldBy: heldByWords(holds) };
      return { kind, erased: kept.erased, until, sentence: keptSentence(kept, today, dayWords) };
    }),
    photos: stop.photos.map(({ photoId, erased }) => ({ photoId, erased: kindsOf(erased) })),
  };
}

/** Stops by kind; gives way between dates, as years of them take a while. */
async function countsByKind(
  depot: Depot,
  settings: Settings,
  today: string,
  claimed: ReturnType<HoldQueries['claimedStops']>,
): Promise<PrivacyView['kinds']> {
  const { retention } = depot.erasing;
  const soon = keptUntil(today, soonDays) ?? today;
  const kinds = retentionKinds.map((kind) => {
    const days = daysKept(kind, settings.retention);
    return { kind, days, dueUpTo: dueUpTo(today, days), kept: 0, soon: 0, due: 0, held: 0, erased: 0 };
  });
  for (const date of retention.datesUpTo(endOfDates)) {
    const { stops, erased } = retention.countsOf(date);
    for (const each of kinds) {
      each.erased += erased[each.kind];
      const kept = stops - erased[each.kind];
      each.kept += kept;
      if (each.dueUpTo === null) continue;
      if (date <= each.dueUpTo) each.due += kept;
      else if (date <= (dueUpTo(soon, each.days) ?? '')) each.soon += kept;
    }
    await nextTurn();
  }
  const held = (date: string, erased: number, stops: number) => {
    for (const each of kinds) {
      if (each.dueUpTo !== null && date <= each.dueUpTo && !isErased(erased, each.kind)) each.held += stops;
    }
  };
  for (const { date, erased, stops } of claimed) held(date, erased, stops);
  for (const stopId of new Set(depot.queries.holds.byHand().map((hold) => hold.stopId))) {
    const stop = retention.stop(stopId);
    // One that a claim keeps as well is counted with the claims.
    const isClaimed = () => depot.queries.holds.ofStop(stopId).some(({ claim }) => claim !== undefined);
    if (stop && !isClaimed()) held(stop.date, stop.erased, 1);
  }
  return kinds;
}

export async function privacyView(
  depot: Depot,
  settings: Settings,
  now: number,
  lastRun: PrivacyRun | null,
): Promise<PrivacyView> {
  const today = serviceDateOf(now, settings.timeZone);
  const { stops, holds } = depot.queries;
  const claimed = holds.claimedStops();
  return {
    today,
    nextRunAt: nextRunAfter(now, settings.timeZone),
    lastRun,
    waiting: depot.erasing.store.backlog,
    kinds: await countsByKind(depot, settings, today, claimed),
    claimed: claimed.reduce((sum, each) => sum + each.stops, 0),
    holds: holds.byHand().flatMap((hold) => {
      const name = stops.nameOf(hold.stopId);
      return name
        ? [{ ...hold, date: name.date, routeId: name.routeId, route: name.route, address: name.address }]
        : [];
    }),
    folderFiles: depot.erasing.retention.dueFileTotals(),
  };
}

export function dueFilesOf(depot: Depot, offset: number): DueFiles {
  const { retention } = depot.erasing;
  return {
    ...retention.dueFileTotals(),
    page: retention.dueFiles(offset, filesAPage).map(({ id, ...file }) => ({ id: String(id), ...file })),
  };
}

/** “picture, customer's data”, for the sentence that says what was erased. */
export const kindWords: Record<RetentionKind, string> = {
  picture: 'pictures',
  thumbnail: 'thumbnails',
  confirmation: 'confirmations',
  'customer-data': 'customer data',
};
