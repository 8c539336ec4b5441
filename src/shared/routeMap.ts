/** A route as a map shows it. */
import { z } from 'zod';
import { photoIdSchema, routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';
import { positionSchema } from './views.ts';
import { stopStates } from './words.ts';

export const routeMapSchema = z.object({
  routeId: routeIdSchema,
  route: z.string(),
  date: serviceDateSchema,
  timeZone: z.string(),
  /** In planned order. */
  stops: z.array(
    z.object({
      stopId: stopIdSchema,
      stop: z.string(),
      sequence: z.number().int().nullable(),
      address: z.string(),
      state: z.enum(stopStates),
      completedAt: z.number().int().nullable(),
      /** Null: the manifest gives none; listed beside the map. */
      position: positionSchema.nullable(),
    }),
  ),
  /** Photos with a position that are tied to a stop of the route. */
  photos: z.array(
    z.object({
      photoId: photoIdSchema,
      stopId: stopIdSchema,
      position: positionSchema,
      takenAt: z.number().int().nullable(),
      metresFromStop: z.number().nullable(),
    }),
  ),
});
export type RouteMap = z.infer<typeof routeMapSchema>;
