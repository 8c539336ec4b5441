/** Files that leave Porchlight: written by the core as `NAME.part`, renamed when whole. */
import { z } from 'zod';
import { figurePeriods } from './claimFigures.ts';
import { entryIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';

export const exportKinds = [
  'evening-pdf',
  'evening-csv',
  'evening-json',
  /** The columns of Amazon's POD report, a row a driver. */
  'amazon-pod-csv',
  'pictures-zip',
  'debrief-pdf',
  'debrief-csv',
  'activity-csv',
  'activity-json',
  /** What claims teach: the depot, its drivers, areas and addresses. */
  'claim-figures-csv',
  /** All that is held about one customer, for that customer. */
  'subject-access',
  /** The answer to a claim, signed, for the depot, its carrier or a court; and for the customer. */
  'claim-pack',
  'claim-pack-customer',
] as const;
export type ExportKind = (typeof exportKinds)[number];

export const exportRequestSchema = z.object({
  kind: z.enum(exportKinds),
  /** The service date it is about; for `activity-…` null means everything, and `claim-…` and `subject-…` are of no day. */
  date: serviceDateSchema.nullable(),
  /** One route only; for evening reports and pictures. */
  routeId: routeIdSchema.nullable().default(null),
  /** `DriverScore.driver`; needed for a debrief. */
  driver: z.string().nullable().default(null),
  /** For `subject-access`: whom it is about, in the asker's words, and the stops that are theirs. */
  subject: z
    .object({ words: z.string().trim().min(1).max(500), stopIds: z.array(stopIdSchema).min(1).max(5000) })
    .nullable()
    .default(null),
  /** For the claim figures: of how many days. */
  days: z.enum(figurePeriods).default('90'),
  /** For claim packs: the claim's id. */
  claimId: entryIdSchema.nullable().default(null),
});

export const exportViewSchema = z.object({
  id: z.string(),
  kind: z.enum(exportKinds),
  /** What it is, in words: “Evening report of Sun 22 Nov, R104”. */
  title: z.string(),
  fileName: z.string(),
  /** The last part of the folder's path, for the eye. */
  folderName: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** 0 to 1; null while it can't be told. */
  progress: z.number().min(0).max(1).nullable(),
  bytes: z.number().int().min(0),
  startedAt: z.number().int(),
  endedAt: z.number().int().nullable(),
  /** Why it failed, or what is worth knowing (“2 pictures are not in the folder any more”). */
  message: z.string().nullable(),
});
export type ExportView = z.infer<typeof exportViewSchema>;
