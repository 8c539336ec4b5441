/** Whose deliveries somebody asks about: found by exactly one address, customer or parcel, told apart by door and customer. */
import { z } from 'zod';
import { serviceDateSchema, stopIdSchema } from './ids.ts';

const count = z.number().int().min(0);

/** Deliveries to one customer at one door. */
export const subjectGroupSchema = z.object({
  id: z.string(),
  address: z.string(),
  postcode: z.string().nullable(),
  customer: z.string().nullable(),
  /** Earliest and latest service date. */
  from: serviceDateSchema,
  until: serviceDateSchema,
  pictures: count,
  /** Stops that a hold keeps. */
  held: count,
  stopIds: z.array(stopIdSchema),
});
export type SubjectGroup = z.infer<typeof subjectGroupSchema>;

export const subjectViewSchema = z.object({
  /** The normal form by which it was looked for. */
  form: z.string(),
  /** Latest first. */
  groups: z.array(subjectGroupSchema),
  /** Written nearly the same and not meant, with what tells them apart. */
  near: z.array(z.object({ address: z.string(), postcode: z.string().nullable(), why: z.string() })),
});
export type SubjectView = z.infer<typeof subjectViewSchema>;
