/** Taking back: the latest decision that holds, or a chosen one, with everything that was decided with the same key. */
import { randomUUID } from 'node:crypto';
import type { Depot } from '#core/depot.ts';
import { doneSentence, stillHolds } from '#core/domain/decisionSentences.ts';
import { isRecord, type RecordKind } from '#core/domain/decisions.ts';
import type { KnownEntry } from '#core/index/decisionStore.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { EntryId } from '#shared/ids.ts';
import { type Answer, fail, ok } from './bind.ts';

export interface Undoing {
  bodies: LedgerBody[];
  sentence: string;
  /** The kind of what was taken back. */
  about: LedgerBody['kind'];
  target: KnownEntry;
}

const isRecordBody = (body: LedgerBody): body is Extract<LedgerBody, { kind: RecordKind }> => isRecord(body.kind);

/** More of what still holds than this is no sentence any more. */
const mostTold = 3;

/**
 * What the ledger is to hold so that `entryId` (or the latest decision that holds) is taken back; an undo that is taken back
 * brings its decision back.
 */
export function undoingOf(entryId: EntryId | undefined, depot: Depot, timeZone: string): Answer<Undoing> {
  const { decisions } = depot;
  const target = entryId === undefined ? decisions.latest() : decisions.byEntry(entryId);
  if (!target) return fail(404, 'nothing-to-undo', 'There is no decision to take back.');
  if (target.undone) return fail(409, 'already-undone', 'This decision has been taken back already.');
  const { body, stopIds } = decisions.about(target.body);
  if (isRecordBody(body) || body.kind === 'undo') {
    return fail(409, 'not-undoable', 'This can’t be taken back.');
  }
  const group = decisions.togetherWith(target);
  const batch = group.length > 1 ? { batch: randomUUID() } : {};
  const bodies = group.map((entry): LedgerBody => ({ kind: 'undo', entry, ...batch }));

  const said = target.body.kind === 'undo' ? 'Brought back' : 'Took back';
  const what =
    group.length > 1
      ? `${group.length} decisions that were made together`
      : `“${doneSentence(body, depot.queries.stops.nameStop)}”`;
  const built = [...builtOn(group, stopIds, depot, timeZone), ...signedSince(target, depot)];
  return ok({ bodies, sentence: [`${said} ${what}`, ...built].join('. '), about: body.kind, target });
}

/** What was decided later about the same stops, and holds on. */
function builtOn(group: readonly EntryId[], stopIds: readonly string[], depot: Depot, timeZone: string): string[] {
  const going = new Set(group);
  const target = group[0] ?? '';
  const later = stopIds.flatMap((stopId) => {
    const history = depot.decisions.ofStop(stopId)?.history ?? [];
    const from = history.findIndex((decision) => decision.entry === target);
    return from < 0
      ? []
      : history
          .slice(from + 1)
          .filter((decision) => !decision.undone && decision.kind !== 'note' && !going.has(decision.entry));
  });
  const told = later.slice(-mostTold).map((decision) => stillHolds(decision, depot.queries.stops.nameStop, timeZone));
  return told.length === 0 ? [] : [`What was decided there later still holds: ${told.join('; ')}`];
}

/** A route that was signed with the decision shows what changed; whoever takes it back should know. */
function signedSince(target: KnownEntry, depot: Depot): string[] {
  const { body } = depot.decisions.about(target.body);
  // A claim changes no state: nothing that was signed off rests on it.
  if (!('stop' in body) || body.kind === 'open-claim' || body.kind === 'amend-claim' || !body.stop) return [];
  const { date, route } = body.stop;
  const signed = depot.decisions.signOffs(date, route).find((each) => !each.undone);
  return signed && signed.seq > target.seq ? [`${route} was signed off with it and shows as changed now`] : [];
}
