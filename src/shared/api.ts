/**
 * The whole contract between screens and core. A new call is a line here, a route in `core/api` and a query; nothing else.
 *
 * Every answer is JSON: the `output` shape with status 200, or a {@link ApiFailure} with a status of 400 and above.
 * Pictures are plain GETs: `/api/photos/:photoId/thumbnail` (320 px WebP), `/api/photos/:photoId/preview` (1600 px WebP).
 * Uploads post raw bytes with the file's name, percent-encoded, in `X-File-Name`.
 */
import { z } from 'zod';
import { photoIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import { columnMappingSchema, importPreviewSchema, importProfileSchema, importResultSchema } from './importing.ts';
import { settingsPatchSchema, settingsSchema } from './settings.ts';
import {
  daySummarySchema,
  dayViewSchema,
  decisionRequestSchema,
  decisionResultSchema,
  problemsViewSchema,
  routeViewSchema,
  searchHitSchema,
  statusSchema,
  stopDetailSchema,
  unmatchedPhotoSchema,
} from './views.ts';

/** What went wrong, for the eye and for code. */
export const apiFailureSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
export type ApiFailure = z.infer<typeof apiFailureSchema>;

interface CallShape {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Path with `:name` places; what is left of the input goes into the query (GET) or the JSON body. */
  readonly path: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** The body is a file's raw bytes; the input goes into the query. */
  readonly upload?: true;
}

const nothing = z.object({});

export const calls = {
  getStatus: { method: 'GET', path: '/api/status', input: nothing, output: statusSchema },
  listDays: { method: 'GET', path: '/api/days', input: nothing, output: z.array(daySummarySchema) },
  getDay: {
    method: 'GET',
    path: '/api/days/:date',
    input: z.object({ date: serviceDateSchema }),
    output: dayViewSchema,
  },
  getRoute: {
    method: 'GET',
    path: '/api/routes/:routeId',
    input: z.object({ routeId: routeIdSchema }),
    output: routeViewSchema,
  },
  getStop: {
    method: 'GET',
    path: '/api/stops/:stopId',
    input: z.object({ stopId: stopIdSchema }),
    output: stopDetailSchema,
  },
  /** Photos of a day that belong to no stop, newest first, a page of at most 200. */
  listUnmatched: {
    method: 'GET',
    path: '/api/days/:date/unmatched',
    input: z.object({ date: serviceDateSchema, offset: z.coerce.number().int().min(0).default(0) }),
    output: z.object({ total: z.number().int(), photos: z.array(unmatchedPhotoSchema) }),
  },
  getProblems: { method: 'GET', path: '/api/problems', input: nothing, output: problemsViewSchema },
  search: {
    method: 'GET',
    path: '/api/search',
    input: z.object({ text: z.string().max(200) }),
    output: z.array(searchHitSchema),
  },
  decide: { method: 'POST', path: '/api/decisions', input: decisionRequestSchema, output: decisionResultSchema },
  previewImport: {
    method: 'POST',
    path: '/api/imports/preview',
    input: nothing,
    output: importPreviewSchema,
    upload: true,
  },
  /** The same upload again with a corrected mapping. */
  remapImport: {
    method: 'POST',
    path: '/api/imports/remap',
    input: z.object({
      uploadId: z.string(),
      mapping: columnMappingSchema,
      serviceDate: serviceDateSchema.nullable(),
    }),
    output: importPreviewSchema,
  },
  commitImport: {
    method: 'POST',
    path: '/api/imports',
    input: z.object({
      uploadId: z.string(),
      mapping: columnMappingSchema,
      serviceDate: serviceDateSchema.nullable(),
      /** Keep the mapping under this name for files with the same headers. */
      saveProfileAs: z.string().min(1).max(200).nullable(),
    }),
    output: importResultSchema,
  },
  listProfiles: { method: 'GET', path: '/api/imports/profiles', input: nothing, output: z.array(importProfileSchema) },
  getSettings: { method: 'GET', path: '/api/settings', input: nothing, output: settingsSchema },
  putSettings: { method: 'PUT', path: '/api/settings', input: settingsPatchSchema, output: settingsSchema },
  /** Makes a sample depot in the data folder (once) and opens it. */
  openSample: { method: 'POST', path: '/api/sample', input: nothing, output: statusSchema },
  scanNow: { method: 'POST', path: '/api/scan', input: nothing, output: statusSchema },
  rebuildIndex: { method: 'POST', path: '/api/index/rebuild', input: nothing, output: statusSchema },
  /** Makes previews ahead of the eye; unknown ids are passed over. */
  prefetch: {
    method: 'POST',
    path: '/api/previews/prefetch',
    input: z.object({ photoIds: z.array(photoIdSchema).max(20) }),
    output: z.object({ started: z.number().int() }),
  },
} as const satisfies Record<string, CallShape>;

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.infer<(typeof calls)[Name]['output']>;

/**
 * What `changes` announces: topics, never data. A screen refetches what it shows.
 * `day:2026-11-21` covers that day's summary, routes, stops and unmatched photos.
 */
export type Topic = 'status' | 'days' | `day:${string}` | 'problems' | 'settings' | 'imports';
