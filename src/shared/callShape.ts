/** The shape of a call of the contract (`api.ts`). */
import { z } from 'zod';

export interface CallShape {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Path with `:name` places; what is left of the input goes into the query (GET) or the JSON body. */
  readonly path: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** The body is a file's raw bytes; the input goes into the query. */
  readonly upload?: true;
}

/** A call that asks for nothing in particular. */
export const nothing = z.object({});
