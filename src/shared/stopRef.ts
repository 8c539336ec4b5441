/** A stop as whoever reads about it from elsewhere needs it: which one, how it is called, and the way to it. */
import { z } from 'zod';
import { routeIdSchema, serviceDateSchema, stopIdSchema } from './ids.ts';

export const stopRefSchema = z.object({
  stopId: stopIdSchema,
  routeId: routeIdSchema,
  /** The route's and the stop's code, as the field writes them. */
  route: z.string(),
  stop: z.string(),
  /** Empty where it was erased. */
  address: z.string(),
});

/** The same where stops of several days stand together. */
export const datedStopRefSchema = stopRefSchema.extend({ date: serviceDateSchema });
