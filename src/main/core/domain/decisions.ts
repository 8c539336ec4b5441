/**
 * What people decided, folded from the ledger's entries: which pictures are accepted or rejected at a stop, which stops are
 * excused or wait for their driver, which pictures were put aside. An undo takes back one entry; an undo of an undo brings it
 * back.
 */
import type { EntryId, PhotoId, ServiceDate } from '#shared/ids.ts';
import type { AsideReason, ExcuseReason, Outcome, RejectReason, StopState } from '#shared/words.ts';

/** A stop in words that outlive every index. */
export interface StopName {
  date: ServiceDate;
  route: string;
  stop: string;
}

/** What the screen said about the stop when the person decided. */
export interface Basis {
  state: StopState;
  outcome: Outcome;
  /** Epoch ms. */
  completedAt: number | null;
}

/** A part of a picture, in fractions (0 to 1) of its upright width and height. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Decided {
  basis?: Basis;
  batch?: string;
}

/** A decision about one stop (a move: about two). */
export type StopBody =
  | ({ kind: 'accept'; stop: StopName; photo: PhotoId } & Decided)
  | ({ kind: 'reject'; stop: StopName; photo: PhotoId; reason: RejectReason; note?: string } & Decided)
  | ({ kind: 'excuse'; stop: StopName; reason: ExcuseReason; note?: string } & Decided)
  | ({ kind: 'move'; stop: StopName; photo: PhotoId; to: StopName } & Decided)
  | ({ kind: 'note'; stop: StopName; note: string } & Decided)
  | ({ kind: 'follow-up'; stop: StopName; driver: string | null; note?: string } & Decided);

/** The part of a ledger entry that the fold needs; a `LedgerEntry` fits. */
export interface DecisionEntry {
  id: EntryId;
  /** Epoch ms. */
  at: number;
  person: string | null;
  body:
    | StopBody
    | { kind: 'put-aside'; photo: PhotoId; date: ServiceDate; reason: AsideReason; note?: string; batch?: string }
    | { kind: 'redact'; photo: PhotoId; boxes: Box[]; outside?: true }
    | { kind: 'set-clock'; date: ServiceDate; route: string; device: string; seconds: number | null }
    | { kind: 'undo'; entry: EntryId; batch?: string }
    | { kind: 'sign-off'; date: ServiceDate; route: string }
    | { kind: 'sign-off-day'; date: ServiceDate }
    | { kind: 'hold'; stop: StopName; note: string }
    | OtherBody;
}

/** Entries that decide nothing about a stop or a picture: other rooms' affairs, or the program's own record. */
export interface OtherBody {
  kind:
    | ('opt-out' | 'end-opt-out' | 'set-programme' | 'release-hold')
    | ('open-claim' | 'settle-claim' | 'amend-claim' | 'claim-note')
    | ('import-manifest' | 'save-profile' | 'confirm' | 'confirmation-step' | 'erase' | 'view')
    | ('claim-file' | 'claim-pack' | 'signing-key');
}

/** What the program writes for itself, or nobody may take back. */
export const recordKinds = [
  'import-manifest',
  'save-profile',
  'confirm',
  'confirmation-step',
  'erase',
  'view',
  'claim-file',
  'claim-pack',
  'signing-key',
] as const;
export type RecordKind = (typeof recordKinds)[number];
export const isRecord = (kind: string): kind is RecordKind => (recordKinds as readonly string[]).includes(kind);

/** One decision about a stop, standing or taken back. */
export interface StopDecision {
  entry: EntryId;
  at: number;
  person: string | null;
  kind: StopBody['kind'];
  photo: PhotoId | null;
  reason: RejectReason | ExcuseReason | null;
  note: string | null;
  basis: Basis | null;
  /** Of a move: the stop at its other end, and whether the picture came or went. */
  moved: { how: 'here' | 'away'; other: StopName } | null;
  undone: boolean;
}

/** What holds at one stop. */
export interface StopDecisions {
  stop: StopName;
  accepted: Set<PhotoId>;
  rejected: Map<PhotoId, RejectReason>;
  /** The excuse that holds; an acceptance after it lifts it. */
  excused: ExcuseReason | null;
  /** The driver is asked. The next decision about the stop is an answer to it, whichever it is. */
  followUp: { entry: EntryId; driver: string | null } | null;
  /** Notes that stand. */
  notes: number;
  /** Every decision about the stop, oldest first. */
  history: StopDecision[];
}

/** A picture that shows no delivery. */
export interface PutAside {
  entry: EntryId;
  at: number;
  person: string | null;
  date: ServiceDate;
  reason: AsideReason;
  note: string | null;
}

/** A device's clock, in words that outlive every index: the phone of that name on that route and day. */
export interface ClockName {
  date: ServiceDate;
  route: string;
  /** As its pictures name it; empty where they name none. */
  device: string;
}

/** What a person said that a clock is off by, in seconds: slow (+) or fast (-). */
export interface SetClock extends ClockName {
  entry: EntryId;
  at: number;
  person: string | null;
  seconds: number;
}

/** A key for maps, as {@link stopNameKey}; a device's name comes from EXIF, which holds no NUL either. */
export function clockKey({ date, route, device }: ClockName): string {
  return `${date}\0${route}\0${device}`;
}

