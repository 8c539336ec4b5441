/** Opt-outs and confidential addresses: the register as screens see it. */
import { z } from 'zod';
import { entryIdSchema, photoIdSchema, serviceDateSchema } from './ids.ts';
import { lineProblemSchema } from './problems.ts';
import { datedStopRefSchema } from './stopRef.ts';
import { optOutSources, optOutTargets } from './words.ts';

const count = z.number().int().min(0);

/** Whom an opt-out is about, as a person says it. */
export const optOutTargetSchema = z.object({
  by: z.enum(optOutTargets),
  /** An address without its postcode; a name, an e-mail address or a telephone number; a tracking id. */
  text: z.string().trim().min(1).max(500),
  /** Of an address; null: not given, so that a stop with any postcode is the same place. */
  postcode: z.string().trim().max(20).nullable().default(null),
});

const termsSchema = z.object({
  from: serviceDateSchema,
  /** Last service date; null: open. */
  until: serviceDateSchema.nullable().default(null),
});

export const optOutRequestSchema = optOutTargetSchema.extend({
  ...termsSchema.shape,
  note: z.string().trim().max(2000).optional(),
});

export const optOutStandings = ['standing', 'coming', 'ended', 'taken-back'] as const;
export type OptOutStandingName = (typeof optOutStandings)[number];

export const optOutViewSchema = z.object({
  id: entryIdSchema,
  by: z.enum(optOutTargets),
  /** Empty: the words were erased, the opt-out holds on. */
  words: z.string(),
  postcode: z.string().nullable(),
  from: serviceDateSchema,
  /** Last service date as it stands, an end that came later counted; null: open. */
  until: serviceDateSchema.nullable(),
  source: z.enum(optOutSources),
  note: z.string().nullable(),
  /** When it was entered (epoch ms), and by whom. */
  at: z.number().int(),
  person: z.string().nullable(),
  standing: z.enum(optOutStandings),
  /** Stops of all days that it names, and pictures at them that are hidden. */
  stops: count,
  pictures: count,
});
export type OptOutView = z.infer<typeof optOutViewSchema>;

export const optOutPageSchema = z.object({
  today: serviceDateSchema,
  timeZone: z.string(),
  counts: z.object({ standing: count, coming: count, ended: count }),
  /** Found by the filter. */
  total: count,
  /** Latest first, at most 200. */
  optOuts: z.array(optOutViewSchema),
  /** Give it as `offset` for the next page; null at the end. */
  next: count.nullable(),
  /** Why the depot's messages can hold no link for opting out, in a sentence; null: they can. */
  linkTrouble: z.string().nullable(),
});
export type OptOutPage = z.infer<typeof optOutPageSchema>;

/** What an opt-out does to one stop. */
export const optOutEffects = ['not-required', 'pictures-hidden', 'nothing'] as const;

export const optOutMatchSchema = datedStopRefSchema.extend({
  postcode: z.string().nullable(),
  customer: z.string().nullable(),
  /** By what it is meant: “matched: 12 Elm St, Apt 4”. */
  why: z.string(),
  effect: z.enum(optOutEffects),
  pictures: count,
});
export type OptOutMatch = z.infer<typeof optOutMatchSchema>;

/** What an opt-out would mean, before anybody enters it. */
export const optOutPreviewSchema = z.object({
  /** The normal form by which places and customers are compared; empty: the text names nobody. */
  form: z.string(),
  /** Why it can't be entered, as a sentence; null: it can. */
  problem: z.string().nullable(),
  stops: count,
  addresses: count,
  customers: count,
  pictures: count,
  /** Routes that were signed off and will show as changed. */
  signedRoutes: count,
  /** Newest first, at most 50. */
  matches: z.array(optOutMatchSchema),
  /** Written nearly the same and not meant, with what tells them apart; at most 5. */
  near: z.array(z.object({ address: z.string(), postcode: z.string().nullable(), why: z.string() })),
  /** The same is in the register already, and stands or comes. */
  already: optOutViewSchema.nullable(),
});
export type OptOutPreview = z.infer<typeof optOutPreviewSchema>;

/** A picture that was taken where none may be shown. */
export const optOutPictureSchema = datedStopRefSchema.extend({
  photoId: photoIdSchema,
  takenAt: z.number().int().nullable(),
});
export type OptOutPicture = z.infer<typeof optOutPictureSchema>;

/** A list of opt-outs (CSV), looked at or taken in. */
export const optOutImportSchema = z.object({
  fileName: z.string(),
  rows: count,
  /** Rows that were (or would be) entered, and such that the register has already. */
  added: count,
  already: count,
  /** The first of them, at most 20. */
  sample: z.array(
    z.object({
      line: count,
      by: z.enum(optOutTargets),
      words: z.string(),
      postcode: z.string().nullable(),
      from: serviceDateSchema,
      until: serviceDateSchema.nullable(),
    }),
  ),
  problems: z.array(lineProblemSchema),
  problemsTotal: count,
  /** The first of the entries that were written; null: none was. Taking it back takes back all of them. */
  entryId: entryIdSchema.nullable(),
  sentence: z.string(),
});
export type OptOutImport = z.infer<typeof optOutImportSchema>;
