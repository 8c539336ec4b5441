/**
 * What claims teach: how often deliveries are claimed, by driver, area and address, and what about scans and pictures is worth a look.
 * Rates are shares of delivered stops, 0 to 1; dates are service dates.
 */
import { z } from 'zod';
import { serviceDateSchema } from './ids.ts';
import { datedStopRefSchema } from './stopRef.ts';

const count = z.number().int().min(0);
const share = z.number().min(0).max(1);

/** Service days that figures are made of: four weeks, a quarter, a year. */
export const figurePeriods = ['28', '90', '365'] as const;
export type FigurePeriod = (typeof figurePeriods)[number];

export const figureGroups = ['driver', 'area', 'address'] as const;
export type FigureGroup = (typeof figureGroups)[number];

/**
 * `stands-out`: even the low end of the interval is above the depot's rate. `fewer`: even the high end is below it. `too-few`: so few
 * deliveries that nothing can be said. `usual`: nothing that chance alone would not bring.
 */
export const figureVerdicts = ['stands-out', 'usual', 'too-few', 'fewer'] as const;
export type FigureVerdict = (typeof figureVerdicts)[number];

/** What may tell of a scan that was not made at the door. `domain/patterns.ts` says when it is told. */
export const patternKinds = ['burst-with-doubt', 'burst', 'far', 'reused', 'near-duplicate', 'upload-times'] as const;
export type PatternKind = (typeof patternKinds)[number];

const rateSchema = z.object({
  deliveries: count,
  /** Deliveries with a claim that stands. */
  claimed: count,
  /** Deliveries whose claims were all rejected; not among `claimed`. */
  rejected: count,
  rate: share,
  /** Wilson's interval at 95 %. */
  low: share,
  high: share,
});

export const claimFigureSchema = rateSchema.extend({
  /** What it is asked for by (`listFigureStops`): a driver's id, an area, the id of a stop at the address. */
  key: z.string(),
  name: z.string(),
  verdict: z.enum(figureVerdicts),
  /** Claims that are surely more than the depot's rate brings; 0 where none are. */
  surplus: z.number().min(0),
  /** Claimed deliveries in each week of the period. */
  claimedByWeek: z.array(count),
  deliveriesByWeek: z.array(count),
  sentence: z.string(),
});
export type ClaimFigure = z.infer<typeof claimFigureSchema>;

export const claimPatternSchema = z.object({
  kind: z.enum(patternKinds),
  /** As in the drivers' figures. */
  driver: z.string(),
  name: z.string(),
  stops: count,
  deliveries: count,
  sentence: z.string(),
});
export type ClaimPattern = z.infer<typeof claimPatternSchema>;

export const claimFiguresSchema = z.object({
  from: serviceDateSchema,
  to: serviceDateSchema,
  timeZone: z.string(),
  depot: rateSchema,
  /** First days of the weeks, oldest first; the first one may be cut off. */
  weeks: z.array(serviceDateSchema),
  claimedByWeek: z.array(count),
  deliveriesByWeek: z.array(count),
  /** Those that stand out first. Drivers and areas are all there, addresses only with a claim, and at most 200. */
  drivers: z.array(claimFigureSchema),
  areas: z.array(claimFigureSchema),
  addresses: z.array(claimFigureSchema),
  /** Addresses with a claim, those that are not listed among them. */
  addressesTotal: count,
  /** What has to be known before anybody is spoken to: how many would stand out by chance, what is still to come. */
  cautions: z.object({ driver: z.array(z.string()), area: z.array(z.string()), address: z.array(z.string()) }),
  /** Worth a look, the plainest first. */
  patterns: z.array(claimPatternSchema),
});
export type ClaimFigures = z.infer<typeof claimFiguresSchema>;

/** A stop behind a figure. */
export const figureStopSchema = datedStopRefSchema.extend({
  driver: z.string().nullable(),
  /** When it was scanned, epoch ms; null: the manifest does not say. */
  completedAt: z.number().int().nullable(),
  /** What is remembered of it, in words: “Claimed”, “Scanned in a burst”. */
  marks: z.array(z.string()),
});
export type FigureStop = z.infer<typeof figureStopSchema>;

export const figureStopsSchema = z.object({
  timeZone: z.string(),
  total: count,
  /** Latest first, at most 200; those of a burst together, in the order of their scans. */
  stops: z.array(figureStopSchema),
});
export type FigureStops = z.infer<typeof figureStopsSchema>;
