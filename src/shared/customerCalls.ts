/** Calls about customers: what they are told, who wants no photos, where the programme runs, how long anything is kept. Part of `api.ts`. */
import { z } from 'zod';
import { type CallShape, nothing } from './callShape.ts';
import {
  confirmationActionSchema,
  confirmationLanguageSchema,
  confirmationPageSchema,
  confirmationPreviewSchema,
  confirmationViewSchema,
  secretNames,
  secretViewSchema,
} from './confirmations.ts';
import { decisionResultSchema } from './deciding.ts';
import { entryIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import {
  optOutImportSchema,
  optOutPageSchema,
  optOutPictureSchema,
  optOutPreviewSchema,
  optOutRequestSchema,
  optOutViewSchema,
} from './optOuts.ts';
import {
  dueFilesSchema,
  eraseRequestSchema,
  eraseResultSchema,
  privacyViewSchema,
  retentionViewSchema,
  trashResultSchema,
} from './privacy.ts';
import { areasSchema, programmeDaySchema, programmeViewSchema, readAreasSchema } from './programme.ts';
import { settingsSchema } from './settings.ts';
import { confirmationChannels, confirmationStates } from './words.ts';

export const customerCalls = {
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
} as const satisfies Record<string, CallShape>;
