/**
 * The ledger's port: append-only, hash-chained. SQLite today; a depot with several desks will share one on PostgreSQL, so
 * every call is asynchronous and nothing here knows SQL.
 */
import type { KeyObject } from 'node:crypto';
import type { ProvenEntry } from '#pack/format.ts';
import type { EntryId, PhotoId, ServiceDate } from '#shared/ids.ts';
import type { ColumnMapping } from '#shared/importing.ts';
import type { ServiceArea } from '#shared/programme.ts';
import type { StateCounts } from '#shared/views.ts';
import type {
  AsideReason,
  ClaimAllegation,
  ClaimAsker,
  ClaimPackVariant,
  ClaimSource,
  ClaimState,
  ConfirmationChannel,
  ConfirmationState,
  EraseReason,
  ExcuseReason,
  MatchMethod,
  OptOutSource,
  OptOutTarget,
  Outcome,
  RejectReason,
  RetentionKind,
  StopState,
} from '#shared/words.ts';

/** A stop as the ledger names it: words that outlive every index. */
export interface StopRef {
  date: ServiceDate;
  route: string;
  stop: string;
}

/** What the screen said about the stop when the person decided: a manifest may say something else tomorrow. */
export interface DecisionBasis {
  state: StopState;
  outcome: Outcome;
  /** Epoch ms. */
  completedAt: number | null;
}

/** Decisions made with one key about many stops share a batch (a UUID): one undo takes back all of them. */
interface Decided {
  basis?: DecisionBasis;
  batch?: string;
}

/** A part of a picture, in fractions (0 to 1) of its upright width and height. */
export interface PictureBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How one stop stood when its route was signed off. */
export interface SignedStop {
  stop: string;
  state: StopState;
  /** First 16 hex digits of each tied photo that was not rejected, in order. */
  photos: string[];
  excuse?: ExcuseReason;
  /** Absent: delivered. */
  outcome?: Outcome;
  /** The driver was asked about it. */
  followUp?: true;
}

/** How a stop stood when what was known of its customer or its pictures was erased: it stands so for ever after. */
export interface ErasedStop extends SignedStop {
  /** A code of `StopReason`; null where the state says it all. */
  reason: string | null;
  /** What `photos` were tied by. */
  ties: { photo: PhotoId; method: MatchMethod; confidence: number }[];
}

