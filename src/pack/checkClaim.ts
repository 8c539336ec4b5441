/** claim.json against the manifest: a pack must not speak of one claim outside and of another inside. */
import { parseJson } from './checkSeal.ts';
import type { FaultCode, Finding } from './finding.ts';
import { claimFileSchema, type Manifest, packPaths } from './format.ts';

/** `bytes` are absent when the file is missing, which is told with the other files. */
export function checkClaim(bytes: Uint8Array | undefined, manifest: Manifest | null): Finding[] {
  if (!bytes) return [];
  const fault = (code: FaultCode, sentence: string): Finding[] => [{ code, file: packPaths.claim, sentence }];
  const { data } = claimFileSchema.safeParse(parseJson(bytes));
  if (!data) return fault('claim-unreadable', 'claim.json is no claim any more: it was changed.');
  if (manifest === null) return [];
  if (data.claim.number !== manifest.claim) {
    return fault('claim-contradicts', 'claim.json is about another claim than the manifest.');
  }
  const named = (list: readonly { path: string | null; recordedSha256: string }[] = []) =>
    list
      .map(({ path, recordedSha256 }) => `${recordedSha256} ${path}`)
      .sort()
      .join('\n');
  if (named(data.pictures) !== named(manifest.pictures)) {
    return fault('claim-contradicts', 'claim.json tells of other pictures than the manifest.');
  }
  return named(data.files) === named(manifest.attachments)
    ? []
    : fault('claim-contradicts', 'claim.json tells of other files of the claim than the manifest.');
}
