/**
 * What a claim pack is made of (docs/claim-pack.md): the names of its files, and the shapes of its manifest, its claim and its
 * excerpt of the ledger. The core writes by these shapes, `npm run verify` and verify.html check by them.
 *
 * A new version may add optional fields; what is here keeps its meaning, for packs are kept for years.
 */
import { z } from 'zod';
import { photoIdSchema } from '#shared/ids.ts';

export const packFormat = 'porchlight-claim-pack';
export const claimFormat = 'porchlight-claim';
export const excerptFormat = 'porchlight-ledger-excerpt';
export const packVersion = 1;

/** Where each file of a pack stands. Pictures are in {@link picturesFolder}; files that were put to the claim, and what else belongs to it, in {@link attachmentsFolder}. */
export const packPaths = {
  readme: 'README.txt',
  pdf: 'claim.pdf',
  claim: 'claim.json',
  ledger: 'ledger.json',
  verifier: 'verify.html',
  manifest: 'manifest.json',
  signature: 'signature.ed25519',
  key: 'depot-key.pem',
  timeStamp: 'timestamp.tsr',
} as const;
export const picturesFolder = 'pictures/';
export const attachmentsFolder = 'files/';

/**
 * Files that the manifest can't list, because they are made from it or seal it: the manifest itself, the signature over it, the key
 * to check that with, and the time stamp over the signature. Everything else in a pack is in the manifest's list.
 */
export const sealingPaths: ReadonlySet<string> = new Set([
  packPaths.manifest,
  packPaths.signature,
  packPaths.key,
  packPaths.timeStamp,
]);

/** SHA-256 as 64 hex digits, lower case. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * A path in a pack: plain ASCII names that every system can unpack, `/` between them, at most 200 characters. No name begins or ends
 * with a dot, so `..` can't be written at all.
 */
export const packPathSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:\/[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)*$/);

export const fileRoles = ['readme', 'pdf', 'claim', 'ledger', 'verifier', 'picture', 'attachment'] as const;
export type FileRole = (typeof fileRoles)[number];

export const packedFileSchema = z.object({
  path: packPathSchema,
  bytes: z.number().int().nonnegative(),
  sha256: sha256Schema,
  role: z.enum(fileRoles),
});
export type PackedFile = z.infer<typeof packedFileSchema>;

/**
 * How a picture in the pack stands to the bytes that were hashed when Porchlight first saw it:
 * `same` the pack has those very bytes · `changed` the file in the folder has other bytes since, and the pack has these ·
 * `gone` the file is no longer there, and the pack has none · `erased` it was erased by the depot's rules, and the pack has none ·
 * `redacted` a copy for the customer, with parts covered, made from those bytes.
 */
export const pictureStandings = ['same', 'changed', 'gone', 'erased', 'redacted'] as const;
export type PictureStanding = (typeof pictureStandings)[number];

export const packedPictureSchema = z
  .object({
    /** Null: no bytes of it are in the pack. */
    path: packPathSchema.nullable(),
    /** SHA-256 as recorded when the picture was first seen; it is the picture's id. */
    recordedSha256: photoIdSchema,
    standing: z.enum(pictureStandings),
  })
  .refine(({ path, standing }) => (path === null) === (standing === 'gone' || standing === 'erased'), {
    message: 'a picture has a path exactly when its bytes are in the pack',
  });
export type PackedPicture = z.infer<typeof packedPictureSchema>;

/**
 * How a file that was put to the claim stands: `same` the pack has the very bytes that its entry of the ledger recorded ·
 * `gone` the depot's copy is not there any more or not the same, and the pack has none · `erased` it was erased by the depot's rules.
 */
export const attachmentStandings = ['same', 'gone', 'erased'] as const;
export type AttachmentStanding = (typeof attachmentStandings)[number];

export const packedAttachmentSchema = z
  .object({
    /** Null: no bytes of it are in the pack. */
    path: packPathSchema.nullable(),
    /** SHA-256 as the ledger recorded it when the file was put to the claim. */
    recordedSha256: sha256Schema,
    /** Number (`seq`) of the entry that recorded it; ledger.json shows it. */
    entry: z.number().int().positive(),
    standing: z.enum(attachmentStandings),
  })
  .refine(({ path, standing }) => (path !== null) === (standing === 'same'), {
    message: 'a file of the claim has a path exactly when its bytes are in the pack',
  });
export type PackedAttachment = z.infer<typeof packedAttachmentSchema>;

/** What both variants always have: a pack that lists none of it could not be checked for it. */
const neverAbsent = [packPaths.claim, packPaths.ledger];

