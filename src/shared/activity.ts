/** The ledger as people read it. */
import { z } from 'zod';
import { entryIdSchema, photoIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';

const time = z.number().int();

export const activityFilterSchema = z.object({
  /** Service date that the entry is about. */
  date: serviceDateSchema.optional(),
  person: z.string().max(200).optional(),
  /** Driver id or name of the stop's route. */
  driver: z.string().max(200).optional(),
  stopId: stopIdSchema.optional(),
  /** Entries of the view log too: a hundred an evening would drown the decisions. */
  views: z.literal('show').optional(),
});
export type ActivityFilter = z.infer<typeof activityFilterSchema>;

export const activityEntrySchema = z.object({
  seq: z.number().int(),
  entryId: entryIdSchema,
  at: time,
  person: z.string().nullable(),
  kind: z.string(),
  /** What was decided, without who and when: “Rejected the picture at 12 Elm St: blurry”. */
  sentence: z.string(),
  note: z.string().nullable(),
  stop: z
    .object({
      /** Null: the stop is not in the index any more. */
      stopId: stopIdSchema.nullable(),
      routeId: routeIdSchema.nullable(),
      date: serviceDateSchema,
      route: z.string(),
      stop: z.string(),
      address: z.string(),
      driver: z.string().nullable(),
    })
    .nullable(),
  photoId: photoIdSchema.nullable(),
  /** Taken back by this entry. */
  undone: z.object({ entryId: entryIdSchema, at: time, person: z.string().nullable() }).nullable(),
  /** First 12 hex digits of the entry's hash. */
  hash: z.string(),
});
export type ActivityEntry = z.infer<typeof activityEntrySchema>;

export const activityPageSchema = z.object({
  timeZone: z.string(),
  /** Newest first, at most 100. */
  entries: z.array(activityEntrySchema),
  /** Give it as `before` for the next page; null at the end. */
  next: z.number().int().nullable(),
  /** To choose from in the filters. */
  people: z.array(z.string()),
  drivers: z.array(z.string()),
});
export type ActivityPage = z.infer<typeof activityPageSchema>;

export const ledgerVerdictSchema = z.object({
  ok: z.boolean(),
  entries: z.number().int(),
  head: z.string().nullable(),
  broken: z.object({ seq: z.number().int(), message: z.string() }).nullable(),
  /** In a sentence. */
  sentence: z.string(),
  checkedAt: time,
});
export type LedgerVerdictView = z.infer<typeof ledgerVerdictSchema>;
