/**
 * What the API answers: the shapes that screens draw. Times are epoch milliseconds (UTC); the zone to show them in comes
 * with the day. Distances are metres, confidences 0 to 1. Sentences are ready for a supervisor to read.
 */
import { z } from 'zod';
import { entryIdSchema, photoIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import { holdViewSchema } from './privacy.ts';
import { datedStopRefSchema, stopRefSchema } from './stopRef.ts';
import { asideReasons, flags, handovers, matchMethods, outcomes, stopStates } from './words.ts';

const count = z.number().int().min(0);
const time = z.number().int();
const flag = z.enum(flags);

export const positionSchema = z.object({ latitude: z.number(), longitude: z.number() });
export type Position = z.infer<typeof positionSchema>;

/** How many stops stand in each state, and the POD score made of them (null without an opportunity). */
export const stateCountsSchema = z.object({
  stops: count,
  opportunities: count,
  confirmed: count,
  needsReview: count,
  candidate: count,
  syncing: count,
  missing: count,
  excused: count,
  notRequired: count,
  podScore: z.number().min(0).max(1).nullable(),
});
export type StateCounts = z.infer<typeof stateCountsSchema>;

export const daySummarySchema = z.object({
  date: serviceDateSchema,
  routes: count,
  photos: count,
  counts: stateCountsSchema,
});
export type DaySummary = z.infer<typeof daySummarySchema>;

/** One device (or one driver's folder) and how far it has synced. */
export const deviceSyncSchema = z.object({
  /** What the supervisor knows it by: driver id, folder, or camera model. */
  label: z.string(),
  routeId: routeIdSchema.nullable(),
  lastTakenAt: time.nullable(),
  lastArrivedAt: time.nullable(),
  photos: count,
  /** Delivered stops that owe a photo, after the last picture that has arrived. */
  deliveriesSince: count,
  synced: z.boolean(),
  /** Seconds that the device's clock is slow (+) or fast (-); null where nothing was corrected. */
  clockCorrectionSeconds: z.number().nullable(),
  sentence: z.string(),
});
export type DeviceSync = z.infer<typeof deviceSyncSchema>;

/** What became of the latest sign-off of a route or day. */
export const signOffSummarySchema = z.object({
  entryId: entryIdSchema,
  at: time,
  person: z.string().nullable(),
  podScore: z.number().min(0).max(1).nullable(),
  /** Stops that were left open. */
  left: count,
  /** Why they were left. */
  reason: z.string().nullable(),
  /** Something is not as it was signed; `SignOffView` says what. */
  changed: z.boolean(),
});
export type SignOffSummary = z.infer<typeof signOffSummarySchema>;

export const routeSummarySchema = z.object({
  id: routeIdSchema,
  date: serviceDateSchema,
  route: z.string(),
  driver: z.string().nullable(),
  driverName: z.string().nullable(),
  counts: stateCountsSchema,
  photos: count,
  packages: count,
  synced: z.boolean(),
  lastCompletedAt: time.nullable(),
  cutOffAt: time.nullable(),
  /** Open stops whose driver was asked: they wait for nobody at the desk. */
  followUps: count,
  signOff: signOffSummarySchema.nullable(),
});
export type RouteSummary = z.infer<typeof routeSummarySchema>;

export const dayViewSchema = z.object({
  date: serviceDateSchema,
  timeZone: z.string(),
  depotName: z.string(),
  counts: stateCountsSchema,
  packages: count,
  photos: count,
  unmatchedPhotos: count,
  unreadableFiles: count,
  podTarget: z.number(),
  /** Stops still to be settled to reach the target; 0 when it is reached; null when it can't be reached any more. */
  settleMore: count.nullable(),
  /** Worst first. */
  routes: z.array(routeSummarySchema),
  devices: z.array(deviceSyncSchema),
  signOff: signOffSummarySchema.nullable(),
});
export type DayView = z.infer<typeof dayViewSchema>;

export const packageViewSchema = z.object({
  trackingId: z.string(),
  outcome: z.enum(outcomes),
  completedAt: time.nullable(),
  handover: z.enum(handovers).nullable(),
  /** The manifest's own words for how it was left. */
  leftAt: z.string().nullable(),
});
export type PackageView = z.infer<typeof packageViewSchema>;

/** What happened at the same address within the year before, where something is worth telling. */
export const stopHistorySchema = z.object({
  /** Earlier deliveries that were claimed; withdrawn claims are none. */
  claims: count,
  noPicture: count,
  wrongPlace: count,
  /** “Earlier at this address: claimed on 3 Nov; no picture on 14 Oct and 2 Oct”. */
  sentence: z.string(),
});
export type StopHistory = z.infer<typeof stopHistorySchema>;

/** A row of the stop list. */
export const stopRowSchema = z.object({
  id: stopIdSchema,
  routeId: routeIdSchema,
  stop: z.string(),
  sequence: z.number().int().nullable(),
  address: z.string(),
  postcode: z.string().nullable(),
  customer: z.string().nullable(),
  outcome: z.enum(outcomes),
  handover: z.enum(handovers).nullable(),
  packages: count,
  completedAt: time.nullable(),
  state: z.enum(stopStates),
  /** Why it stands there: `not-required` reason, excuse, or what blocks; as words. */
  reason: z.string().nullable(),
  flags: z.array(flag),
  /** Best photo first; at most three, for the row's pictures. */
  photoIds: z.array(photoIdSchema),
  photoCount: count,
  candidateCount: count,
  position: positionSchema.nullable(),
  /** The driver was asked about it: decided for tonight. */
  followUp: z.boolean(),
  /** Notes that stand. */
  notes: count,
  /** Address and customer were erased; it stands as it stood then. */
  erased: z.boolean().optional(),
  /** Its pictures or its customer were erased: nothing can be decided about it any more. */
  frozen: z.boolean().optional(),
  /** Of `photoIds`: those whose small, and whose large, picture was erased. Nobody need ask for them. */
  erasedSmall: z.array(photoIdSchema).optional(),
  erasedLarge: z.array(photoIdSchema).optional(),
  /** Absent where nothing is remembered of its address. */
  history: stopHistorySchema.optional(),
});
export type StopRow = z.infer<typeof stopRowSchema>;

export const routeViewSchema = z.object({
  summary: routeSummarySchema,
  timeZone: z.string(),
  devices: z.array(deviceSyncSchema),
  stops: z.array(stopRowSchema),
});
export type RouteView = z.infer<typeof routeViewSchema>;

/** A part of the upright picture, in fractions of its width and height. */
const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** A barcode or QR code that was read in a picture. */
export const labelViewSchema = z.object({
  format: z.string(),
  /** At most 500 characters of it. */
  text: z.string(),
  box: boxSchema,
  /** What it means at this depot: “Package TBA123 of stop 014 on R104”, “No package of this depot”. */
  meaning: z.string(),
  /** It names a package of the depot. */
  isParcel: z.boolean(),
});
export type LabelView = z.infer<typeof labelViewSchema>;

/** A face or person that the model found. */
export const personFoundSchema = z.object({
  kind: z.enum(['face', 'person']),
  score: z.number().min(0).max(1),
  box: boxSchema,
});
export type PersonFound = z.infer<typeof personFoundSchema>;

export const photoFactsViewSchema = z.object({
  id: photoIdSchema,
  /** File names without their folders, for the eye; a path never crosses. */
  fileNames: z.array(z.string()),
  /** Folder inside the root that holds the first file, for the eye. */
  folder: z.string(),
  bytes: count,
  width: count,
  height: count,
  takenAt: time.nullable(),
  /** Where the time comes from, in words ("camera clock", "GPS", "file name", …). */
  takenFrom: z.string(),
  arrivedAt: time,
  position: positionSchema.nullable(),
  device: z.string().nullable(),
  /** Why the picture has its flags of quality, or why it can't be judged, a sentence each; empty for a good picture. */
  quality: z.array(z.string()),
  /** Null: no reader has looked at it yet, or labels are not read. */
  labels: z.array(labelViewSchema).nullable(),
  /** Null: the model has not looked at it yet, or is off. */
  people: z.array(personFoundSchema).nullable(),
  /** The file can still be read in the folder. */
  present: z.boolean(),
  /** The picture's time was up, or its customer wished it gone: Porchlight shows it no more, whatever the folder holds. */
  erased: z.boolean().optional(),
  /** The same of its small picture, which has a time of its own. */
  smallErased: z.boolean().optional(),
});
export type PhotoFactsView = z.infer<typeof photoFactsViewSchema>;

/** Another stop that stands on the same picture. */
export const otherUseSchema = datedStopRefSchema.extend({
  driver: z.string().nullable(),
  /** When its parcel was delivered. */
  completedAt: time.nullable(),
  /** The picture stands at an address that wants none or is confidential, this one or another: it is not shown unasked. */
  isProtected: z.boolean().optional(),
});
export type OtherUse = z.infer<typeof otherUseSchema>;

/** Another picture that shows the same: the same one used twice, cropped, brightened or mirrored. */
export const lookalikeSchema = z.object({
  photoId: photoIdSchema,
  takenAt: time.nullable(),
  /** Where it is tied; null: it is a stray. */
  use: otherUseSchema.nullable(),
  /** “The same picture, mirrored here, stands at 3 Oak Ave on Saturday 14 November 2026” */
  sentence: z.string(),
});
export type Lookalike = z.infer<typeof lookalikeSchema>;

/** A photo at its stop. */
export const stopPhotoSchema = photoFactsViewSchema.extend({
  method: z.enum(matchMethods),
  confidence: z.number().min(0).max(1),
  flags: z.array(flag),
  blocking: z.array(flag),
  /** Why it was matched, one reason a sentence. */
  reasons: z.array(z.string()),
  secondsAfterScan: z.number().nullable(),
  metresFromStop: z.number().nullable(),
  decision: z.enum(['accepted', 'rejected']).nullable(),
  /** Where a reused picture is tied as well; at most ten. */
  alsoAt: z.array(otherUseSchema),
  /** Other pictures of the last 90 days that are this one in another dress; at most ten. */
  lookalikes: z.array(lookalikeSchema),
});
export type StopPhoto = z.infer<typeof stopPhotoSchema>;

export const candidateSchema = stopRefSchema.extend({
  photoId: photoIdSchema,
  score: z.number().min(0).max(1),
  why: z.array(z.string()),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** What somebody did, as a line of a history. */
export const pastEntrySchema = z.object({
  entryId: entryIdSchema,
  at: time,
  person: z.string().nullable(),
  sentence: z.string(),
  undone: z.boolean(),
});

/** A decision as it is shown beside a stop. */
export const decisionViewSchema = pastEntrySchema.extend({
  kind: z.enum(['accept', 'reject', 'excuse', 'move', 'note', 'follow-up']),
  photoId: photoIdSchema.nullable(),
  note: z.string().nullable(),
  /** The manifest says something else since: what the decision was based on, and what stands now, in a sentence. */
  changedSince: z.string().nullable(),
});
export type DecisionView = z.infer<typeof decisionViewSchema>;

export const stopDetailSchema = z.object({
  row: stopRowSchema,
  route: routeSummarySchema,
  timeZone: z.string(),
  contact: z.string().nullable(),
  packageList: z.array(packageViewSchema),
  photos: z.array(stopPhotoSchema),
  candidates: z.array(candidateSchema.extend({ photo: photoFactsViewSchema })),
  decisions: z.array(decisionViewSchema),
  /** What to do next, in a sentence; null when the stop is settled. */
  advice: z.string().nullable(),
  /** Holds that stand, oldest first. */
  holds: z.array(holdViewSchema),
});
export type StopDetail = z.infer<typeof stopDetailSchema>;

export const unmatchedPhotoSchema = photoFactsViewSchema.extend({
  date: serviceDateSchema,
  /** Why it stayed alone, in words. */
  reason: z.string(),
  flags: z.array(flag),
  candidates: z.array(candidateSchema),
  /** Put aside by a person: no delivery. Only in the list of those. */
  aside: z.object({ entryId: entryIdSchema, reason: z.enum(asideReasons), sentence: z.string() }).nullable(),
});
export type UnmatchedPhoto = z.infer<typeof unmatchedPhotoSchema>;

/** How the whole app stands: the status line and what to show before there is a day. */
export const statusSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser', 'report']),
  /** `no-folder`: first run. `failed`: nothing works, `failure` says why. */
  phase: z.enum(['no-folder', 'starting', 'ready', 'failed']),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  folderName: z.string().nullable(),
  source: z.enum(['online', 'offline', 'none']),
  /** Reading the tree, reading pictures, or nothing to do. */
  activity: z.enum(['idle', 'scanning', 'indexing', 'matching', 'rebuilding']),
  /** Porchlight takes less of the machine than it could, and why; null = it doesn't. */
  sparing: z.enum(['on-battery', 'always']).nullable(),
  photosKnown: count,
  photosDone: count,
  photosPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** Pictures that still wait for a closer look (labels, people), at most; `idle` does not wait for them. */
  toLookAt: count,
  lastScanAt: time.nullable(),
  problems: count,
  now: time,
  today: serviceDateSchema,
  /** Conditions worth a banner: source offline, disk full, ledger broken, watcher failed, … */
  notices: z.array(z.object({ code: z.string(), level: z.enum(['info', 'warning', 'error']), message: z.string() })),
});
export type Status = z.infer<typeof statusSchema>;

export const searchHitSchema = datedStopRefSchema.extend({
  customer: z.string().nullable(),
  trackingId: z.string().nullable(),
  driver: z.string().nullable(),
  state: z.enum(stopStates),
});
export type SearchHit = z.infer<typeof searchHitSchema>;
