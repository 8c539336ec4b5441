/**
 * What people decided, folded from the ledger's entries: which pictures are accepted or rejected at a stop, and which stops
 * are excused. An undo takes back one entry; an undo of an undo brings it back.
 */
import type { EntryId, PhotoId, ServiceDate } from '#shared/ids.ts';
import type { ExcuseReason, RejectReason } from '#shared/words.ts';

/** A stop in words that outlive every index. */
export interface StopName {
  date: ServiceDate;
  route: string;
  stop: string;
}

/** The part of a ledger entry that the fold needs; a `LedgerEntry` fits. */
export interface DecisionEntry {
  id: EntryId;
  /** Epoch ms. */
  at: number;
  person: string | null;
  body:
    | { kind: 'accept'; stop: StopName; photo: PhotoId }
    | { kind: 'reject'; stop: StopName; photo: PhotoId; reason: RejectReason; note?: string }
    | { kind: 'excuse'; stop: StopName; reason: ExcuseReason; note?: string }
    | { kind: 'undo'; entry: EntryId }
    | { kind: 'import-manifest' | 'save-profile' };
}

/** One decision about a stop, standing or taken back. */
export interface StopDecision {
  entry: EntryId;
  at: number;
  person: string | null;
  kind: 'accept' | 'reject' | 'excuse';
  photo: PhotoId | null;
  reason: RejectReason | ExcuseReason | null;
  note: string | null;
  undone: boolean;
}

/** What holds at one stop. */
export interface StopDecisions {
  stop: StopName;
  accepted: Set<PhotoId>;
  rejected: Map<PhotoId, RejectReason>;
  /** The excuse that holds; an acceptance after it lifts it. */
  excused: ExcuseReason | null;
  /** Every decision about the stop, oldest first. */
  history: StopDecision[];
}

export interface Decisions {
  /** By {@link stopNameKey}. */
  byStop: Map<string, StopDecisions>;
  /** Standing decisions about stops, oldest first: the last one is what a bare "undo" takes back. */
  standing: EntryId[];
  /** Entries that an undo has taken back, undos among them. */
  undone: Set<EntryId>;
}

/** A key for maps; date, route and stop joined by NUL, which no manifest can hold. */
export function stopNameKey(stop: StopName): string {
  return `${stop.date}\0${stop.route}\0${stop.stop}`;
}

/** Folds ledger entries, given in the order of the ledger, into what holds now. */
export function foldDecisions(entries: readonly DecisionEntry[]): Decisions {
  const undone = undoneEntries(entries);
  const byStop = new Map<string, StopDecisions>();
  const standing: EntryId[] = [];
  for (const entry of entries) {
    const { body } = entry;
    if (body.kind !== 'accept' && body.kind !== 'reject' && body.kind !== 'excuse') continue;
    const key = stopNameKey(body.stop);
    let stop = byStop.get(key);
    if (!stop) {
      stop = { stop: body.stop, accepted: new Set(), rejected: new Map(), excused: null, history: [] };
      byStop.set(key, stop);
    }
    const isUndone = undone.has(entry.id);
    stop.history.push({
      entry: entry.id,
      at: entry.at,
      person: entry.person,
      kind: body.kind,
      photo: body.kind === 'excuse' ? null : body.photo,
      reason: body.kind === 'accept' ? null : body.reason,
      note: body.kind === 'accept' ? null : (body.note ?? null),
      undone: isUndone,
    });
    if (isUndone) continue;
    standing.push(entry.id);
    if (body.kind === 'accept') {
      stop.accepted.add(body.photo);
      stop.rejected.delete(body.photo);
      stop.excused = null;
    } else if (body.kind === 'reject') {
      stop.rejected.set(body.photo, body.reason);
      stop.accepted.delete(body.photo);
    } else {
      stop.excused = body.reason;
    }
  }
  return { byStop, standing, undone };
}

/** A photo laid to, or refused at, a stop by name; the caller knows the ids. */
export interface DecidedTie {
  stop: StopName;
  photo: PhotoId;
}

/**
 * What matching must respect: an accepted picture belongs to its stop, and one refused for its address never comes back
 * there. A picture refused for its looks still belongs to the stop; it only does not count.
 */
export function decidedTies(decisions: Decisions): { manual: DecidedTie[]; refused: DecidedTie[] } {
  const manual: DecidedTie[] = [];
  const refused: DecidedTie[] = [];
  for (const { stop, accepted, rejected } of decisions.byStop.values()) {
    for (const photo of accepted) manual.push({ stop, photo });
    for (const [photo, reason] of rejected) if (reason === 'wrong-address') refused.push({ stop, photo });
  }
  return { manual, refused };
}

/** Read backwards: an undo that is itself undone takes nothing back, and none can reach an entry after it. */
function undoneEntries(entries: readonly DecisionEntry[]): Set<EntryId> {
  const undone = new Set<EntryId>();
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry?.body.kind === 'undo' && !undone.has(entry.id)) undone.add(entry.body.entry);
  }
  return undone;
}
