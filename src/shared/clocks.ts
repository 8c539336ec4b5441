/** The clock of each device on its route: as measured, how surely, and what a person said about it. Units as in `views.ts`. */
import { z } from 'zod';
import { entryIdSchema, routeIdSchema, serviceDateSchema } from './ids.ts';

const count = z.number().int().min(0);
/** Seconds slow (+) or fast (-). */
const seconds = z.number().int();

export const deviceClockSchema = z.object({
  routeId: routeIdSchema,
  route: z.string(),
  driver: z.string().nullable(),
  /** As the pictures name it; empty where they name none. */
  device: z.string(),
  photos: count,
  /**
   * `sure` and `unsure`: measured. `confirmed`: a person said the same as was measured. `overruled`: a person said otherwise, or
   * said it where nothing could be measured. `unknown`: nothing tells.
   */
  state: z.enum(['sure', 'unsure', 'confirmed', 'overruled', 'unknown']),
  /** What holds; 0: the clock is right. Null where nothing tells. */
  seconds: seconds.nullable(),
  measured: z
    .object({
      seconds,
      /** Seconds that it loses (+) or gains (-) in an hour. */
      driftPerHour: z.number(),
      /** Jumps: what it is off by from that moment on. */
      steps: z.array(z.object({ at: z.number().int(), seconds })),
      /** Chance that it is right within a minute, 0 to 1. */
      confidence: z.number().min(0).max(1),
    })
    .nullable(),
  set: z.object({ entryId: entryIdSchema, seconds, person: z.string().nullable(), at: z.number().int() }).nullable(),
  /** “This phone is 7 min 20 s slow”, as it holds. */
  sentence: z.string(),
  /** “41 pictures, 9 of them with GPS time”: what was measured rests on; empty where nothing was. */
  restsOn: z.string(),
  /** “Its correction moves the times of 41 pictures.” */
  follows: z.string(),
});
export type DeviceClockView = z.infer<typeof deviceClockSchema>;

export const clocksViewSchema = z.object({
  date: serviceDateSchema,
  timeZone: z.string(),
  /** By route code, then device. */
  clocks: z.array(deviceClockSchema),
});
export type ClocksView = z.infer<typeof clocksViewSchema>;
