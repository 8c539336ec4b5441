/** The review desk: what waits for a decision, worst first, and what a decision is made from. Units as in `views.ts`. */
import { z } from 'zod';
import { photoIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import { stopRefSchema } from './stopRef.ts';
import {
  decisionViewSchema,
  pastEntrySchema,
  positionSchema,
  signOffSummarySchema,
  stateCountsSchema,
  stopRowSchema,
} from './views.ts';
import { excuseReasons, handovers, outcomes, reviewKinds, stopStates } from './words.ts';

const count = z.number().int().min(0);
const time = z.number().int();

/** One stop in the queue. */
export const reviewItemSchema = z.object({
  row: stopRowSchema,
  route: z.string(),
  driver: z.string().nullable(),
  kind: z.enum(reviewKinds),
  /** What is doubtful, in a sentence. */
  why: z.string(),
  /** The latest standing decision that took it out of the queue; null while it waits. */
  decided: decisionViewSchema.nullable(),
});
export type ReviewItem = z.infer<typeof reviewItemSchema>;

export const reviewQueueSchema = z.object({
  date: serviceDateSchema,
  timeZone: z.string(),
  /** Worst kind first, then route by route in the order of the stops; decided ones (where asked for) in their places. */
  items: z.array(reviewItemSchema),
  undecided: count,
  decided: count,
});
export type ReviewQueue = z.infer<typeof reviewQueueSchema>;

/** The stop that the driver served before or after. */
export const neighbourStopSchema = z.object({
  stopId: stopIdSchema,
  stop: z.string(),
  sequence: z.number().int().nullable(),
  address: z.string(),
  outcome: z.enum(outcomes),
  completedAt: time.nullable(),
  state: z.enum(stopStates),
  position: positionSchema.nullable(),
  /** Its best photo; null without one. */
  photoId: photoIdSchema.nullable(),
});
export type NeighbourStop = z.infer<typeof neighbourStopSchema>;

/** An earlier picture of the same door that was a confirmation. */
export const doorstepPictureSchema = z.object({
  photoId: photoIdSchema,
  stopId: stopIdSchema,
  date: serviceDateSchema,
  route: z.string(),
  takenAt: time.nullable(),
  handover: z.enum(handovers).nullable(),
  /** Accepted by a person, not by the rules alone. */
  accepted: z.boolean(),
});
export type DoorstepPicture = z.infer<typeof doorstepPictureSchema>;

/** What surrounds a stop: fetched beside it, because it is looked for over all days. */
export const surroundingsSchema = z.object({
  stopId: stopIdSchema,
  before: neighbourStopSchema.nullable(),
  after: neighbourStopSchema.nullable(),
  /** Newest first, at most six. */
  earlier: z.array(doorstepPictureSchema),
});
export type Surroundings = z.infer<typeof surroundingsSchema>;

/** Everything that the sign-off of a route (or of the day) is about. */
export const signOffViewSchema = z.object({
  date: serviceDateSchema,
  /** Null: the whole day. */
  routeId: routeIdSchema.nullable(),
  /** `R104`, or the day in words. */
  title: z.string(),
  timeZone: z.string(),
  podTarget: z.number(),
  counts: stateCountsSchema,
  /** Nobody has decided these yet; a reason is asked for when there are any. At most 500 are listed. */
  undecided: z.array(stopRefSchema.extend({ state: z.enum(stopStates) })),
  undecidedTotal: count,
  excused: z.array(stopRefSchema.extend({ reason: z.enum(excuseReasons), sentence: z.string() })),
  followUps: z.array(stopRefSchema.extend({ driver: z.string().nullable() })),
  /** For a day: photos that belong to no stop. */
  unmatchedPhotos: count,
  /** Of what is shown here; handed back when it is signed, so that nothing slips in between. */
  fingerprint: z.string(),
  last: signOffSummarySchema.nullable(),
  /** What changed since the last sign-off, a sentence each. */
  changes: z.array(
    z.object({ sentence: z.string(), stopId: stopIdSchema.nullable(), routeId: routeIdSchema.nullable() }),
  ),
  /** Earlier sign-offs, newest first, those that were taken back among them. */
  history: z.array(pastEntrySchema),
});
export type SignOffView = z.infer<typeof signOffViewSchema>;

export const signOffRequestSchema = z.object({
  date: serviceDateSchema,
  routeId: routeIdSchema.nullable(),
  fingerprint: z.string(),
  /** Needed where something is left undecided. */
  reason: z.string().trim().max(10_000).nullable(),
});
