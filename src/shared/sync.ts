/** Whether a van has synced yet, and what moved by itself after a decision. Units as in `views.ts`. */
import { z } from 'zod';
import { entryIdSchema, photoIdSchema, routeIdSchema, serviceDateSchema } from './ids.ts';
import { stopRefSchema } from './stopRef.ts';

const count = z.number().int().min(0);
const time = z.number().int().nullable();

/** Files of a route (or of no known route) that are not pictures in the index. */
const fileCounts = {
  /** Still being written or cut off. */
  partlySynced: count,
  onlineOnly: count,
  unreadable: count,
  /** Second files of the same picture that a sync client made, and such with other bytes. */
  conflictCopies: count,
};

export const syncRowSchema = z.object({
  routeId: routeIdSchema,
  route: z.string(),
  driver: z.string().nullable(),
  driverName: z.string().nullable(),
  /** `nothing`: no picture has come at all. `behind`: deliveries lie after the last one. */
  health: z.enum(['synced', 'behind', 'nothing', 'none-owed']),
  lastTakenAt: time,
  lastArrivedAt: time,
  photos: count,
  /** Delivered stops that owe a photo, after the last picture that has arrived. */
  deliveriesSince: count,
  ...fileCounts,
  devices: z.array(
    z.object({
      device: z.string(),
      photos: count,
      lastTakenAt: time,
      lastArrivedAt: time,
      /** Seconds that its clock is slow (+) or fast (-); null where nothing was corrected. */
      clockCorrectionSeconds: z.number().nullable(),
    }),
  ),
  sentence: z.string(),
});
export type SyncRow = z.infer<typeof syncRowSchema>;

export const syncViewSchema = z.object({
  date: serviceDateSchema,
  timeZone: z.string(),
  /** Furthest behind first. */
  rows: z.array(syncRowSchema),
  /** Files of the day that no route claims. */
  elsewhere: z.object({ photos: count, ...fileCounts, sentence: z.string() }),
});
export type SyncView = z.infer<typeof syncViewSchema>;

/** What other photos did by themselves after somebody tied, moved or put aside one. */
export const movesViewSchema = z.array(
  z.object({
    /** The decision that they followed. Undoing it takes them back. */
    entryId: entryIdSchema,
    at: z.number().int(),
    /** “7 other photos of the same phone moved: 5 are tied now, 2 have a better first guess.” */
    sentence: z.string(),
    moved: z.array(
      z.object({
        photoId: photoIdSchema,
        /** `tied`: it belongs to a stop now. `released`: not any more. `proposed`: another stop is its first candidate. */
        how: z.enum(['tied', 'released', 'proposed']),
        stop: stopRefSchema.nullable(),
        /** Its small picture was erased: nobody need ask for it. */
        smallErased: z.boolean().optional(),
      }),
    ),
  }),
);
export type MovesView = z.infer<typeof movesViewSchema>;
