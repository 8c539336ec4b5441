/** Where the photo programme runs, for every driver of the depot (field notes, "Why photos are taken at all"). */
import { z } from 'zod';
import { entryIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';

/**
 * Points of all areas together: what a whole country's postcode districts have after simplification, some 2.5 MB an entry of the
 * ledger, which holds every version for ever.
 */
export const mostPoints = 100_000;
/** Areas at once; a list of more is nothing that anybody looks through. */
export const mostAreas = 500;

/** `[longitude, latitude]` in degrees WGS 84, the order of GeoJSON. */
const pointSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
/** The outer ring first, then its holes; each closed by itself (RFC 7946, 3.1.6). */
export const polygonSchema = z.array(z.array(pointSchema).min(4).max(20_000)).min(1).max(100);
export type Polygon = z.infer<typeof polygonSchema>;

const common = {
  /** Made with the area; keeps it the same over changes of its name and shape. */
  id: z.uuid(),
  name: z.string().trim().min(1).max(200),
  /** First service date; null: from ever. */
  from: serviceDateSchema.nullable(),
  /** Last service date; null: open. */
  until: serviceDateSchema.nullable(),
};

/** A prefix of spaces and dashes alone would be one of every postcode. */
const prefixSchema = z
  .string()
  .trim()
  .max(20)
  .regex(/[\p{L}\p{N}]/u, 'has no letter and no digit');

export const serviceAreaSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('postcodes'), ...common, prefixes: z.array(prefixSchema).min(1).max(2000) }),
  z.object({ by: z.literal('polygon'), ...common, polygons: z.array(polygonSchema).min(1).max(200) }),
  /** Route codes as manifests spell them, compared without case. */
  z.object({ by: z.literal('routes'), ...common, routes: z.array(z.string().trim().min(1).max(200)).min(1).max(2000) }),
]);
export type ServiceArea = z.infer<typeof serviceAreaSchema>;

/** Points of the polygons of these areas. */
export function pointsOf(areas: readonly ServiceArea[]): number {
  let points = 0;
  for (const area of areas) {
    if (area.by === 'polygon') for (const polygon of area.polygons) for (const ring of polygon) points += ring.length;
  }
  return points;
}

export const areasSchema = z
  .array(serviceAreaSchema)
  .max(mostAreas)
  .refine((areas) => pointsOf(areas) <= mostPoints, `have more than ${mostPoints} points together`)
  .refine((areas) => new Set(areas.map(({ id }) => id)).size === areas.length, 'have one id twice')
  .refine(
    (areas) => areas.every(({ from, until }) => from === null || until === null || from <= until),
    'end before they begin',
  );

/** Whether the programme runs at a stop; `unknown`: the manifest lacks the postcode or position that would tell. */
export const coverages = ['inside', 'outside', 'unknown'] as const;
export type Coverage = (typeof coverages)[number];

/** What was decided last and holds. */
export const programmeViewSchema = z.object({
  /** The entry that says so; null: nobody ever decided, and the programme runs everywhere. */
  entryId: entryIdSchema.nullable(),
  /** Epoch ms. */
  at: z.number().nullable(),
  person: z.string().nullable(),
  areas: z.array(serviceAreaSchema),
  timeZone: z.string(),
});
export type ProgrammeView = z.infer<typeof programmeViewSchema>;

/** What areas mean for the stops of one service date. */
export const programmeDaySchema = z.object({
  counts: z.object({ inside: z.number().int(), outside: z.number().int(), unknown: z.number().int() }),
  /** Stops that the manifest gives no position: they are counted, and not on the map. */
  unplaced: z.number().int(),
  /** In the order of the areas: whether the area is in force on the date, and how many of the date's stops lie in it. */
  areas: z.array(z.object({ id: z.uuid(), inForce: z.boolean(), stops: z.number().int() })),
  /** Route codes of the date, for whoever writes them. */
  routes: z.array(z.string()),
  /** Stops with a position. A tuple each: a day has tens of thousands. Longitude, latitude, index in `coverages`, stop, route. */
  stops: z.array(z.tuple([z.number(), z.number(), z.number().int(), stopIdSchema, routeIdSchema])),
  /** Against what holds now, if these areas were saved. */
  changes: z.object({
    /** Stops that would owe no photo any more, and how many of them are confirmed. */
    leaving: z.number().int(),
    leavingConfirmed: z.number().int(),
    /** Stops that would owe one. */
    joining: z.number().int(),
  }),
});
export type ProgrammeDay = z.infer<typeof programmeDaySchema>;

/** Polygons found in a GeoJSON file, each with the name that the file gives it. */
export const readAreasSchema = z.object({
  areas: z.array(z.object({ name: z.string(), polygons: z.array(polygonSchema) })),
  /** What could not be taken, a sentence each, naming the feature. */
  problems: z.array(z.string()),
});
export type ReadAreas = z.infer<typeof readAreasSchema>;
