/**
 * The privacy clock as screens show it: what is kept until when, what holds it, what is due, what lies in the folder. Times are epoch
 * milliseconds, dates the depot's local dates.
 */
import { z } from 'zod';
import { entryIdSchema, photoIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import { eraseReasons, retentionKinds } from './words.ts';

const count = z.number().int().min(0);
const time = z.number().int();
const kinds = z.array(z.enum(retentionKinds));

/** A hold that stands: nothing of its stop is erased. One is put by hand and released, or it is a claim that nobody has judged yet. */
export const holdViewSchema = z.object({
  entryId: entryIdSchema,
  stopId: stopIdSchema,
  at: time,
  person: z.string().nullable(),
  /** Its reason. */
  note: z.string(),
  /** There where a claim keeps the stop: closing the claim releases it, nothing else does. */
  claim: z.object({ id: entryIdSchema, number: z.string() }).optional(),
});
export type HoldView = z.infer<typeof holdViewSchema>;

/** One kind of what is kept of a stop. */
export const keptKindSchema = z.object({
  kind: z.enum(retentionKinds),
  erased: z.boolean(),
  /** The date in whose night it is erased; null: kept until somebody erases it. */
  until: serviceDateSchema.nullable(),
  /** “In 12 days, on Fri 4 Dec”, “Held”, “Erased”, “Kept until somebody erases it”. */
  sentence: z.string(),
});
export type KeptKind = z.infer<typeof keptKindSchema>;

/** What is kept of one stop, and for how long. */
export const retentionViewSchema = z.object({
  stopId: stopIdSchema,
  date: serviceDateSchema,
  kept: z.array(keptKindSchema),
  holds: z.array(holdViewSchema),
  /** Pictures at the stop, erased ones among them. */
  photos: z.array(z.object({ photoId: photoIdSchema, erased: kinds })),
});
export type RetentionView = z.infer<typeof retentionViewSchema>;

/** What the nightly job did. */
export const privacyRunSchema = z.object({
  startedAt: time,
  /** Null: it is still at work, or the program ended before it did; the next start goes on with it. */
  endedAt: time.nullable(),
  /** Stops and pictures from which something was erased. */
  stops: count,
  photos: count,
  /** Why it waits or could not end, for the supervisor; null: all is well. */
  trouble: z.string().nullable(),
});
export type PrivacyRun = z.infer<typeof privacyRunSchema>;

export const privacyViewSchema = z.object({
  today: serviceDateSchema,
  nextRunAt: time,
  lastRun: privacyRunSchema.nullable(),
  /** Stops whose rows are still to be erased of those that were begun with; 0: nothing is under way. */
  waiting: count,
  kinds: z.array(
    z.object({
      kind: z.enum(retentionKinds),
      /** Of the settings; null: kept. */
      days: count.nullable(),
      /** Service dates up to this one are due; null: none ever is. */
      dueUpTo: serviceDateSchema.nullable(),
      /** Stops of all dates of which it was not erased. */
      kept: count,
      /** Of them such as fall due within the next seven days. */
      soon: count,
      /** Stops of these dates of which it was not erased yet. */
      due: count,
      /** Of them such as a hold keeps. */
      held: count,
      erased: count,
    }),
  ),
  /** Stops that claims keep, which nobody has judged yet. */
  claimed: count,
  /** Put by hand. */
  holds: z.array(
    holdViewSchema.extend({ date: serviceDateSchema, routeId: routeIdSchema, route: z.string(), address: z.string() }),
  ),
  /** Files in the synced folder whose pictures were erased here; Porchlight leaves them where they are. */
  folderFiles: z.object({ files: count, bytes: count }),
});
export type PrivacyView = z.infer<typeof privacyViewSchema>;

/** A file in the synced folder whose picture's time is up; for whoever owns the folder. */
export const dueFileSchema = z.object({
  /** Names the file in `trashFiles`. */
  id: z.string(),
  /** Relative to the folder, with `/`, for the eye. */
  path: z.string(),
  bytes: count,
  /** Service date of its picture. */
  date: serviceDateSchema,
});
export const dueFilesSchema = z.object({ files: count, bytes: count, page: z.array(dueFileSchema) });
export type DueFiles = z.infer<typeof dueFilesSchema>;

/** A person's wish: erase now, whatever the settings say. A hold comes before it. */
export const eraseRequestSchema = z.object({
  stopIds: z.array(stopIdSchema).min(1).max(1000),
  what: kinds.min(1),
  why: z.enum(eraseReasons).exclude(['retention']),
});
export const eraseResultSchema = z.object({
  erased: count,
  /** Stops that a hold keeps. */
  held: z.array(stopIdSchema),
  sentence: z.string(),
});
export type EraseResult = z.infer<typeof eraseResultSchema>;

/** What became of each file that was to go to the system's trash. */
export const trashResultSchema = z.object({
  trashed: count,
  failed: z.array(z.object({ id: z.string(), path: z.string(), message: z.string() })),
});
export type TrashResult = z.infer<typeof trashResultSchema>;
