/**
 * The whole contract between screens and core. A new call is a line here, a route in `core/api` and a query; nothing else.
 *
 * Every answer is JSON: the `output` shape with status 200, or a {@link ApiFailure} with a status of 400 and above.
 * Pictures are plain GETs: `/api/photos/:photoId/thumbnail` (320 px WebP), `/api/photos/:photoId/preview` (1600 px WebP),
 * `/api/photos/:photoId/redacted` (1600 px WebP, the parts that no copy may show made unreadable). A finished export is
 * `/api/exports/:exportId/file`; the offline map is `/api/map.pmtiles`, by ranges.
 * Uploads post raw bytes with the file's name, percent-encoded, in `X-File-Name`.
 */
import { z } from 'zod';
import { activityFilterSchema, activityPageSchema, ledgerVerdictSchema } from './activity.ts';
import { clocksViewSchema } from './clocks.ts';
import {
  confirmationActionSchema,
  confirmationLanguageSchema,
  confirmationPageSchema,
  confirmationPreviewSchema,
  confirmationViewSchema,
  secretNames,
  secretViewSchema,
} from './confirmations.ts';
import { batchDecisionSchema, decisionRequestSchema, decisionResultSchema } from './deciding.ts';
import { exportRequestSchema, exportViewSchema } from './exporting.ts';
import { entryIdSchema, photoIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import { columnMappingSchema, importPreviewSchema, importProfileSchema, importResultSchema } from './importing.ts';
import { lookSchema, lookViewSchema } from './looks.ts';
import {
  optOutImportSchema,
  optOutPageSchema,
  optOutPictureSchema,
  optOutPreviewSchema,
  optOutRequestSchema,
  optOutTargetSchema,
  optOutViewSchema,
} from './optOuts.ts';
import { atDeskSchema, personNameSchema, signInRequestSchema } from './people.ts';
import {
  dueFilesSchema,
  eraseRequestSchema,
  eraseResultSchema,
  privacyViewSchema,
  retentionViewSchema,
  trashResultSchema,
} from './privacy.ts';
import { areasSchema, programmeDaySchema, programmeViewSchema, readAreasSchema } from './programme.ts';
import { reviewQueueSchema, signOffRequestSchema, signOffViewSchema, surroundingsSchema } from './review.ts';
import { routeMapSchema } from './routeMap.ts';
import { debriefSchema, hiddenPartsSchema, scoresViewSchema } from './scores.ts';
import { settingsPatchSchema, settingsSchema } from './settings.ts';
import { subjectViewSchema } from './subject.ts';
import { movesViewSchema, syncViewSchema } from './sync.ts';
import {
  daySummarySchema,
  dayViewSchema,
  problemsViewSchema,
  routeViewSchema,
  searchHitSchema,
  statusSchema,
  stopDetailSchema,
  unmatchedPhotoSchema,
} from './views.ts';

import { confirmationChannels, confirmationStates } from './words.ts';

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
  /** The outbox of a day. */
  listConfirmations: {
    method: 'GET',
    path: '/api/days/:date/confirmations',
    input: z.object({
      date: serviceDateSchema,
      state: z.enum(confirmationStates).optional(),
      channel: z.enum(confirmationChannels).optional(),
      text: z.string().max(200).optional(),
      offset: z.coerce.number().int().min(0).default(0),
    }),
    output: confirmationPageSchema,
  },
  /** All of one stop, latest change first. */
  listStopConfirmations: {
    method: 'GET',
    path: '/api/stops/:stopId/confirmations',
    input: z.object({ stopId: stopIdSchema }),
    output: z.array(confirmationViewSchema),
  },
  changeConfirmations: {
    method: 'POST',
    path: '/api/confirmations',
    input: confirmationActionSchema,
    output: z.object({ changed: z.number().int(), sentence: z.string() }),
  },
  /** What a stop's customer gets; without a stop a made-up one. `words` and `language` as being typed in the settings. */
  previewConfirmation: {
    method: 'POST',
    path: '/api/confirmations/preview',
    input: z.object({
      stopId: stopIdSchema.optional(),
      language: z.string().max(35).optional(),
      words: z.string().max(2000).optional(),
      contact: z.string().max(500).optional(),
    }),
    output: confirmationPreviewSchema,
  },
  listConfirmationLanguages: {
    method: 'GET',
    path: '/api/confirmations/languages',
    input: nothing,
    output: z.array(confirmationLanguageSchema),
  },
  /** Tries a channel with a made-up confirmation; `to`: the e-mail address that gets it. */
  tryChannel: {
    method: 'POST',
    path: '/api/confirmations/try',
    input: z.object({ channel: z.enum(confirmationChannels), to: z.string().max(320).optional() }),
    output: z.object({ ok: z.boolean(), sentence: z.string() }),
  },
  listSecrets: { method: 'GET', path: '/api/secrets', input: nothing, output: z.array(secretViewSchema) },
  /** An empty value forgets it. */
  putSecret: {
    method: 'PUT',
    path: '/api/secrets',
    input: z.object({ name: z.enum(secretNames), value: z.string().max(2000) }),
    output: z.array(secretViewSchema),
  },
  /** How long what is kept, what is due, what holds it, and what the last night did. */
  getPrivacy: { method: 'GET', path: '/api/privacy', input: nothing, output: privacyViewSchema },
  getRetention: {
    method: 'GET',
    path: '/api/stops/:stopId/retention',
    input: z.object({ stopId: stopIdSchema }),
    output: retentionViewSchema,
  },
  /** Files in the synced folder whose pictures' time is up, oldest first, a page of at most 500. */
  listDueFiles: {
    method: 'GET',
    path: '/api/privacy/files',
    input: z.object({ offset: z.coerce.number().int().min(0).default(0) }),
    output: dueFilesSchema,
  },
  /** Erases what Porchlight keeps of these stops, at once and for good. */
  eraseNow: { method: 'POST', path: '/api/privacy/erase', input: eraseRequestSchema, output: eraseResultSchema },
  /** What would be due under other numbers of days, before anybody sets them. */
  previewRetention: {
    method: 'POST',
    path: '/api/privacy/preview',
    input: settingsSchema.shape.retention,
    output: privacyViewSchema.shape.kinds,
  },
  /** The nightly job, now. Answers when it is done. */
  runPrivacyClock: { method: 'POST', path: '/api/privacy/run', input: nothing, output: privacyViewSchema },
  /** Moves files of `listDueFiles` to the system's trash; refused unless the setting `eraseFromFolder` allows it. */
  trashFiles: {
    method: 'POST',
    path: '/api/privacy/trash',
    input: z.object({ fileIds: z.array(z.string().max(20)).min(1).max(500) }),
    output: trashResultSchema,
  },
  getProgramme: { method: 'GET', path: '/api/programme', input: nothing, output: programmeViewSchema },
  /** What these areas (null: those that hold) mean for the stops of a date; nothing is written. */
  viewProgrammeDay: {
    method: 'POST',
    path: '/api/days/:date/programme',
    input: z.object({ date: serviceDateSchema, areas: areasSchema.nullable() }),
    output: programmeDaySchema,
  },
  /** All areas anew; `basis` is the entry that was on the screen: 409 `programme-changed` when another holds by now. */
  setProgramme: {
    method: 'PUT',
    path: '/api/programme',
    input: z.object({ areas: areasSchema, basis: entryIdSchema.nullable() }),
    output: z.object({ entryId: entryIdSchema, sentence: z.string() }),
  },
  /** Polygons of a GeoJSON file; nothing is written. */
  readAreas: { method: 'POST', path: '/api/programme/areas', input: nothing, output: readAreasSchema, upload: true },
  listOptOuts: {
    method: 'GET',
    path: '/api/opt-outs',
    input: z.object({
      text: z.string().max(200).default(''),
      /** `standing`: those that are to come among them. What was taken back is in the activity. */
      show: z.enum(['standing', 'ended', 'all']).default('standing'),
      offset: z.coerce.number().int().min(0).default(0),
    }),
    output: optOutPageSchema,
  },
  previewOptOut: {
    method: 'POST',
    path: '/api/opt-outs/preview',
    input: optOutRequestSchema.omit({ note: true }),
    output: optOutPreviewSchema,
  },
  addOptOut: { method: 'POST', path: '/api/opt-outs', input: optOutRequestSchema, output: decisionResultSchema },
  endOptOut: {
    method: 'POST',
    path: '/api/opt-outs/:id/end',
    input: z.object({ id: entryIdSchema, lastDay: serviceDateSchema, note: z.string().trim().max(2000).optional() }),
    output: decisionResultSchema,
  },
  /** Pictures that were taken already at stops that it names, and are hidden now. */
  listOptOutPictures: {
    method: 'GET',
    path: '/api/opt-outs/:id/pictures',
    input: z.object({ id: entryIdSchema }),
    output: z.object({ optOut: optOutViewSchema, pictures: z.array(optOutPictureSchema) }),
  },
  /** Opt-outs that mean something to a stop now, and by what each of them is meant. */
  listStopOptOuts: {
    method: 'GET',
    path: '/api/stops/:stopId/opt-outs',
    input: z.object({ stopId: stopIdSchema }),
    output: z.array(z.object({ optOut: optOutViewSchema, why: z.string() })),
  },
  /** A CSV file of opt-outs or of tokens: good rows go in, the others are listed. `commit=no`: only looked at. */
  importOptOuts: {
    method: 'POST',
    path: '/api/opt-outs/import',
    input: z.object({ commit: z.enum(['no', 'yes']).default('no') }),
    output: optOutImportSchema,
    upload: true,
  },
  /** Tokens of links, one a line, as the depot's site hands them over. */
  importOptOutTokens: {
    method: 'POST',
    path: '/api/opt-outs/tokens',
    input: z.object({ tokens: z.string().max(1_000_000), commit: z.boolean().default(false) }),
    output: optOutImportSchema,
  },
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
  | 'programme'
  | 'privacy';
