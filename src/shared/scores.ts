/** The score of the evening, and how it stands against the days before. Shares are 0 to 1. */
import { z } from 'zod';
import { photoIdSchema, routeIdSchema, serviceDateSchema } from './ids.ts';
import { stopRefSchema } from './stopRef.ts';
import { stateCountsSchema } from './views.ts';
import { rejectReasons, stopStates } from './words.ts';

const count = z.number().int().min(0);
const share = z.number().min(0).max(1).nullable();

/** One day of a trend; days without an opportunity have a null score. */
export const trendDaySchema = z.object({
  date: serviceDateSchema,
  podScore: share,
  opportunities: count,
  confirmed: count,
});
export type TrendDay = z.infer<typeof trendDaySchema>;

export const rejectCountSchema = z.object({ reason: z.enum(rejectReasons), pictures: count });

/** What tonight's score is measured against: the service days before, at most 14, those without routes left out. */
const againstBefore = {
  /** Oldest first; the last one is the day itself. */
  trend: z.array(trendDaySchema),
  /** Tonight's score less the score of the days before taken together; null where there is nothing to compare. */
  change: z.number().nullable(),
  /** Stops still to be confirmed to reach the target; 0 when reached. */
  settleMore: count,
  counts: stateCountsSchema,
};

export const driverScoreSchema = z.object({
  /** Stable over days: the driver's id, else the name, else the route's code. */
  driver: z.string(),
  driverName: z.string().nullable(),
  routes: z.array(z.object({ routeId: routeIdSchema, route: z.string() })),
  ...againstBefore,
  /** Pictures rejected by a person, over the trend's days. */
  rejects: z.array(rejectCountSchema),
});
export type DriverScore = z.infer<typeof driverScoreSchema>;

export const scoresViewSchema = z.object({
  date: serviceDateSchema,
  timeZone: z.string(),
  podTarget: z.number(),
  ...againstBefore,
  /** Of the day's pictures. */
  rejects: z.array(rejectCountSchema),
  /** Worst score first. */
  drivers: z.array(driverScoreSchema),
});
export type ScoresView = z.infer<typeof scoresViewSchema>;

/** A part of a picture, in fractions of its upright width and height. */
export const pictureBoxSchema = z.object({
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  width: z.number().min(0).max(1),
  height: z.number().min(0).max(1),
});
export type PictureBoxView = z.infer<typeof pictureBoxSchema>;

/** What copies of one picture hide, and who said so. */
export const hiddenPartsSchema = z.object({
  boxes: z.array(pictureBoxSchema),
  outside: z.boolean(),
  /** `model`: found by itself. `nobody`: no one has drawn any, and the model has found none or is off. */
  by: z.enum(['hand', 'model', 'nobody']),
  /** The model is on and has not looked at the picture yet. */
  unseen: z.boolean(),
});
export type HiddenPartsView = z.infer<typeof hiddenPartsSchema>;

/** One page for one driver: what went wrong and why, to be talked over. */
export const debriefSchema = z.object({
  date: serviceDateSchema,
  timeZone: z.string(),
  podTarget: z.number(),
  score: driverScoreSchema,
  /** Rejected by a person, tonight. */
  pictures: z.array(
    stopRefSchema.extend({
      photoId: photoIdSchema,
      takenAt: z.number().int().nullable(),
      reason: z.enum(rejectReasons),
      sentence: z.string(),
      note: z.string().nullable(),
      /** Parts that no copy shows. */
      boxes: z.array(pictureBoxSchema),
      /** It is the other way round: copies show the boxes and nothing else. */
      outside: z.boolean(),
      /** Who marked them: a person, the model that looks for faces, or nobody. */
      boxesBy: z.enum(['hand', 'model', 'nobody']),
    }),
  ),
  /** Rejected as well, and not shown: the customer asked for no photos, or the address is confidential. */
  withheld: z.number().int().min(0),
  /** Delivered without a good picture, and not excused. */
  open: z.array(
    stopRefSchema.extend({
      completedAt: z.number().int().nullable(),
      state: z.enum(stopStates),
      /** The driver was asked about it. */
      followUp: z.boolean(),
    }),
  ),
});
export type Debrief = z.infer<typeof debriefSchema>;
