/**
 * Claims: somebody says that a parcel never came, or came otherwise than it should. As screens see them; all of it is folded from
 * the ledger. Times are epoch milliseconds, dates the depot's local dates.
 */
import { z } from 'zod';
import { entryIdSchema, photoIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import { lineProblemSchema } from './problems.ts';
import { datedStopRefSchema } from './stopRef.ts';
import { pastEntrySchema } from './views.ts';
import {
  claimAllegations,
  claimAskers,
  claimPackVariants,
  claimSources,
  claimStates,
  outcomes,
  stopStates,
} from './words.ts';

const count = z.number().int().min(0);
const time = z.number().int();
const note = z.string().trim().max(10_000);

/** A stop that a claim is about, or may be about. */
export const claimStopSchema = datedStopRefSchema.extend({
  postcode: z.string().nullable(),
  customer: z.string().nullable(),
  driver: z.string().nullable(),
  outcome: z.enum(outcomes),
  completedAt: time.nullable(),
  state: z.enum(stopStates),
  /** Its best picture; null without one, and where none may be shown (opted out, confidential, erased). */
  photoId: photoIdSchema.nullable(),
});
export type ClaimStop = z.infer<typeof claimStopSchema>;

export const claimViewSchema = z.object({
  /** Of the entry that opened it. */
  id: entryIdSchema,
  /** `2026-0042`: the year in which it was opened and its place among that year's claims in the ledger. */
  number: z.string(),
  state: z.enum(claimStates),
  allegation: z.enum(claimAllegations),
  asker: z.enum(claimAskers),
  /** Name of who asked; null: not given, or erased. */
  askedBy: z.string().nullable(),
  /** What was asked for, as it was written (a tracking id, an address, a name); empty: erased. */
  words: z.string(),
  /** Null: Porchlight never saw the parcel, or its stop is not in the index any more. */
  stop: claimStopSchema.nullable(),
  /** The stop that it names is not in the index any more; its words, for the eye. Null: it is, or none is named. */
  lostStop: z.string().nullable(),
  received: serviceDateSchema,
  /** Null: no date was set. */
  due: serviceDateSchema.nullable(),
  /** Neither closed nor answered, and its date has passed. */
  isOverdue: z.boolean(),
  source: z.enum(claimSources),
  openedAt: time,
  openedBy: z.string().nullable(),
  changedAt: time,
  notes: count,
  files: count,
  packs: count,
  /** Where it stands and what is next, for the supervisor: “Due tomorrow; the evidence has not been sent out yet”. */
  sentence: z.string(),
});
export type ClaimView = z.infer<typeof claimViewSchema>;

export const claimPageSchema = z.object({
  today: serviceDateSchema,
  timeZone: z.string(),
  counts: z.record(z.enum(claimStates), count),
  overdue: count,
  /** Due within seven days, overdue ones not among them. */
  dueSoon: count,
  /** Found by the filter. */
  total: count,
  /** Those with a date first, the earliest on top; closed ones latest change first. A page of at most 200. */
  claims: z.array(claimViewSchema),
  next: count.nullable(),
});
export type ClaimPage = z.infer<typeof claimPageSchema>;

export const claimFilterSchema = z.object({
  /** In number, words, who asked, address, customer, route, driver, tracking ids; as the search folds letters. */
  text: z.string().max(200).default(''),
  /** `current`: open and answered. */
  show: z.enum(['current', 'overdue', 'due-soon', 'closed', 'all']).default('current'),
  state: z.enum(claimStates).optional(),
  allegation: z.enum(claimAllegations).optional(),
  driver: z.string().max(200).optional(),
  offset: z.coerce.number().int().min(0).default(0),
});

export const claimHistorySchema = pastEntrySchema.extend({ kind: z.string(), note: z.string().nullable() });

export const claimFileSchema = z.object({
  entryId: entryIdSchema,
  sha256: z.string(),
  /** Empty: erased. */
  fileName: z.string(),
  bytes: count,
  at: time,
  /** The copy in the data folder can still be read and is still the same. */
  isIntact: z.boolean(),
});

export const claimDetailSchema = z.object({
  claim: claimViewSchema,
  timeZone: z.string(),
  /** Oldest first. */
  history: z.array(claimHistorySchema),
  files: z.array(claimFileSchema),
  packs: z.array(
    z.object({
      entryId: entryIdSchema,
      at: time,
      variant: z.enum(claimPackVariants),
      manifestSha256: z.string(),
      signedBy: z.string().nullable(),
    }),
  ),
  /** Other stops that carried the parcel (another route, another day), or that nearly match what was written, and why. */
  candidates: z.array(claimStopSchema.extend({ why: z.string() })),
  /** What the claim rested on when it came and is otherwise now, in sentences: a picture that is gone, another picture tied. */
  changes: z.array(z.string()),
});
export type ClaimDetail = z.infer<typeof claimDetailSchema>;

/** What somebody writes, looked for before a claim is opened. */
export const claimSearchSchema = z.object({
  /** The normal form by which tracking ids and places are compared. */
  form: z.string(),
  /** Latest first; `why` says by what: “Tracking id TBA123, written with O for 0”. At most 50. */
  stops: z.array(claimStopSchema.extend({ why: z.string() })),
  /** Claims that are open for the same parcel or stop. */
  already: z.array(claimViewSchema),
  /** What is worth knowing, in a sentence: “Three routes carried this parcel”, “Porchlight never saw this parcel”. */
  sentence: z.string(),
});
export type ClaimSearch = z.infer<typeof claimSearchSchema>;

export const openClaimSchema = z.object({
  /** Null: about a parcel that Porchlight never saw. */
  stopId: stopIdSchema.nullable(),
  words: z.string().trim().min(1).max(500),
  allegation: z.enum(claimAllegations),
  asker: z.enum(claimAskers),
  askedBy: z.string().trim().max(200).optional(),
  received: serviceDateSchema,
  due: serviceDateSchema.nullable(),
  note: note.optional(),
});
export type OpenClaim = z.infer<typeof openClaimSchema>;

export const changeClaimSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('settle'), id: entryIdSchema, state: z.enum(claimStates), note: note.optional() }),
  z.object({ kind: z.literal('note'), id: entryIdSchema, note: note.min(1) }),
  z.object({ kind: z.literal('tie'), id: entryIdSchema, stopId: stopIdSchema }),
  z.object({ kind: z.literal('due'), id: entryIdSchema, due: serviceDateSchema.nullable() }),
  z.object({ kind: z.literal('allegation'), id: entryIdSchema, allegation: z.enum(claimAllegations) }),
]);
export type ChangeClaim = z.infer<typeof changeClaimSchema>;

