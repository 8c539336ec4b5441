/** Calls about claims. Part of `api.ts`. */
import { z } from 'zod';
import { type CallShape, nothing } from './callShape.ts';
import {
  changeClaimSchema,
  claimDetailSchema,
  claimFileSchema,
  claimFilterSchema,
  claimImportRequestSchema,
  claimImportSchema,
  claimPageSchema,
  claimSearchSchema,
  claimViewSchema,
  openClaimSchema,
  signingKeyViewSchema,
} from './claims.ts';
import { decisionResultSchema } from './deciding.ts';
import { entryIdSchema, stopIdSchema } from './ids.ts';

export const claimCalls = {
  listClaims: { method: 'GET', path: '/api/claims', input: claimFilterSchema, output: claimPageSchema },
  getClaim: {
    method: 'GET',
    path: '/api/claims/:id',
    input: z.object({ id: entryIdSchema }),
    output: claimDetailSchema,
  },
  /** Stops that a tracking id, an address or a customer's name may mean; nothing is written. */
  findClaimStops: {
    method: 'POST',
    path: '/api/claims/find',
    input: z.object({ text: z.string().trim().min(1).max(500) }),
    output: claimSearchSchema,
  },
  openClaim: { method: 'POST', path: '/api/claims', input: openClaimSchema, output: decisionResultSchema },
  changeClaim: { method: 'POST', path: '/api/claims/change', input: changeClaimSchema, output: decisionResultSchema },
  /** Claims about a stop, latest first. */
  listStopClaims: {
    method: 'GET',
    path: '/api/stops/:stopId/claims',
    input: z.object({ stopId: stopIdSchema }),
    output: z.array(claimViewSchema),
  },
  /** Puts a file to a claim: its bytes are kept in the data folder under their hash. At most 50 MB. */
  addClaimFile: {
    method: 'POST',
    path: '/api/claims/:id/files',
    input: z.object({ id: entryIdSchema }),
    output: claimFileSchema,
    upload: true,
  },
  /** A CSV list: good rows open claims, the others are listed. `commit=no`: only looked at. */
  importClaims: {
    method: 'POST',
    path: '/api/claims/import',
    input: claimImportRequestSchema,
    output: claimImportSchema,
    upload: true,
  },
} as const satisfies Record<string, CallShape>;

/** Joined to `api.ts` with their routes. */
export const signingKeyCalls = {
  getSigningKey: { method: 'GET', path: '/api/signing-key', input: nothing, output: signingKeyViewSchema },
  /** Makes the first key, or another in place of one that is lost or was seen by somebody. */
  makeSigningKey: { method: 'POST', path: '/api/signing-key', input: nothing, output: signingKeyViewSchema },
} as const satisfies Record<string, CallShape>;
