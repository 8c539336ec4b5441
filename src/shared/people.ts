/** Who is at the desk. A PIN says whose decision it was; it is no lock on the data. */
import { z } from 'zod';

/** As typed; compared without case and without spaces around. */
export const personNameSchema = z.string().trim().min(1).max(100);
export const pinSchema = z.string().regex(/^\d{4}$/, 'expected four digits');

export const atDeskSchema = z.object({
  /** Null: nobody has signed in this evening. */
  person: z
    .object({
      name: z.string(),
      since: z.number().int(),
      /** Epoch ms: the early morning after which the name is asked again. */
      until: z.number().int(),
    })
    .nullable(),
  /** Who has signed in at this desk before, by name. */
  known: z.array(z.string()),
  /** After five wrong PINs: nobody signs in before this moment. Epoch ms. */
  lockedUntil: z.number().int().nullable(),
});
export type AtDesk = z.infer<typeof atDeskSchema>;

export const signInRequestSchema = z.object({
  name: personNameSchema,
  pin: pinSchema,
  /** True: a new name with a new PIN. False: a name that is known. */
  isNew: z.boolean(),
});