export interface Decisions {
  /** By {@link stopNameKey}. */
  byStop: Map<string, StopDecisions>;
  /** Pictures that stand aside; one that is laid to a stop afterwards does not. */
  aside: Map<PhotoId, PutAside>;
  /** What no copy of a picture may show. */
  hiding: Map<PhotoId, { boxes: Box[]; outside: boolean }>;
  /** What people said about devices' clocks, by {@link clockKey}. */
  clocks: Map<string, SetClock>;
  /** Standing decisions about stops, oldest first. */
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
  const decisions: Decisions = {
    byStop: new Map(),
    aside: new Map(),
    hiding: new Map(),
    clocks: new Map(),
    standing: [],
    undone,
  };
  for (const entry of entries) {
    const { body } = entry;
    const isUndone = undone.has(entry.id);
    switch (body.kind) {
      case 'put-aside': {
        if (isUndone) break;
        const { date, reason, note = null } = body;
        decisions.aside.set(body.photo, { entry: entry.id, at: entry.at, person: entry.person, date, reason, note });
        break;
      }
      case 'redact':
        if (!isUndone) decisions.hiding.set(body.photo, { boxes: body.boxes, outside: body.outside ?? false });
        break;
      case 'set-clock': {
        if (isUndone) break;
        const { date, route, device, seconds } = body;
        const name = { date, route, device };
        if (seconds === null) decisions.clocks.delete(clockKey(name));
        else
          decisions.clocks.set(clockKey(name), {
            ...name,
            entry: entry.id,
            at: entry.at,
            person: entry.person,
            seconds,
          });
        break;
      }
      case 'accept':
      case 'reject':
      case 'excuse':
      case 'move':
      case 'note':
      case 'follow-up':
        tell(decisions.byStop, entry, body, isUndone);
        if (isUndone) break;
        decisions.standing.push(entry.id);
        hold(decisions, entry.id, body);
        break;
      default:
        // Of a day, a route, a customer or an area: nothing that a stop's pictures rest on.
        break;
    }
  }
  return decisions;
}

function stopAt(byStop: Decisions['byStop'], name: StopName): StopDecisions {
  const key = stopNameKey(name);
  let stop = byStop.get(key);
  if (!stop) {
    stop = {
      ...{ stop: name, accepted: new Set(), rejected: new Map(), excused: null, followUp: null, notes: 0, history: [] },
    };
    byStop.set(key, stop);
  }
  return stop;
}

/** Enters a decision into the history of its stop, or of both. */
function tell(byStop: Decisions['byStop'], entry: DecisionEntry, body: StopBody, undone: boolean): void {
  const told = (moved: StopDecision['moved']): StopDecision => ({
    entry: entry.id,
    at: entry.at,
    person: entry.person,
    kind: body.kind,
    photo: 'photo' in body ? body.photo : null,
    reason: 'reason' in body ? body.reason : null,
    note: ('note' in body ? body.note : null) ?? null,
    basis: body.basis ?? null,
    moved,
    undone,
  });
  const isMove = body.kind === 'move';
  stopAt(byStop, body.stop).history.push(told(isMove ? { how: 'away', other: body.to } : null));
  if (isMove) stopAt(byStop, body.to).history.push(told({ how: 'here', other: body.stop }));
}

/** What a standing decision changes. */
function hold({ byStop, aside }: Decisions, entry: EntryId, body: StopBody): void {
  const stop = stopAt(byStop, body.stop);
  switch (body.kind) {
    case 'note':
      stop.notes++;
      return;
    case 'follow-up':
      stop.followUp = { entry, driver: body.driver };
      return;
    case 'accept':
      accept(stop, body.photo);
      aside.delete(body.photo);
      return;
    case 'reject':
      reject(stop, body.photo, body.reason);
      return;
    case 'excuse':
      stop.excused = body.reason;
      stop.followUp = null;
      return;
    case 'move':
      reject(stop, body.photo, 'wrong-address');
      accept(stopAt(byStop, body.to), body.photo);
      aside.delete(body.photo);
  }
}

function accept(stop: StopDecisions, photo: PhotoId): void {
  stop.accepted.add(photo);
  stop.rejected.delete(photo);
  stop.excused = null;
  stop.followUp = null;
}

function reject(stop: StopDecisions, photo: PhotoId, reason: RejectReason): void {
  stop.rejected.set(photo, reason);
  stop.accepted.delete(photo);
  stop.followUp = null;
}

/** A photo laid to, or refused at, a stop by name; the caller knows the ids. */
export interface DecidedTie {
  stop: StopName;
  photo: PhotoId;
}

/**
 * What matching must respect: an accepted picture belongs to its stop, and one refused for its address never comes back
 * there. A picture refused for its looks still belongs to the stop; it only does not count. One put aside belongs nowhere.
 */
export function decidedTies(decisions: Decisions): { manual: DecidedTie[]; refused: DecidedTie[] } {
  const manual: DecidedTie[] = [];
  const refused: DecidedTie[] = [];
  for (const { stop, accepted, rejected } of decisions.byStop.values()) {
    for (const photo of accepted) if (!decisions.aside.has(photo)) manual.push({ stop, photo });
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
