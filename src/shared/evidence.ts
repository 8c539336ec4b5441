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

const count = z.number().int().min(0);
const time = z.number().int();

/** For the delivery as the manifest tells it, against it, or neither. */
export const bearings = ['for', 'against', 'neutral'] as const;

/** One fact: what a sentence of the summary rests on, and what is shown on the page. */
export const factSchema = z.object({
  /** Stable name, for code and tests: `picture-after-scan`, `picture-near-address`, `same-door`, `clock-corrected`, `neighbours-near`, … */
  code: z.string(),
  bearing: z.enum(bearings),
  /** Its figures by name, as they are shown; what the sentence says it says from these. */
  figures: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
  photoId: photoIdSchema.nullable(),
});
export type Fact = z.infer<typeof factSchema>;

export const summarySentenceSchema = z.object({
  text: z.string(),
  bearing: z.enum(bearings),
  /** Codes of the facts that it says; never none. */
  facts: z.array(z.string()).min(1),
});
export type SummarySentence = z.infer<typeof summarySentenceSchema>;

/** A picture at the stop with all that is known of it. */
export const evidencePhotoSchema = stopPhotoSchema.extend({
  /** When Porchlight first saw its bytes in the folder, and when it had read them. */
  firstSeenAt: time,
  indexedAt: time.nullable(),
  /** Its files' relative paths are not told (ids cross the API, paths never do); names only. */
  fileNames: z.array(z.string()),
  /** Seconds that the device's clock was corrected by (slow +, fast -); null: not corrected. */
  clockCorrection: z.number().nullable(),
  /** Nearest other stops of the day to where it was taken, nearest first, at most three. */
  nearestStops: z.array(z.object({ stopId: stopIdSchema, address: z.string(), metres: z.number() })),
  /** What is in the folder now: the same bytes, other bytes under its names, nothing. */
  folder: z.enum(['same', 'changed', 'gone', 'not-checked']),
});
export type EvidencePhoto = z.infer<typeof evidencePhotoSchema>;

/** A stop of the timeline. */
export const timelineStopSchema = neighbourStopSchema.extend({
  isThis: z.boolean(),
  /** From the stop that the evidence is about; null: one of the two has no position. */
  metres: z.number().nullable(),
  photoTakenAt: time.nullable(),
  photoPosition: positionSchema.nullable(),
});

export const evidenceSchema = z.object({
  date: serviceDateSchema,
  timeZone: z.string(),
  detail: stopDetailSchema,
  photos: z.array(evidencePhotoSchema),
  /** The driver's five stops before and after in the order in which they were served, this one among them. */
  timeline: z.array(timelineStopSchema),
  /** Earlier accepted pictures of the same door, newest first. */
  earlier: z.array(doorstepPictureSchema),
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
