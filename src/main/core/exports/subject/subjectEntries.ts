/**
 * What the ledger says of a customer's deliveries, in sentences that name nobody else: other stops are “another stop”, people at the
 * depot are numbered, drivers are not named.
 */
import { activitySentence, erasedWord, type ToldBody, type ToldNames } from '#core/domain/activity.ts';
import { stateWords } from '#core/domain/sentences.ts';
import { type Ledger, type LedgerBody, type LedgerEntry, type StopRef, stopNamed } from '#core/ledger/contract.ts';
import type { EntryId, PhotoId } from '#shared/ids.ts';

export interface SubjectEntry {
  /** Epoch ms. */
  at: number;
  /** “Person 2 at the depot”; null: the program, or somebody who had not said who they were. */
  by: string | null;
  kind: LedgerBody['kind'];
  sentence: string;
  note: string | null;
  /** Null: of the customer, not of one delivery. */
  stop: StopRef | null;
  photo: PhotoId | null;
  /** Of the chain: whoever has the ledger finds the entry by it. */
  hash: string;
}

/** Whose entries are wanted. */
export interface SubjectScope {
  /** By {@link refKey}; the address of each, for the eye. */
  stops: ReadonlyMap<string, string>;
  photos: ReadonlySet<PhotoId>;
  /** An opt-out that names one of the stops. */
  isOptOut: (body: Extract<LedgerBody, { kind: 'opt-out' }>) => boolean;
}

export const refKey = ({ date, route, stop }: StopRef): string => JSON.stringify([date, route, stop]);

const elsewhere = 'another stop';
const nobody: ToldNames = { where: '', to: '', undone: null };

/** In the order of the ledger, which is read once from its beginning. */
export async function subjectEntries(
  ledger: Pick<Ledger, 'entries'>,
  scope: SubjectScope,
  signal: AbortSignal,
): Promise<SubjectEntry[]> {
  const told: SubjectEntry[] = [];
  /** Entries that others may be about: undo, release, end. */
  const ours = new Map<EntryId, { entry: LedgerEntry; stop: StopRef | null; sentence: string; undos: number }>();
  const people = new Map<string, string>();
  const byWhom = (person: string | null) => {
    if (person === null) return null;
    const known = people.get(person) ?? `Person ${people.size + 1} at the depot`;
    people.set(person, known);
    return known;
  };
  const isOurs = (stop: StopRef | null) => stop !== null && scope.stops.has(refKey(stop));
  const where = (stop: StopRef | null) =>
    stop === null ? '' : (scope.stops.get(refKey(stop)) ?? elsewhere) || `stop ${stop.stop} of ${stop.route}`;

  /** The stop that it is about; undefined: it is about nobody of ours. */
  function stopOf(body: LedgerBody): StopRef | null | undefined {
    const named = stopNamed(body);
    if (isOurs(named)) return named;
    switch (body.kind) {
      case 'move':
        return isOurs(body.to) ? body.to : undefined;
      case 'redact':
      case 'put-aside':
      case 'view':
        return scope.photos.has(body.photo) ? null : undefined;
      case 'opt-out':
        return scope.isOptOut(body) ? null : undefined;
      case 'undo':
        return ours.get(body.entry)?.stop;
      case 'release-hold':
        return ours.get(body.hold)?.stop;
      case 'end-opt-out':
        return ours.get(body.optOut)?.stop;
      case 'settle-claim':
      case 'amend-claim':
      case 'claim-note':
      case 'claim-file':
      case 'claim-pack':
        return ours.get(body.claim)?.stop;
      default:
        return undefined;
    }
  }

  function tell(entry: LedgerEntry, stop: StopRef | null, sentence: string, note: string | null, undos = 0): void {
    const { body } = entry;
    ours.set(entry.id, { entry, stop, sentence, undos });
    const photo = 'photo' in body ? body.photo : null;
    told.push({
      at: entry.at,
      by: byWhom(entry.person),
      kind: body.kind,
      sentence,
      note,
      stop,
      photo,
      hash: entry.hash,
    });
  }

  for await (const entry of ledger.entries()) {
    signal.throwIfAborted();
    const { body } = entry;
    if (body.kind === 'sign-off' || body.kind === 'erase') {
      for (const signed of body.stops) {
        const stop = { date: body.date, route: body.route, stop: signed.stop };
        if (!isOurs(stop)) continue;
        const sentence =
          body.kind === 'sign-off'
            ? `Signed off with its route, standing as: ${stateWords[signed.state].toLowerCase()}`
            : activitySentence({ ...body, route: '', stops: [signed] }, nobody).replace(
                'one stop of ',
                'this delivery',
              );
        tell(entry, stop, sentence, null);
      }
      continue;
    }
    const stop = stopOf(body);
    if (stop === undefined) continue;
    const undone = body.kind === 'undo' ? ours.get(body.entry) : undefined;
    const undos = undone ? undone.undos + 1 : 0;
    const names: ToldNames = {
      where: where(body.kind === 'move' ? body.stop : (stopNamed(body) ?? stop)),
      to: body.kind === 'move' ? where(body.to) : '',
      undone: undone ? { sentence: rootSentence(undone, ours), undosBetween: undos - 1 } : null,
    };
    tell(entry, stop, activitySentence(unnamed(body), names), noteOf(entry), undos);
  }
  return told;
}

/** What the chain of undos is about in the end. */
function rootSentence(
  from: { entry: LedgerEntry; sentence: string },
  ours: ReadonlyMap<EntryId, { entry: LedgerEntry; sentence: string }>,
): string {
  let at = from;
  while (at.entry.body.kind === 'undo') {
    const next = ours.get(at.entry.body.entry);
    if (!next) break;
    at = next;
  }
  return at.sentence;
}

/** A driver's name is no business of the customer's. */
function unnamed(body: LedgerBody): ToldBody {
  return body.kind === 'follow-up' ? { ...body, driver: null } : body;
}

function noteOf({ body, erased }: LedgerEntry): string | null {
  if (body.kind === 'open-claim') return claimWords(body);
  if (erased?.includes('note')) return erasedWord;
  if ('reply' in body && body.reply !== undefined) return body.reply;
  return ('note' in body ? body.note : null) ?? null;
}

/** What was asked for, by whom it was asked, and what was noted, each on a line of its own. */
function claimWords({ words, askedBy, note }: Extract<LedgerBody, { kind: 'open-claim' }>): string {
  return [words || erasedWord, askedBy && `Asked by ${askedBy}`, note].filter(Boolean).join('\n');
}
