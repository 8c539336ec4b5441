/** The view log: who looked at which picture at full size. What counts: docs/privacy.md, “Who looked”. */
import { z } from 'zod';
import { photoIdSchema, stopIdSchema } from './ids.ts';

/** Somebody looked at a picture; `stopId`: the stop that it was shown at, null for a picture without one. */
export const lookSchema = z.object({ photoId: photoIdSchema, stopId: stopIdSchema.nullable() });
export type Look = z.infer<typeof lookSchema>;

export const lookViewSchema = z.object({
  /** Epoch ms. */
  at: z.number().int(),
  /** Null: nobody had said who they were. */
  person: z.string().nullable(),
});
export type LookView = z.infer<typeof lookViewSchema>;
