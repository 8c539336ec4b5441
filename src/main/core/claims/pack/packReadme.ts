/** `README.txt` of a pack: what it is, for whoever unpacks it years later. */
import { groupedFingerprint } from '#pack/format.ts';
import type { ClaimPackVariant } from '#shared/words.ts';

export function packReadme(about: {
  claim: string;
  depot: string;
  variant: ClaimPackVariant;
  fingerprint: string;
  hasChecker: boolean;
}): string {
  const { claim, depot, variant, fingerprint, hasChecker } = about;
  const lines = [
    `Claim ${claim}, as the depot “${depot}” answers it.`,
    '',
    'claim.pdf       for people: what is known of the delivery, with its pictures',
    'claim.json      the same for programs',
    variant === 'full'
      ? 'pictures/       the original files, byte for byte as they are in the depot’s folder'
      : 'pictures/       copies of the pictures; parts may be made unreadable in them',
    variant === 'full'
      ? 'files/          what was put to the claim, byte for byte as the ledger recorded it; its names are in claim.json'
      : 'files that were put to the claim are left out of this variant',
    'ledger.json     what was decided about it, out of the depot’s ledger, with proofs',
    'manifest.json   every file with its SHA-256, and the ledger’s root and head',
    'signature.ed25519, depot-key.pem   the depot’s signature over manifest.json, and its public key',
    'timestamp.tsr   where there is one: when the signature was there, by somebody else’s clock',
    ...(hasChecker
      ? ['verify.html     checks all of this in a browser, without a network: open it and drop the ZIP on it']
      : []),
    '',
    'Whoever unpacks it and changes a byte of it breaks the signature. The ZIP as it came is what can be checked.',
    '',
    'The fingerprint of the depot’s key, to be compared with what the depot says on another way:',
    groupedFingerprint(fingerprint),
    '',
  ];
  return lines.join('\r\n');
}
