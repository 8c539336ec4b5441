/**
 * The whole contract between screens and core. A new call is a line here, a route in `core/api` and a query; nothing else.
 *
 * Every answer is JSON: the `output` shape with status 200, or a {@link ApiFailure} with a status of 400 and above.
 * Pictures are plain GETs: `/api/photos/:photoId/thumbnail` (320 px WebP), `/api/photos/:photoId/preview` (1600 px WebP),
 * `/api/photos/:photoId/redacted` (1600 px WebP, the parts that no copy may show made unreadable). A finished export is
 * `/api/exports/:exportId/file`, a file of a claim `/api/claims/:id/files/:entryId`; the offline map is `/api/map.pmtiles`, by ranges.
 * Uploads post raw bytes with the file's name, percent-encoded, in `X-File-Name`.
 */
import { z } from 'zod';
import { activityFilterSchema, activityPageSchema, ledgerVerdictSchema } from './activity.ts';
import { type CallShape, nothing } from './callShape.ts';
import { claimCalls, signingKeyCalls } from './claimCalls.ts';
import { claimFigureCalls } from './claimFigureCalls.ts';
import { clocksViewSchema } from './clocks.ts';
import { customerCalls } from './customerCalls.ts';
import { batchDecisionSchema, decisionRequestSchema, decisionResultSchema } from './deciding.ts';
import { evidenceCalls } from './evidenceCalls.ts';
import { exportRequestSchema, exportViewSchema } from './exporting.ts';
import { photoIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import { columnMappingSchema, importPreviewSchema, importProfileSchema, importResultSchema } from './importing.ts';
import { lookSchema, lookViewSchema } from './looks.ts';
import { optOutTargetSchema } from './optOuts.ts';
import { atDeskSchema, personNameSchema, signInRequestSchema } from './people.ts';
import { problemsViewSchema } from './problems.ts';
import { reviewQueueSchema, signOffRequestSchema, signOffViewSchema, surroundingsSchema } from './review.ts';
import { routeMapSchema } from './routeMap.ts';
import { debriefSchema, hiddenPartsSchema, scoresViewSchema } from './scores.ts';
import { settingsPatchSchema, settingsSchema } from './settings.ts';
import { subjectViewSchema } from './subject.ts';
import { movesViewSchema, syncViewSchema } from './sync.ts';
import {
  daySummarySchema,
  dayViewSchema,
  routeViewSchema,
  searchHitSchema,
  statusSchema,
  stopDetailSchema,
  unmatchedPhotoSchema,
} from './views.ts';

/** What went wrong, for the eye and for code. */
export const apiFailureSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
export type ApiFailure = z.infer<typeof apiFailureSchema>;

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
    input: z.object({
      date: serviceDateSchema,
      offset: z.coerce.number().int().min(0).default(0),
      /** `aside`: those that a person put aside instead. */
      show: z.enum(['strays', 'aside']).default('strays'),
      /** Of one device only, as `devices` names it. */
      device: z.string().max(500).optional(),
    }),
    output: z.object({
      total: z.number().int(),
      photos: z.array(unmatchedPhotoSchema),
      /** All strays of the day by device, most first; the empty name stands for pictures that name none. */
      devices: z.array(z.object({ device: z.string(), photos: z.number().int() })),
      aside: z.number().int(),
    }),
  },
  /** What other photos did by themselves after the latest decisions about strays, newest first. */
  getMoves: {
    method: 'GET',
    path: '/api/days/:date/moves',
    input: z.object({ date: serviceDateSchema }),
    output: movesViewSchema,
  },
  getSync: {
    method: 'GET',
    path: '/api/days/:date/sync',
    input: z.object({ date: serviceDateSchema }),
    output: syncViewSchema,
  },
  /** What each device's clock is off by, how surely, and what a person said. */
  getClocks: {
    method: 'GET',
    path: '/api/days/:date/clocks',
    input: z.object({ date: serviceDateSchema }),
    output: clocksViewSchema,
  },
  /** What waits for a decision, of a day or of one route. */
  getReview: {
    method: 'GET',
    path: '/api/days/:date/review',
    input: z.object({
      date: serviceDateSchema,
      routeId: routeIdSchema.optional(),
      decided: z.enum(['hide', 'show']).default('hide'),
    }),
    output: reviewQueueSchema,
  },
  getSurroundings: {
    method: 'GET',
    path: '/api/stops/:stopId/surroundings',
    input: z.object({ stopId: stopIdSchema }),
    output: surroundingsSchema,
  },
  ...evidenceCalls,
  getRouteMap: {
    method: 'GET',
    path: '/api/routes/:routeId/map',
    input: z.object({ routeId: routeIdSchema }),
    output: routeMapSchema,
  },
  getSignOff: {
    method: 'GET',
    path: '/api/days/:date/sign-off',
    input: z.object({ date: serviceDateSchema, routeId: routeIdSchema.optional() }),
    output: signOffViewSchema,
  },
  /** Of a route, or (null) of the day with every route that is not signed as it stands. Needs somebody at the desk. */
  signOff: { method: 'POST', path: '/api/sign-offs', input: signOffRequestSchema, output: decisionResultSchema },
  getScores: {
    method: 'GET',
    path: '/api/days/:date/scores',
    input: z.object({ date: serviceDateSchema }),
    output: scoresViewSchema,
  },
  getDebrief: {
    method: 'GET',
    path: '/api/days/:date/debriefs/:driver',
    input: z.object({ date: serviceDateSchema, driver: z.string().min(1).max(200) }),
    output: debriefSchema,
  },
  listActivity: {
    method: 'GET',
    path: '/api/activity',
    input: activityFilterSchema.extend({ before: z.coerce.number().int().optional() }),
    output: activityPageSchema,
  },
  /** Deliveries of exactly this address, customer or parcel; posted, so that no address stands in an address line. */
  findSubject: { method: 'POST', path: '/api/subjects', input: optOutTargetSchema, output: subjectViewSchema },
  /** Pictures that somebody looked at. Each is written once for each person and day, whatever is told; unknown ids are passed over. */
  recordLooks: {
    method: 'POST',
    path: '/api/looks',
    input: z.object({ looks: z.array(lookSchema).min(1).max(200) }),
    output: z.object({ written: z.number().int() }),
  },
  /** What copies of a picture don't show. 404 `photo-unknown`. */
  getHiddenParts: {
    method: 'GET',
    path: '/api/photos/:photoId/hidden',
    input: z.object({ photoId: photoIdSchema }),
    output: hiddenPartsSchema,
  },
  /** Who looked at a picture, newest first, at most 50. */
  listLooks: {
    method: 'GET',
    path: '/api/photos/:photoId/looks',
    input: z.object({ photoId: photoIdSchema }),
    output: z.array(lookViewSchema),
  },
  verifyLedger: { method: 'POST', path: '/api/ledger/verify', input: nothing, output: ledgerVerdictSchema },
  getAtDesk: { method: 'GET', path: '/api/desk', input: nothing, output: atDeskSchema },
  signIn: { method: 'POST', path: '/api/desk', input: signInRequestSchema, output: atDeskSchema },
  signOut: { method: 'POST', path: '/api/desk/leave', input: nothing, output: atDeskSchema },
  /** Takes a name and its PIN off this desk (a PIN that was forgotten); decisions keep the name. */
  forgetPerson: {
    method: 'POST',
    path: '/api/desk/forget',
    input: z.object({ name: personNameSchema }),
    output: atDeskSchema,
  },
  listExports: { method: 'GET', path: '/api/exports', input: nothing, output: z.array(exportViewSchema) },
  startExport: { method: 'POST', path: '/api/exports', input: exportRequestSchema, output: exportViewSchema },
  cancelExport: {
    method: 'POST',
    path: '/api/exports/:exportId/cancel',
    input: z.object({ exportId: z.string().max(100) }),
    output: exportViewSchema,
  },
  getProblems: { method: 'GET', path: '/api/problems', input: nothing, output: problemsViewSchema },
  search: {
    method: 'GET',
    path: '/api/search',
    /** Days from and to, both included. Without text: the stops of those days, newest first. */
    input: z.object({
      text: z.string().max(200),
      from: serviceDateSchema.optional(),
      to: serviceDateSchema.optional(),
    }),
    output: z.array(searchHitSchema),
  },
  decide: { method: 'POST', path: '/api/decisions', input: decisionRequestSchema, output: decisionResultSchema },
  /** Many decisions made with one key: written together, taken back together. */
  decideAll: {
    method: 'POST',
    path: '/api/decisions/batch',
    input: z.object({ decisions: z.array(batchDecisionSchema).min(1).max(500) }),
    output: decisionResultSchema,
  },
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
  ...customerCalls,
  ...claimCalls,
  ...signingKeyCalls,
  ...claimFigureCalls,
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
export type Topic =
  | 'status'
  | 'days'
  | `day:${string}`
  | 'problems'
  | 'settings'
  | 'imports'
  | 'desk'
  | 'exports'
  | 'activity'
  | 'confirmations'
  | 'opt-outs'
  | 'claims'
  | 'programme'
  | 'privacy';
