/** The report of `contracts.md`, as a schema. A promise to people outside: additions are welcome, changes are not. */
import { z } from 'zod';
import { serviceDateSchema } from './ids.ts';
import { flags, matchMethods, outcomes, stopStates } from './words.ts';

const count = z.number().int().min(0);
const isoTime = z.iso.datetime({ offset: true });
const files = z.array(z.string()).min(1);

export const reportTotalsSchema = z.strictObject({
  routes: count,
  stops: count,
  packages: count,
  photos: count,
  opportunities: count,
  confirmed: count,
  needsReview: count,
  candidate: count,
  syncing: count,
  missing: count,
  excused: count,
  notRequired: count,
  unmatchedPhotos: count,
  unreadableFiles: count,
  podScore: z.number().min(0).max(1).nullable(),
});
export type ReportTotals = z.infer<typeof reportTotalsSchema>;

export const reportPhotoSchema = z.strictObject({
  files,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  takenAt: isoTime.nullable(),
  method: z.enum(matchMethods),
  confidence: z.number().min(0).max(1),
  flags: z.array(z.enum(flags)),
});
export const reportStopSchema = z.strictObject({
  stop: z.string(),
  sequence: z.number().int().nullable(),
  address: z.string(),
  state: z.enum(stopStates),
  reason: z.string().nullable(),
  flags: z.array(z.enum(flags)),
  packages: z.array(
    z.strictObject({ trackingId: z.string(), status: z.enum(outcomes), completedAt: isoTime.nullable() }),
  ),
  photos: z.array(reportPhotoSchema),
});
export type ReportStop = z.infer<typeof reportStopSchema>;

export const reportSchema = z.strictObject({
  schema: z.literal(1),
  folder: z.string(),
  serviceDate: serviceDateSchema,
  timeZone: z.string(),
  generatedAt: isoTime,
  totals: reportTotalsSchema,
  routes: z.array(
    z.strictObject({
      route: z.string(),
      driver: z.string().nullable(),
      totals: reportTotalsSchema,
      stops: z.array(reportStopSchema),
    }),
  ),
  unmatchedPhotos: z.array(
    z.strictObject({
      files,
      sha256: z.string(),
      takenAt: isoTime.nullable(),
      reason: z.string(),
      candidates: z.array(
        z.strictObject({ route: z.string(), stop: z.string(), score: z.number(), why: z.array(z.string()) }),
      ),
    }),
  ),
  unreadable: z.array(z.strictObject({ file: z.string(), code: z.string(), message: z.string() })),
  manifestProblems: z.array(
    z.strictObject({
      file: z.string(),
      line: z.number().int().nullable(),
      column: z.string().nullable(),
      message: z.string(),
    }),
  ),
  folderTotals: z.strictObject({
    files: count,
    photoFiles: count,
    photos: count,
    unreadable: count,
    pending: count,
    manifests: count,
    sidecars: count,
    ignored: count,
  }),
});
export type Report = z.infer<typeof reportSchema>;