/** What people decided. Later issues add kinds and optional fields; a kind is never changed or removed. */
export type LedgerBody =
  | ({ kind: 'accept'; stop: StopRef; photo: PhotoId } & Decided)
  | ({ kind: 'reject'; stop: StopRef; photo: PhotoId; reason: RejectReason; note?: string } & Decided)
  | ({ kind: 'excuse'; stop: StopRef; reason: ExcuseReason; note?: string } & Decided)
  /** The photo is of `to`, not of `stop`: refused here for its address, accepted there. */
  | ({ kind: 'move'; stop: StopRef; photo: PhotoId; to: StopRef } & Decided)
  | ({ kind: 'note'; stop: StopRef; note: string } & Decided)
  /** The driver is asked about the stop: it is decided for tonight, and still counts as it stands. */
  | ({ kind: 'follow-up'; stop: StopRef; driver: string | null; note?: string } & Decided)
  /** A photo of the day that shows no delivery; matching leaves it alone. */
  | { kind: 'put-aside'; photo: PhotoId; date: ServiceDate; reason: AsideReason; note?: string; batch?: string }
  /** Parts of a picture that no copy may show; the last entry holds, an empty list shows all. `outside`: copies show these parts only. */
  | { kind: 'redact'; photo: PhotoId; boxes: PictureBox[]; outside?: true }
  /** `note` is the reason for what was left open. */
  | {
      kind: 'sign-off';
      date: ServiceDate;
      route: string;
      counts: StateCounts;
      stops: SignedStop[];
      /** Of the route as it stood (`routes.fingerprint`): differs as soon as anything that was signed differs. */
      fingerprint: string;
      /** Stops that nobody had decided about. */
      left: number;
      note?: string;
      batch?: string;
    }
  | {
      kind: 'sign-off-day';
      date: ServiceDate;
      counts: StateCounts;
      routes: { route: string; fingerprint: string }[];
      unmatched: number;
      left: number;
      note?: string;
      batch?: string;
    }
  /**
   * The clock of a route's device that day is off by so many seconds (slow +, fast -), whatever was measured; null: as measured
   * again. `device` is what its pictures name (empty: nothing), which with date and route outlives every index.
   */
  | { kind: 'set-clock'; date: ServiceDate; route: string; device: string; seconds: number | null }
  /**
   * Deliveries there owe no photo from a service date to another (null: open), and none is shown or sent. `key` is the ledger's
   * pseudonym of what `words` names, so that the register still knows it when the words were erased.
   */
  | {
      kind: 'opt-out';
      by: OptOutTarget;
      key: string;
      words: string;
      from: ServiceDate;
      until: ServiceDate | null;
      source: OptOutSource;
      note?: string;
      batch?: string;
    }
  /** The customer wants photos again: `lastDay` is the last service date that the opt-out covers. */
  | { kind: 'end-opt-out'; optOut: EntryId; lastDay: ServiceDate; note?: string; batch?: string }
  /** Where the photo programme runs: all areas anew; none = everywhere. */
  | { kind: 'set-programme'; areas: ServiceArea[] }
  /** A confirmation is to be sent: `confirmation` (UUID) names it in all that follows and towards the receiver. */
  | {
      kind: 'confirm';
      confirmation: string;
      stop: StopRef;
      photo: PhotoId;
      channel: ConfirmationChannel;
      batch?: string;
    }
  /** What became of it. `reply` is what the receiver's server said, `code` our name for it, `retryAt` (epoch ms) when it is tried again. */
  | {
      kind: 'confirmation-step';
      confirmation: string;
      stop: StopRef;
      step: ConfirmationState;
      attempt: number;
      code?: string;
      reply?: string;
      retryAt?: number;
      batch?: string;
    }
  /** What belongs to the stop is not erased while the hold stands; `note` is its reason. */
  | { kind: 'hold'; stop: StopRef; note: string }
  | { kind: 'release-hold'; hold: EntryId; note?: string }
  /** Erased of these stops of a route: from then on they stand as they stand here. */
  | { kind: 'erase'; date: ServiceDate; route: string; what: RetentionKind[]; why: EraseReason; stops: ErasedStop[] }
  /** Somebody looked at a picture at full size. */
  | { kind: 'view'; photo: PhotoId; shownAt: StopRef | null }
  /**
   * Somebody says that something is wrong with a delivery. The entry's id names the claim in all that follows. `key` is the ledger's
   * pseudonym of the parcel's tracking id in its normal form (null: none was given), `words` what was asked for as it was written,
   * `askedBy` the name of who asked. `stop` is null where Porchlight never saw the parcel. `photos` were tied to the stop then:
   * what was there when the claim came is in the chain, whatever becomes of the files.
   */
  | {
      kind: 'open-claim';
      year: number;
      stop: StopRef | null;
      key: string | null;
      words: string;
      allegation: ClaimAllegation;
      asker: ClaimAsker;
      askedBy?: string;
      received: ServiceDate;
      due: ServiceDate | null;
      photos: PhotoId[];
      basis?: DecisionBasis;
      source: ClaimSource;
      note?: string;
      batch?: string;
    }
  /** Its new state; `open` opens it again. */
  | { kind: 'settle-claim'; claim: EntryId; state: ClaimState; note?: string; batch?: string }
  /** What was entered otherwise than it is: what is absent stays. A new stop brings its pictures. */
  | {
      kind: 'amend-claim';
      claim: EntryId;
      stop?: StopRef;
      photos?: PhotoId[];
      basis?: DecisionBasis;
      allegation?: ClaimAllegation;
      due?: ServiceDate | null;
      batch?: string;
    }
  | { kind: 'claim-note'; claim: EntryId; note: string }
  /** A file that belongs to a claim (a letter, a form); a copy is kept in the data folder under its hash. */
  | { kind: 'claim-file'; claim: EntryId; sha256: string; bytes: number; fileName: string }
  /** A pack was made: the hash of its manifest, and the fingerprint of the key that signed it (null: none did). */
  | { kind: 'claim-pack'; claim: EntryId; variant: ClaimPackVariant; manifestSha256: string; signedBy: string | null }
  /** From now on packs are signed with this key: SPKI in base64, and its SHA-256 in hex. */
  | { kind: 'signing-key'; publicKey: string; fingerprint: string }
  | { kind: 'undo'; entry: EntryId; batch?: string }
  | {
      kind: 'import-manifest';
      sha256: string;
      fileName: string;
      mapping: ColumnMapping | null;
      serviceDate: ServiceDate | null;
    }
  | { kind: 'save-profile'; name: string; headers: string[]; mapping: ColumnMapping; serviceDate: ServiceDate | null };

export interface LedgerEntry {
  seq: number;
  id: EntryId;
  /** Epoch ms by the desk's clock. */
  at: number;
  /** Which desk wrote it (random id of the data folder). */
  desk: string;
  person: string | null;
  body: LedgerBody;
  hash: string;
  /** Personal fields that were erased since (`personalFields.ts`): they read as null or absent. Absent when none was. */
  erased?: readonly string[];
}

