/**
 * The evidence about one stop: facts, what was around it, and a summary made from the facts alone. Units as in `views.ts`; metres,
 * seconds.
 */
import { z } from 'zod';
import { claimViewSchema } from './claims.ts';
import { confirmationViewSchema } from './confirmations.ts';
import { photoIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import { doorstepPictureSchema, neighbourStopSchema } from './review.ts';
import { positionSchema, stopDetailSchema, stopPhotoSchema } from './views.ts';
import { retentionKinds } from './words.ts';

const count = z.number().int().min(0);
const time = z.number().int();

/** For the delivery as the manifest tells it, against it, or neither. */
export const bearings = ['for', 'against', 'neutral'] as const;
export type Bearing = (typeof bearings)[number];

/** Facts about one picture; each of their figures names which: `picture` of `pictures`. */
export const pictureFactCodes = [
  'picture-after-scan',
  'picture-time-unknown',
  'clock-corrected',
  'between-scans',
  'out-of-order',
  'picture-near-address',
  'picture-no-position',
  'nearer-to-another',
  'matched',
  'match-uncertain',
  'tied-by-hand',
  'label-of-parcel',
  'label-of-another',
  'picture-reused',
  'picture-lookalike',
  'picture-on-wrong-route',
  'picture-quality',
  'person-in-picture',
  'picture-not-wanted',
  'picture-accepted',
  'picture-rejected',
  'picture-erased',
  'picture-arrived',
  'picture-after-claim',
  'file-same',
  'file-changed',
  'file-gone',
  'file-not-checked',
] as const;

/** Facts about the stop. */
export const stopFactCodes = [
  'parcels-delivered',
  'parcels-handed-over',
  'parcels-not-delivered',
  'no-scan-time',
  'scanned-together',
  'no-picture',
  'no-picture-owed',
  'picture-awaited',
  'candidates',
  'unreadable-file',
  'address-no-position',
  'no-neighbours-near',
  'neighbours-near',
  'earlier-pictures',
  'protected',
  'erased',
  'excused',
  'driver-asked',
  'picture-moved-away',
  'decision-outdated',
  'decisions-taken-back',
  'notes',
  'held',
  'signed-off',
  'changed-since-sign-off',
  'told-by-email',
  'told-by-webhook',
  'told-by-pages',
  'claims-about-stop',
  'claims-of-address',
  'claims-of-driver',
  'claims-of-day',
] as const;

export const factCodes = [...pictureFactCodes, ...stopFactCodes] as const;
export type FactCode = (typeof factCodes)[number];

const figure = z.union([z.number(), z.string(), z.null()]);

/** One fact: what a sentence of the summary rests on, and what is shown on the page. Code and picture together name it. */
export const factSchema = z.object({
  code: z.enum(factCodes),
  bearing: z.enum(bearings),
  /** Its figures by name, as they are shown: whole seconds, metres, counts and per cents; times, names and words as text. */
  figures: z.record(z.string(), figure),
  photoId: photoIdSchema.nullable(),
});
export type Fact = z.infer<typeof factSchema>;

export const summarySentenceSchema = z.object({
  text: z.string(),
  bearing: z.enum(bearings),
  /** Codes of the facts that it says; never none. All are about the one picture, or none is. */
  facts: z.array(z.enum(factCodes)).min(1),
  photoId: photoIdSchema.nullable(),
});
export type SummarySentence = z.infer<typeof summarySentenceSchema>;

/** A stop near a place. */
export const nearStopSchema = z.object({ stopId: stopIdSchema, address: z.string(), metres: z.number() });
export type NearStop = z.infer<typeof nearStopSchema>;

/** What the folder holds now: the same bytes, other bytes under the picture's names, nothing; or nobody has looked (yet, or could). */
export const folderStates = ['same', 'changed', 'gone', 'not-checked'] as const;
export type FolderState = (typeof folderStates)[number];

/** A picture at the stop with all that is known of it. */
export const evidencePhotoSchema = stopPhotoSchema.extend({
  /** When Porchlight read and hashed it; after a rebuild of the index, when that did. Null: before it was written down. */
  indexedAt: time.nullable(),
  /** When it was taken by the corrected clock. */
  correctedAt: time.nullable(),
  /** Seconds that its time was corrected by (slow +, fast -); null: not corrected. */
  clockCorrection: z.number().nullable(),
  /** What the correction rests on; null: it is not corrected, or nothing is known of this clock. */
  clock: z
    .object({
      /** Null: a person said it. */
      confidence: z.number().min(0).max(1).nullable(),
      /** Pictures that tell it, and those among them that need no scan to do so (GPS time, placed by a person). */
      support: count,
      independent: count,
      person: z.string().nullable(),
      /** “41 pictures, 9 of them with GPS time”, or who said so. */
      restsOn: z.string(),
    })
    .nullable(),
  /** Nearest other stops of the day to where it was taken, nearest first, at most three. */
  nearestStops: z.array(nearStopSchema),
  /** As the index knows it; `checkEvidence` reads the files themselves. */
  folder: z.enum(folderStates),
});
/** A stop of the timeline. */
export const timelineStopSchema = neighbourStopSchema.extend({
  isThis: z.boolean(),
  /** From the stop that the evidence is about; null: one of the two has no position. */
  metres: z.number().nullable(),
  /** By the corrected clock. */
  photoTakenAt: time.nullable(),
  photoPosition: positionSchema.nullable(),
});
export type TimelineStop = z.infer<typeof timelineStopSchema>;

export const evidenceSchema = z.object({
  date: serviceDateSchema,
  timeZone: z.string(),
  detail: stopDetailSchema,
  photos: z.array(evidencePhotoSchema),
  /** The driver's five stops before and after in the order in which they were served, this one among them. */
  timeline: z.array(timelineStopSchema),
  /** Other stops of the day within so many metres of the address, the nearest first, at most ten; null: it has no position. */
  near: z.object({ within: z.number(), total: count, stops: z.array(nearStopSchema) }).nullable(),
  /** Earlier accepted pictures of the same address, newest first. */
  earlier: z.array(doorstepPictureSchema),
  /** Why no photo was to be taken or may be shown: asked for before, asked for since, confidential; null: nobody asked. */
  protection: z.enum(['opted-out', 'opted-out-since', 'confidential']).nullable(),
  /** What was erased of the stop. */
  erased: z.array(z.enum(retentionKinds)),
  /** What changed at this stop since its route was signed off, in sentences. */
  changedSinceSignOff: z.array(z.string()),
  /** Claims about this stop, and others of the same address, driver and day. */
  claims: z.array(claimViewSchema),
  otherClaims: z.object({
    address: z.array(claimViewSchema),
    driver: count,
    day: count,
  }),
  /** What was sent to the customer and when. */
  confirmations: z.array(confirmationViewSchema),
  facts: z.array(factSchema),
  /** What speaks for the delivery, then what speaks against it, then what else is known. */
  summary: z.array(summarySentenceSchema),
});
export type Evidence = z.infer<typeof evidenceSchema>;
export type EvidencePhoto = z.infer<typeof evidencePhotoSchema>;

/** The pictures' files, read again: what a second look adds to the facts and to the summary. */
export const evidenceCheckSchema = z.object({
  photos: z.array(z.object({ photoId: photoIdSchema, folder: z.enum(folderStates) })),
  facts: z.array(factSchema),
  summary: z.array(summarySentenceSchema),
});
export type EvidenceCheck = z.infer<typeof evidenceCheckSchema>;
