/**
 * `truth.json`: what a perfect reader would say about the sample folder. It stands beside the folder, never inside it, so that
 * nothing of it can leak into what is judged. It is about tonight alone: of earlier days (`--history`) it says nothing. Tests and `bench matching` hold Porchlight's answer against it.
 */
import { z } from 'zod';
import { serviceDateSchema } from '#shared/ids.ts';
import { stopStates } from '#shared/words.ts';

/** What was done to a file, on purpose. */
export const photoFaults = [
  'blurry',
  'too-dark',
  'too-bright',
  /** The same bytes stand at two stops: a driver used an old picture again. */
  'reused',
  /** It lies in another route's folder than its stop's. */
  'wrong-folder',
  /** Its position is kilometres from its stop. */
  'far-away',
  /** The device's clock is minutes off; the file's own time says so, truth's `takenAt` does not. */
  'clock-off',
  /** Only the first part of the bytes has arrived. */
  'truncated',
  'zero-byte',
  /** Size without blocks: the sync client has not brought the bytes. */
  'online-only',
  'text-called-jpg',
  /** The sync client's second copy of a file, byte for byte. */
  'conflict-copy',
  /** A picture of no stop: the van, the dashboard, the depot. */
  'stray',
  'photo-despite-opt-out',
  /** Sent through a chat: no EXIF, no time of its own. */
  'stripped',
] as const;
export type PhotoFault = (typeof photoFaults)[number];

export const truthPhotoSchema = z.object({
  /** Relative to the folder, with `/`. */
  file: z.string(),
  /** The route whose driver took it. */
  route: z.string(),
  /** The stop it was taken at (unique within the route); null for a picture of no stop. */
  stop: z.string().nullable(),
  fault: z.enum(photoFaults).nullable(),
  /** When it really was taken, ISO 8601 UTC. */
  takenAt: z.iso.datetime(),
  /** The file's name or sidecar carries the stop's tracking id. */
  named: z.boolean(),
});
export type TruthPhoto = z.infer<typeof truthPhotoSchema>;

export const truthStopSchema = z.object({
  route: z.string(),
  stop: z.string(),
  address: z.string(),
  /** The state once every cut-off has passed. */
  state: z.enum(stopStates),
  /** The state while the route's cut-off is still ahead. */
  stateBeforeCutOff: z.enum(stopStates),
  /** States that are as right as `state`, where the evidence leaves a choice (a stripped photo may be a candidate or tied). */
  alsoRight: z.array(z.enum(stopStates)),
  /** A sentence. */
  why: z.string(),
});
export type TruthStop = z.infer<typeof truthStopSchema>;

export const truthSchema = z.object({
  porchlightTruth: z.literal(1),
  depotName: z.string(),
  timeZone: z.string(),
  serviceDate: serviceDateSchema,
  seed: z.number().int(),
  faults: z.enum(['none', 'typical', 'heavy']),
  photos: z.array(truthPhotoSchema),
  stops: z.array(truthStopSchema),
});
export type Truth = z.infer<typeof truthSchema>;
