/** Calls about what claims teach. Part of `api.ts`. */
import { z } from 'zod';
import type { CallShape } from './callShape.ts';
import { claimFiguresSchema, figureGroups, figurePeriods, figureStopsSchema, patternKinds } from './claimFigures.ts';

const period = z.enum(figurePeriods).default('90');

export const claimFigureCalls = {
  getClaimFigures: {
    method: 'GET',
    path: '/api/claim-figures',
    input: z.object({ days: period }),
    output: claimFiguresSchema,
  },
  /** Stops behind a figure (its claimed and rejected ones), or behind a driver's pattern. */
  listFigureStops: {
    method: 'GET',
    path: '/api/claim-figures/stops',
    input: z.object({
      days: period,
      by: z.enum(figureGroups),
      key: z.string().max(500),
      pattern: z.enum(patternKinds).optional(),
    }),
    output: figureStopsSchema,
  },
} as const satisfies Record<string, CallShape>;
