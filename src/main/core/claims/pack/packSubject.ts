/** What a pack is about, read once: the claim, the evidence about its stop, and the pictures that belong to it. */
import type { ClaimRecord } from '#core/claims/details.ts';
import { withSummary } from '#core/domain/evidence/evidence.ts';
import { evidenceOf } from '#core/evidence/evidenceOf.ts';
import type { ExportTask } from '#core/exports/contract.ts';
import { ExportRefusal } from '#core/exports/exportFailure.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { Evidence } from '#shared/evidence.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { ClaimPackVariant } from '#shared/words.ts';
import { forCustomer } from './forCustomer.ts';

export interface PackSubject {
  variant: ClaimPackVariant;
  record: ClaimRecord;
  opening: Extract<LedgerBody, { kind: 'open-claim' }>;
  /** Numbers of the claim's own entries. */
  entries: number[];
  /** As the variant may tell it. Null: the claim is about no stop, or about one that is not in the index any more. */
  evidence: Evidence | null;
  /** Pictures that belong to the claim: those at the stop, and those that were there when it came. */
  photos: PhotoId[];
  /** Files that were put to the claim, in the order of the ledger; for the customer none, and how many are left out. */
  attached: AttachedFile[];
  attachedLeftOut: number;
  /** Pictures that no pack may hold, and why. */
  withheld: { photo: PhotoId; why: string }[];
}

export interface AttachedFile {
  seq: number;
  at: number;
  body: Extract<LedgerBody, { kind: 'claim-file' }>;
}

export const unknownClaim = 'This claim is not in the index any more, or its opening was taken back.';

const protectedWords: Record<NonNullable<Evidence['protection']>, string> = {
  'opted-out': 'No photo was to be taken at this address: the customer had opted out',
  'opted-out-since': 'The customer has opted out of photos since',
  confidential: 'No photo was to be taken at this address: it is confidential',
};
const refusedHere = 'It was refused for this stop and may show another door';

export async function packSubject(task: ExportTask, variant: ClaimPackVariant): Promise<PackSubject> {
  const { depot, claimId, settings } = task;
  const record = claimId === null ? null : depot.claims.details.byId(claimId);
  const folded = claimId === null ? null : depot.claims.register.read(claimId);
  if (!record || !folded) throw new ExportRefusal(unknownClaim);
  const stopId = record.claim.stop?.stopId;
  const found = stopId ? await evidenceOf(depot, stopId) : null;
  task.signal.throwIfAborted();
  const evidence = found && variant === 'customer' ? withSummary(forCustomer(found, record.claim), settings) : found;

  const at = new Set((found?.photos ?? []).map(({ id }) => id));
  const all = [...at, ...folded.claim.photos.filter((photo) => !at.has(photo)).sort()];
  const withheld: PackSubject['withheld'] = [];
  const photos = all.filter((photo) => {
    const why = whyWithheld(photo, found, variant);
    if (why !== null) withheld.push({ photo, why });
    return why === null;
  });
  const attached = folded.entries.flatMap(({ seq, at, body, undone }) =>
    body.kind === 'claim-file' && !undone ? [{ seq, at, body }] : [],
  );
  const isFull = variant === 'full';
  return {
    ...{ variant, record, opening: folded.opening, evidence, photos, withheld },
    ...{ attached: isFull ? attached : [], attachedLeftOut: isFull ? 0 : attached.length },
    entries: folded.entries.flatMap(({ seq, entry }) => [
      seq,
      ...depot.decisions.undosOf(entry).map((undo) => undo.seq),
    ]),
  };
}

function whyWithheld(photo: PhotoId, found: Evidence | null, variant: ClaimPackVariant): string | null {
  if (found?.protection) return protectedWords[found.protection];
  const isRefused = found?.photos.some(({ id, decision }) => id === photo && decision === 'rejected');
  return isRefused && variant === 'customer' ? refusedHere : null;
}