export const manifestSchema = z.object({
  format: z.literal(packFormat),
  version: z.literal(packVersion),
  /** Names this pack for ever (UUID). */
  packId: z.uuid(),
  /** Number of the claim that it answers. */
  claim: z.string().min(1).max(200),
  depot: z.string().max(500),
  /** ISO 8601 with offset, by the clock of the computer that made the pack. */
  madeAt: z.iso.datetime({ offset: true }),
  /** `customer`: the redacted variant. */
  variant: z.enum(['full', 'customer']),
  /** Version of the Porchlight that made it. */
  madeBy: z.string().max(100),
  /** SHA-256 of the public key (SPKI, DER) that signs: who swaps the key must change the manifest too. */
  keyFingerprint: sha256Schema,
  /** A time stamp belongs to the pack. False: none was made (no authority is set, or it gave none). */
  timeStamped: z.boolean(),
  /** Every file but those of {@link sealingPaths}. */
  files: z
    .array(packedFileSchema)
    .max(10_000)
    .refine((files) => neverAbsent.every((path) => files.some((file) => file.path === path)), {
      message: 'a pack has a claim and an excerpt of the ledger',
    })
    .refine((files) => new Set(files.map(({ path }) => path.toLowerCase())).size === files.length, {
      message: 'each file is listed once',
    }),
  /** All pictures of the claim, also those whose bytes can't be in the pack. */
  pictures: z.array(packedPictureSchema).max(10_000),
  /** Files that were put to the claim, also those whose bytes can't be in the pack. Absent in packs from before they went in. */
  attachments: z.array(packedAttachmentSchema).max(10_000).optional(),
  /** Files that were put to the claim and that the customer's variant leaves out; absent: none. */
  attachmentsLeftOut: z.number().int().positive().optional(),
  ledger: z.object({
    /** Entries of the whole ledger when the pack was made. */
    size: z.number().int().positive(),
    /** Root of the hash tree over all of them (`merkle.ts`), hex. */
    root: sha256Schema,
    /** Hash of the last of them. */
    head: sha256Schema,
    /** Numbers (`seq`) of the entries that ledger.json shows, rising: one that is cut out can be named. */
    entries: z.array(z.number().int().positive()).max(100_000),
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const storedEntrySchema = z.strictObject({
  seq: z.number().int().positive(),
  id: z.string(),
  at: z.number().int(),
  desk: z.string(),
  kind: z.string(),
  subject: z.string(),
  body: z.string(),
  sealed: z.string(),
  previous_hash: sha256Schema,
  hash: sha256Schema,
});

export const provenEntrySchema = z.object({
  /** Place among all entries, from 0. In a whole ledger it is `seq - 1`. */
  index: z.number().int().nonnegative(),
  stored: storedEntrySchema,
  /** Of `inclusionProof` (merkle.ts), hex, from the leaf to the root. */
  proof: z.array(sha256Schema).max(64),
  /** Its sealed texts in the clear, by field name. The entry's hash covers the sealed bytes; only the signature backs these. */
  opened: z.record(z.string(), z.string()).optional(),
});
export type ProvenEntry = z.infer<typeof provenEntrySchema>;

/** ledger.json */
export const ledgerExcerptSchema = z.object({
  format: z.literal(excerptFormat),
  version: z.literal(packVersion),
  size: z.number().int().positive(),
  root: sha256Schema,
  /** The last entry of the ledger, without opened texts unless it is about the claim. */
  head: provenEntrySchema,
  /** What was decided about the stop and the claim, in the ledger's order. */
  entries: z.array(provenEntrySchema).max(100_000),
  /** The ledger itself did not hold when the pack was made: from which entry on, and why, as a sentence. Null: it held. */
  broken: z.object({ seq: z.number().int(), sentence: z.string().max(1000) }).nullable(),
});
export type LedgerExcerpt = z.infer<typeof ledgerExcerptSchema>;

/**
 * claim.json: for programs that read the pack. Only what the checker shows is fixed here; the claims desk adds its own fields to each
 * object, and they are backed by the signature like all else.
 */
export const claimFileSchema = z.looseObject({
  format: z.literal(claimFormat),
  version: z.literal(packVersion),
  claim: z.looseObject({ number: z.string() }),
  stop: z.looseObject({}).nullable(),
  facts: z.looseObject({}),
  /** Plain sentences made from the facts. */
  summary: z.array(z.string()),
  /** Metadata by picture; `path` as in the manifest. */
  pictures: z.array(z.looseObject({ path: packPathSchema.nullable(), recordedSha256: photoIdSchema })),
  /** Files that were put to the claim, with their names; as in the manifest. */
  files: z.array(z.looseObject({ path: packPathSchema.nullable(), recordedSha256: sha256Schema })).optional(),
});
export type ClaimFile = z.infer<typeof claimFileSchema>;

/** A key's fingerprint as people read it out: 16 groups of 4 hex digits, `3f2a 91c0 …`. */
export function groupedFingerprint(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** A fingerprint as somebody typed or pasted it, as 64 hex digits; null when it is none. */
export function readFingerprint(text: string): string | null {
  const digits = text
    .toLowerCase()
    .replace(/^sha-?256:?/, '')
    .replaceAll(/[\s:·-]/g, '');
  return sha256Schema.safeParse(digits).success ? digits : null;
}
