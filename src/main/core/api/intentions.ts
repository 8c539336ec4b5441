/** What a screen asks to be decided, as the ledger is to hold it. */
import type { Depot } from '#core/depot.ts';
import { doneSentence, meanwhileSentence, takenBackMeanwhileSentence } from '#core/domain/decisionSentences.ts';
import type { StopDecision } from '#core/domain/decisions.ts';
import { isFrozen } from '#core/index/erasedStops.ts';
import type { LedgerBody, StopRef } from '#core/ledger/contract.ts';
import type { DecisionRequest } from '#shared/deciding.ts';
import type { EntryId, PhotoId, StopId } from '#shared/ids.ts';
import { type Answer, fail, ok } from './bind.ts';

/** Everything that can be decided; taking back is `undoing.ts`. */
export type Decision = Exclude<DecisionRequest, { kind: 'undo' }>;

type OfKind<Body, Kinds extends string> = Body extends { kind: Kinds } ? Body : never;
export type DecisionBody = OfKind<LedgerBody, Decision['kind']>;

export interface Intention {
  body: DecisionBody;
  sentence: string;
  stopId: StopId | null;
  photoId: PhotoId | null;
  /** What somebody else decided about the stop since the screen looked. */
  meanwhile: string | null;
}

const stopUnknown = fail(404, 'stop-unknown', 'This stop is not in the index any more.');
const photoUnknown = fail(404, 'photo-unknown', 'This picture is not in the index any more.');

/** Turns a request into what the ledger is to hold, or says why it can't be. Nothing is written. */
export function intentionOf(request: Decision, depot: Depot, timeZone: string): Answer<Intention> {
  const { stops } = depot.queries;
  // A file that went leaves its picture in the index: it can still be decided about.
  if ('photoId' in request && !stops.photoIsKnown(request.photoId)) return photoUnknown;
  const photoId = 'photoId' in request ? request.photoId : null;
  const stopId = 'stopId' in request ? request.stopId : null;
  const body = bodyOf(request, depot);
  if (!body.ok) return body;
  const sentence = sentenceOf(body.value, depot);
  const meanwhile = 'seen' in request && stopId ? meanwhileAt(stopId, request.seen, photoId, depot, timeZone) : null;
  return ok({ body: body.value, sentence, stopId, photoId, meanwhile });
}

/** A release names its hold; whoever made it knows it by its stop. */
function sentenceOf(body: DecisionBody, depot: Depot): string {
  const { nameStop } = depot.queries.stops;
  const hold = body.kind === 'release-hold' ? depot.decisions.byEntry(body.hold)?.body : undefined;
  return hold?.kind === 'hold' ? `Released the hold on ${nameStop(hold.stop)}` : doneSentence(body, nameStop);
}

/** Whatever was decided there now would change nothing, and be about somebody who was forgotten. */
const stopErased = fail(
  409,
  'stop-erased',
  'What was known of this stop was erased: it stands as it stood then, and nothing can be decided about it any more.',
);

function bodyOf(request: Decision, depot: Depot): Answer<DecisionBody> {
  const noted = 'note' in request && request.note ? { note: request.note } : {};
  if (request.kind === 'put-aside') {
    const { kind, photoId, date, reason } = request;
    return ok({ kind, photo: photoId, date, reason, ...noted });
  }
  if (request.kind === 'set-clock') {
    const named = depot.queries.clocks.routeName(request.routeId);
    if (!named) return fail(404, 'route-unknown', 'This route is not in the index any more.');
    const { kind, device, seconds } = request;
    return ok({ kind, date: named.date, route: named.route, device, seconds });
  }
  if (request.kind === 'release-hold') {
    const hold = depot.decisions.byEntry(request.entryId);
    if (hold?.body.kind !== 'hold') return fail(404, 'hold-unknown', 'There is no such hold.');
    if (!depot.queries.holds.byHand().some(({ entryId }) => entryId === request.entryId)) {
      return fail(409, 'hold-released', 'This hold does not stand any more.');
    }
    return ok({ kind: 'release-hold', hold: request.entryId, ...noted });
  }
  if (request.kind === 'redact') {
    const { kind, photoId, boxes, outside } = request;
    return ok({ kind, photo: photoId, boxes, ...(outside ? { outside } : {}) });
  }

  const { stops } = depot.queries;
  const name = stops.nameOf(request.stopId);
  const basis = stops.basisOf(request.stopId);
  if (!name || !basis) return stopUnknown;
  const toStopId = 'toStopId' in request ? request.toStopId : request.stopId;
  if ([request.stopId, toStopId].some((stopId) => isFrozen(depot.erasing.retention.stop(stopId)?.erased)))
    return stopErased;
  const stop: StopRef = { date: name.date, route: name.route, stop: name.stop };
  switch (request.kind) {
    case 'accept':
      return ok({ kind: 'accept', stop, photo: request.photoId, basis });
    case 'reject':
      return ok({ kind: 'reject', stop, photo: request.photoId, reason: request.reason, ...noted, basis });
    case 'excuse':
      return ok({ kind: 'excuse', stop, reason: request.reason, ...noted, basis });
    case 'note':
      return ok({ kind: 'note', stop, note: request.note, basis });
    case 'hold':
      return ok({ kind: 'hold', stop, note: request.note });
    case 'follow-up':
      return ok({ kind: 'follow-up', stop, driver: name.driver, ...noted, basis });
    case 'move': {
      if (request.toStopId === request.stopId) {
        return fail(409, 'same-stop', 'The picture is at this stop already. Choose another one.');
      }
      const to = stops.nameOf(request.toStopId);
      if (!to) return stopUnknown;
      const target: StopRef = { date: to.date, route: to.route, stop: to.stop };
      return ok({ kind: 'move', stop, photo: request.photoId, to: target, basis });
    }
  }
}

/** A sentence when the latest decision about the stop is not the one that the screen showed (null: it showed none). */
function meanwhileAt(
  stopId: StopId,
  seen: EntryId | null | undefined,
  photo: PhotoId | null,
  depot: Depot,
  timeZone: string,
): string | null {
  if (seen === undefined) return null;
  const history = depot.decisions.ofStop(stopId)?.history ?? [];
  const latest = history.findLast((decision) => !decision.undone) ?? null;
  if ((latest?.entry ?? null) === seen) return null;
  const seenAt = history.findIndex((decision) => decision.entry === seen);
  const isLater = latest !== null && history.indexOf(latest) > seenAt;
  if (isLater) return meanwhileSentence(latest as StopDecision, photo, timeZone);
  const shown = history[seenAt];
  const undo = shown ? depot.decisions.undosOf(shown.entry).at(-1) : undefined;
  return shown && undo ? takenBackMeanwhileSentence(undo, shown, timeZone) : null;
}