const kindsKnown: Record<LedgerBody['kind'], true> = {
  accept: true,
  reject: true,
  excuse: true,
  move: true,
  note: true,
  'follow-up': true,
  'put-aside': true,
  redact: true,
  'set-clock': true,
  'sign-off': true,
  'sign-off-day': true,
  'opt-out': true,
  'end-opt-out': true,
  'set-programme': true,
  confirm: true,
  'confirmation-step': true,
  hold: true,
  'release-hold': true,
  erase: true,
  view: true,
  'open-claim': true,
  'settle-claim': true,
  'amend-claim': true,
  'claim-note': true,
  'claim-file': true,
  'claim-pack': true,
  'signing-key': true,
  undo: true,
  'import-manifest': true,
  'save-profile': true,
};

/** The stop that an entry is about; null: it is about none. */
export function stopNamed(body: LedgerBody): StopRef | null {
  if ('stop' in body) return body.stop ?? null;
  return body.kind === 'view' ? body.shownAt : null;
}

/** The entry that an entry is about, whose stop is its own: a hold that is released, a claim; null: it is about none. */
export function entryNamed(body: LedgerBody): EntryId | null {
  if (body.kind === 'release-hold') return body.hold;
  return 'claim' in body ? body.claim : null;
}

/** Every kind that this version knows; entries of other kinds are kept in the chain and not told. */
export const ledgerKinds: ReadonlySet<string> = new Set(Object.keys(kindsKnown));

/** The disk refused (full, read-only, busy): nothing was written. The message is a sentence for the supervisor. */
export class LedgerWriteError extends Error {
  override readonly name = 'LedgerWriteError';
}

export interface LedgerVerdict {
  ok: boolean;
  entries: number;
  /** Hash of the last good entry; null when empty. */
  head: string | null;
  /** First entry that does not hold, and why, as a sentence. */
  broken: { seq: number; message: string } | null;
}

/** An entry of a kind that only a newer version knows: it is there, and what it says stays closed. */
export type UnknownEntry = Omit<LedgerEntry, 'body' | 'erased'> & { kind: string };

/** An entry as it is handed in. */
export interface NewEntry {
  body: LedgerBody;
  person: string | null;
  /** Epoch ms. */
  at: number;
}

/** Entries out of a ledger, with what shows that they are in it (`#pack/merkle.ts`). */
export interface LedgerExcerpt {
  /** Entries of the ledger that hold, from the first on: all of them, unless it is `broken`. */
  size: number;
  /** Of the hash tree over those; null where there is none. */
  root: string | null;
  /** The last of them. */
  head: ExcerptEntry | null;
  /** Of those that were asked for, such that hold, in their order; each once. */
  entries: ExcerptEntry[];
  /** Numbers that were asked for and are not among the entries that hold. */
  lacking: number[];
  /** First entry that does not hold, and why; null: all do. */
  broken: LedgerVerdict['broken'];
}

/** An entry as it is stored, its proof, and its personal fields in the clear as far as nobody erased them. */
export type ExcerptEntry = Omit<ProvenEntry, 'opened'> & { opened: Record<string, string> };

/** A JSON array of bodies, and how many they are. */
export interface BodiesText {
  text: string;
  count: number;
}

export const bodiesIn = (texts: readonly BodiesText[]): number => texts.reduce((sum, { count }) => sum + count, 0);

/** Reads entries that were appended, in their order. */
export type LedgerPart = () => readonly LedgerEntry[];

export interface Ledger {
  /** Durable when it resolves (the file is synced). Rejects with {@link LedgerWriteError} when the disk refuses. */
  append(entry: NewEntry): Promise<LedgerEntry>;
  /** Several entries in their order, all or none of them. */
  appendAll(entries: readonly NewEntry[]): Promise<LedgerEntry[]>;
  /**
   * The same of what one person says at one moment and what stands in JSON already (`texts`, not all empty). A list's thousands are
   * made into entries once, when they are asked for, and are not kept until then.
   */
  appendTexts(
    texts: readonly BodiesText[],
    by: Pick<NewEntry, 'person' | 'at'>,
  ): Promise<{ first: EntryId; parts: LedgerPart[] }>;
  /** In order of seq, from after `seq`. Where the last verdict is not ok, entries that were changed are passed over. */
  entries(after?: number): AsyncIterable<LedgerEntry>;
  /** Those that `entries` passes over, in order of seq. */
  unknown(): AsyncIterable<UnknownEntry>;
  verify(): Promise<LedgerVerdict>;
  /** The entries of these numbers as they are stored, with proofs; as the ledger is at one moment. */
  excerpt(seqs: Iterable<number>): Promise<LedgerExcerpt>;
  /**
   * 32 hex digits that stand for a text under a key of this ledger: the same text has the same for ever, and without the key
   * nobody can try out which text it was. For what must be known again after the words themselves were erased.
   */
  pseudonym(text: string): string;
  /** The key of those, for a thread that makes many of them (`pseudonyms.ts`). */
  pseudonymKey(): KeyObject;
  close(): Promise<void>;
}