/** Fields that a column of a claim list can mean; the column names of carriers' DNR and feedback reports are among the synonyms. */
export const claimColumns = [
  'trackingId',
  'date',
  'address',
  'customer',
  'allegation',
  'askedBy',
  'received',
  'due',
  'note',
] as const;
export type ClaimColumn = (typeof claimColumns)[number];

/** A list of claims (CSV), looked at or taken in. */
export const claimImportSchema = z.object({
  fileName: z.string(),
  rows: count,
  /** Headers of the file as they stand, and what each is taken for; null: for nothing. */
  columns: z.array(z.object({ header: z.string(), meaning: z.enum(claimColumns).nullable() })),
  /** Rows that opened (or would open) a claim; such that had one already (or stand twice in the file). */
  opened: count,
  already: count,
  /** Of the opened ones: parcels that Porchlight never saw, such that look like one it saw, and such that several stops carried. */
  unknown: count,
  near: count,
  ambiguous: count,
  sample: z.array(
    z.object({
      line: count,
      words: z.string(),
      stop: claimStopSchema.nullable(),
      /** Why it would be tied to none: “Looks like tracking id TBA123, written with O for 0”. */
      noStop: z.string().nullable(),
      allegation: z.enum(claimAllegations),
    }),
  ),
  problems: z.array(lineProblemSchema),
  problemsTotal: count,
  /** The first entry that was written; taking it back takes back all of them. */
  entryId: entryIdSchema.nullable(),
  /** False: the disk refused in the middle. What was opened before stays, and importing the list again opens the rest. */
  isWhole: z.boolean(),
  sentence: z.string(),
});
export type ClaimImport = z.infer<typeof claimImportSchema>;

export const claimImportRequestSchema = z.object({
  commit: z.enum(['no', 'yes']).default('no'),
  /** For rows without one. */
  allegation: z.enum(claimAllegations).default('never-received'),
  due: serviceDateSchema.nullable().default(null),
  /** JSON of header → meaning where the file's own names were not enough; as for manifests. */
  columns: z.string().max(20_000).optional(),
});

/** How the signing key stands, for the settings and the pack. */
export const signingKeyViewSchema = z.object({
  /** SHA-256 of the public key (SPKI, DER) in hex; null: none was made yet, or the one there was is lost. */
  fingerprint: z.string().nullable(),
  madeAt: time.nullable(),
  /** Where the private part is, in a sentence. */
  sentence: z.string(),
  /** Why nothing can be signed now, in a sentence; null: all is well. */
  trouble: z.string().nullable(),
  /** Keys before this one, latest first. */
  earlier: z.array(z.object({ fingerprint: z.string(), madeAt: time })),
});
export type SigningKeyView = z.infer<typeof signingKeyViewSchema>;
