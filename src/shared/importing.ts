/** Importing a manifest: columns, the mapping of a file's headers to them, preview and profile. */
import { z } from 'zod';
import { serviceDateSchema } from './ids.ts';
import { manifestProblemSchema } from './problems.ts';

/** The columns of `contracts.md`, in its order. */
export const manifestColumns = [
  'service_date',
  'route',
  'driver',
  'driver_name',
  'stop',
  'sequence',
  'address',
  'address_2',
  'postcode',
  'latitude',
  'longitude',
  'customer',
  'contact',
  'tracking_id',
  'status',
  'completed_at',
  'left_at',
  'window_start',
  'window_end',
  'confidential',
  'opted_out',
] as const;
export type ManifestColumn = (typeof manifestColumns)[number];

/** Header of the file → column of Porchlight; null = not used. */
export const columnMappingSchema = z.record(z.string(), z.enum(manifestColumns).nullable());
export type ColumnMapping = z.infer<typeof columnMappingSchema>;

export const importProfileSchema = z.object({
  name: z.string().min(1).max(200),
  /** Normalised headers that this profile was made for; a file with the same ones gets it by itself. */
  headers: z.array(z.string()),
  mapping: columnMappingSchema,
  /** For files without a date column. */
  serviceDate: serviceDateSchema.nullable(),
});
export type ImportProfile = z.infer<typeof importProfileSchema>;

export const importPreviewSchema = z.object({
  /** Handle of the uploaded bytes: their SHA-256. */
  uploadId: z.string().regex(/^[0-9a-f]{64}$/),
  fileName: z.string(),
  kind: z.enum(['csv', 'porchlight-json', 'amazon-route-data', 'amazon-package-data', 'amazon-sequences']),
  encoding: z.string(),
  delimiter: z.string().nullable(),
  headers: z.array(z.string()),
  mapping: columnMappingSchema,
  /** Profile that was used, by name. */
  profile: z.string().nullable(),
  /** Columns that are required and mapped by nothing. */
  lacking: z.array(z.enum(manifestColumns)),
  /** The first rows as they stand in the file, at most 20. */
  sampleRows: z.array(z.array(z.string())),
  totals: z.object({
    rows: z.number().int(),
    good: z.number().int(),
    bad: z.number().int(),
    routes: z.number().int(),
    stops: z.number().int(),
    packages: z.number().int(),
  }),
  dates: z.array(serviceDateSchema),
  problems: z.array(manifestProblemSchema),
  problemsTotal: z.number().int(),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importResultSchema = z.object({
  fileName: z.string(),
  routes: z.number().int(),
  stops: z.number().int(),
  packages: z.number().int(),
  dates: z.array(serviceDateSchema),
  problemsTotal: z.number().int(),
  changes: z.array(z.string()),
});
export type ImportResult = z.infer<typeof importResultSchema>;
