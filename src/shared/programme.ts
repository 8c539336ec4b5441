/** Where the photo programme runs, for every driver of the depot (field notes, "Why photos are taken at all"). */
import { z } from 'zod';
import { serviceDateSchema } from './ids.ts';

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

export const serviceAreaSchema = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('postcodes'),
    ...common,
    prefixes: z.array(z.string().trim().min(1).max(20)).min(1).max(2000),
  }),
  z.object({ by: z.literal('polygon'), ...common, polygons: z.array(polygonSchema).min(1).max(200) }),
  /** Route codes as manifests spell them, compared without case. */
  z.object({ by: z.literal('routes'), ...common, routes: z.array(z.string().trim().min(1).max(200)).min(1).max(2000) }),
]);
export type ServiceArea = z.infer<typeof serviceAreaSchema>;
