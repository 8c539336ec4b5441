/** Confirmations to customers: the outbox, its channels and its words, as screens see them. Units as in `views.ts`. */
import { z } from 'zod';
import { photoIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import { stopRefSchema } from './stopRef.ts';
import { confirmationChannels, confirmationStates } from './words.ts';

const count = z.number().int().min(0);
const time = z.number().int();

export const confirmationIdSchema = z.uuid();

export const confirmationViewSchema = z.object({
  id: confirmationIdSchema,
  channel: z.enum(confirmationChannels),
  state: z.enum(confirmationStates),
  date: serviceDateSchema,
  /** Null where the stop is not in the index any more. */
  stopId: stopIdSchema.nullable(),
  routeId: routeIdSchema.nullable(),
  route: z.string(),
  stop: z.string(),
  /** Empty where it was erased. */
  address: z.string(),
  customer: z.string().nullable(),
  photoId: photoIdSchema,
  /** Tries so far. */
  attempt: count,
  /** When it was made, and when it came to its state. */
  madeAt: time,
  changedAt: time,
  /** When it is tried next; null: not by itself. */
  retryAt: time.nullable(),
  /** Where it stands and why, for the supervisor: “The mail server is busy (greylisted). Tried again at 21:04.” */
  sentence: z.string(),
  /** What a person may do with it now. */
  actions: z.array(z.enum(['hold', 'release', 'resend', 'withdraw'])),
  /** Of a page: the file's name in the published folder; null: there is none (any more). */
  page: z.string().nullable(),
});
export type ConfirmationView = z.infer<typeof confirmationViewSchema>;

export const confirmationPageSchema = z.object({
  date: serviceDateSchema,
  timeZone: z.string(),
  counts: z.record(z.enum(confirmationStates), count),
  /**
   * Stops of the day that are confirmed and get none, and why, in sentences: “12 stops: the manifest gives no e-mail address.”
   * With the first page only (`offset` 0); `first`: the first 20 of these stops.
   */
  without: z.array(
    z.object({
      code: z.string(),
      stops: count,
      sentence: z.string(),
      first: z.array(stopRefSchema),
    }),
  ),
  /** Latest change first, at most 200. */
  entries: z.array(confirmationViewSchema),
  /** Give it as `offset` for the next page; null at the end. */
  next: count.nullable(),
  /** What keeps the outbox from working, in sentences; empty when all is well. */
  troubles: z.array(z.string()),
});
export type ConfirmationPage = z.infer<typeof confirmationPageSchema>;

export const confirmationActionSchema = z.object({
  ids: z.array(confirmationIdSchema).min(1).max(500),
  action: z.enum(['hold', 'release', 'resend', 'withdraw']),
});
export type ConfirmationAction = z.infer<typeof confirmationActionSchema>['action'];

/** A confirmation as the customer sees it. */
export const confirmationPreviewSchema = z.object({
  language: z.string(),
  subject: z.string(),
  /** A whole document without script or outside request; pictures inside as `data:`. To be shown in a sandboxed frame. */
  html: z.string(),
  text: z.string(),
  /** What is wrong with words or logo, in sentences. */
  problems: z.array(z.string()),
});
export type ConfirmationPreview = z.infer<typeof confirmationPreviewSchema>;

export const confirmationLanguageSchema = z.object({
  /** BCP 47, the file's name: `en`, `es`. */
  code: z.string(),
  /** In its own words: “Español”. */
  name: z.string(),
  /** The file's place says so: ships with Porchlight, or was added to the data folder. */
  from: z.enum(['porchlight', 'depot']),
  problems: z.array(z.string()),
});
export type ConfirmationLanguage = z.infer<typeof confirmationLanguageSchema>;

/** A secret by its name; its value never leaves the core. */
export const secretNames = ['smtp-password', 'webhook-secret', 'opt-out-link-key'] as const;
export type SecretName = (typeof secretNames)[number];
export const secretViewSchema = z.object({
  name: z.enum(secretNames),
  /** Where it comes from; null: it is not there. */
  from: z.enum(['environment', 'keychain']).nullable(),
  /** The environment variable that holds it where there is no keychain. */
  variable: z.string(),
  /** This host can keep it (Electron's safeStorage). */
  canKeep: z.boolean(),
});
export type SecretView = z.infer<typeof secretViewSchema>;
