/** Decisions as screens ask for them, and what came of them. Units as in `views.ts`. */
import { z } from 'zod';
import { entryIdSchema, photoIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import { asideReasons, excuseReasons, rejectReasons } from './words.ts';

const count = z.number().int().min(0);

/** The latest decision that stood at the stop when the screen showed it (null: none did); with it the core can tell what happened meanwhile. */
const seen = entryIdSchema.nullable().optional();
const note = z.string().max(10_000).optional();

const accept = z.object({ kind: z.literal('accept'), stopId: stopIdSchema, photoId: photoIdSchema, seen });
const reject = z.object({
  kind: z.literal('reject'),
  stopId: stopIdSchema,
  photoId: photoIdSchema,
  reason: z.enum(rejectReasons),
  note,
  seen,
});
const excuse = z.object({ kind: z.literal('excuse'), stopId: stopIdSchema, reason: z.enum(excuseReasons), note, seen });
/** The photo is of another stop, of any route: refused here, accepted there. */
const move = z.object({
  kind: z.literal('move'),
  stopId: stopIdSchema,
  photoId: photoIdSchema,
  toStopId: stopIdSchema,
  seen,
});
const addNote = z.object({ kind: z.literal('note'), stopId: stopIdSchema, note: z.string().trim().min(1).max(10_000) });
/** Asks the stop's driver about it. */
const followUp = z.object({ kind: z.literal('follow-up'), stopId: stopIdSchema, note, seen });
const putAside = z.object({
  kind: z.literal('put-aside'),
  photoId: photoIdSchema,
  date: serviceDateSchema,
  reason: z.enum(asideReasons),
  note,
});
/**
 * Parts that no copy of the picture may show, in fractions of its upright width and height; replaces those before. `outside`: copies
 * show these parts and nothing else.
 */
const redact = z.object({
  kind: z.literal('redact'),
  photoId: photoIdSchema,
  boxes: z
    .array(
      z.object({
        x: z.number().min(0).max(1),
        y: z.number().min(0).max(1),
        width: z.number().gt(0).max(1),
        height: z.number().gt(0).max(1),
      }),
    )
    .max(100),
  outside: z.literal(true).optional(),
});

/** What the clock of a route's device is off by: slow (+), fast (-), 0 right; null: as measured again. */
const setClock = z.object({
  kind: z.literal('set-clock'),
  routeId: routeIdSchema,
  /** As its pictures name it; empty where they name none. */
  device: z.string().max(500),
  /** A phone that lost its calendar is decades slow: half a century is more than any. */
  seconds: z.number().int().min(-1_600_000_000).max(1_600_000_000).nullable(),
});

/** Nothing that belongs to the stop is erased until the hold is released. */
const hold = z.object({
  kind: z.literal('hold'),
  stopId: stopIdSchema,
  note: z.string().trim().min(1).max(10_000),
});
/** `entryId`: of the hold. */
const releaseHold = z.object({ kind: z.literal('release-hold'), entryId: entryIdSchema, note });

/** Decisions that can be made about many at once. */
export const batchDecisionSchema = z.discriminatedUnion('kind', [
  accept,
  reject,
  excuse,
  move,
  addNote,
  followUp,
  putAside,
]);
export type BatchDecision = z.infer<typeof batchDecisionSchema>;

/** A decision as a screen asks for it. */
export const decisionRequestSchema = z.discriminatedUnion('kind', [
  accept,
  reject,
  excuse,
  move,
  addNote,
  followUp,
  putAside,
  redact,
  setClock,
  hold,
  releaseHold,
  /** Takes back one decision, or the latest that still holds; with all that were made with the same key. */
  z.object({ kind: z.literal('undo'), entryId: entryIdSchema.optional() }),
]);
export type DecisionRequest = z.infer<typeof decisionRequestSchema>;

export const decisionResultSchema = z.object({
  entryId: entryIdSchema,
  /** What happened, in a sentence ("Accepted the picture at 12 Elm St"). */
  sentence: z.string(),
  /** Somebody decided about the same stop after the screen last looked: who and what, in a sentence. Nothing was lost. */
  meanwhile: z.string().nullable(),
  /** Entries written: more than one for a batch or its undo. */
  entries: count,
  /** For an undo: what was taken back. Else the kind itself. */
  about: z.string(),
  photoId: photoIdSchema.nullable(),
  stopId: stopIdSchema.nullable(),
  routeId: routeIdSchema.nullable(),
  date: serviceDateSchema.nullable(),
});
export type DecisionResult = z.infer<typeof decisionResultSchema>;
