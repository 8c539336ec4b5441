/** Calls about the evidence of a stop. Part of `api.ts`. */
import { z } from 'zod';
import type { CallShape } from './callShape.ts';
import { evidenceCheckSchema, evidenceSchema } from './evidence.ts';
import { stopIdSchema } from './ids.ts';

export const evidenceCalls = {
  /** All that can be said about a stop, with a summary in words. 404 `stop-unknown`. */
  getEvidence: {
    method: 'GET',
    path: '/api/stops/:stopId/evidence',
    input: z.object({ stopId: stopIdSchema }),
    output: evidenceSchema,
  },
  /** Reads the stop's pictures in the folder again and hashes them: takes as long as the disk does. */
  checkEvidence: {
    method: 'GET',
    path: '/api/stops/:stopId/evidence/files',
    input: z.object({ stopId: stopIdSchema }),
    output: evidenceCheckSchema,
  },
} as const satisfies Record<string, CallShape>;
