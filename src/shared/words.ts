/**
 * The words of the field, once. Every list here is a promise of `contracts.md`: code, screens, reports and the ledger
 * use these spellings and no others.
 */

/** What became of a package. */
export const outcomes = ['delivered', 'attempted', 'rejected', 'returned', 'cancelled', 'pending'] as const;
export type Outcome = (typeof outcomes)[number];

/** How a package was left. */
export const handovers = [
  'doorstep',
  'rear-door',
  'garage',
  'safe-place',
  'mailbox',
  'locker',
  'recipient',
  'household',
  'reception',
  'neighbour',
  'pickup-point',
  'other',
] as const;
export type Handover = (typeof handovers)[number];

/** Handed to a person: no photo is owed (field notes, "Opportunity"). */
export const attendedHandovers: readonly Handover[] = [
  'recipient',
  'household',
  'reception',
  'neighbour',
  'pickup-point',
];

/** The seven states of a stop. Exactly one holds; `domain/stopState.ts` decides it. */
export const stopStates = [
  'not-required',
  'confirmed',
  'needs-review',
  'candidate',
  'syncing',
  'missing',
  'excused',
] as const;
export type StopState = (typeof stopStates)[number];

/** Why a stop owes no photo, in the order in which they are asked. */
export const notRequiredReasons = [
  'no-delivered-package',
  'opted-out',
  'confidential',
  'out-of-programme',
  'attended',
] as const;
export type NotRequiredReason = (typeof notRequiredReasons)[number];

/** How a photo came to its stop, strongest first. */
export const matchMethods = ['manual', 'sidecar', 'name', 'metadata', 'barcode', 'time-gps'] as const;
export type MatchMethod = (typeof matchMethods)[number];

export const flags = [
  'blurry',
  'too-dark',
  'too-bright',
  'too-small',
  'reused',
  'near-duplicate',
  'far-from-stop',
  'off-time',
  'wrong-route',
  'person-in-photo',
  'photo-despite-opt-out',
  'unreadable',
  'clock-corrected',
  'time-unknown',
] as const;
export type Flag = (typeof flags)[number];

/** Flags that keep a photo from being a confirmation unless the settings say otherwise; the others inform. */
export const blockingFlagsByDefault: readonly Flag[] = [
  'blurry',
  'too-dark',
  'too-bright',
  'too-small',
  'reused',
  'far-from-stop',
  'wrong-route',
  'person-in-photo',
  'unreadable',
];

/** Reasons a supervisor gives for refusing a picture (Amazon's POD report columns, see the field notes). */
export const rejectReasons = [
  'blurry',
  'too-dark',
  'too-bright',
  'no-package-visible',
  'package-in-hand',
  'package-in-vehicle',
  'too-close',
  'person-in-picture',
  'wrong-address',
  'other',
] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** Reasons a supervisor gives for settling a stop without a picture. */
export const excuseReasons = [
  'handed-to-person',
  'access-problem',
  'customer-asked-for-none',
  'device-fault',
  'other',
] as const;
export type ExcuseReason = (typeof excuseReasons)[number];

/** Why a photo without a stop is put aside: it shows no delivery. */
export const asideReasons = ['vehicle-or-equipment', 'damaged-parcel', 'test-picture', 'private', 'other'] as const;
export type AsideReason = (typeof asideReasons)[number];

/**
 * What a stop waits for in the review, worst first: a picture that must not be, false evidence, poor evidence, weak evidence,
 * none. `picture` is every flag about the picture itself (blurry, dark, a person in it, …).
 */
export const reviewKinds = [
  'opted-out',
  'reused',
  'wrong-route',
  'picture',
  'far-from-stop',
  'off-time',
  'uncertain-match',
  'candidate',
  'missing',
] as const;
export type ReviewKind = (typeof reviewKinds)[number];

/** Why a file could not be read as a picture. Each has a sentence in `domain/sentences.ts`. */
export const fileProblemCodes = [
  'empty-file',
  'truncated',
  'not-a-picture',
  'damaged-picture',
  'too-many-pixels',
  'too-many-bytes',
  'took-too-long',
  'reader-crashed',
  'unsupported-format',
  'permission-denied',
  'name-not-utf8',
  'is-a-folder',
  'read-failed',
] as const;
export type FileProblemCode = (typeof fileProblemCodes)[number];

/** Why a file of the folder is not in yet. */
export const pendingReasons = ['settling', 'online-only', 'truncated', 'busy', 'queued'] as const;
export type PendingReason = (typeof pendingReasons)[number];

/** What an opt-out names. */
export const optOutTargets = ['address', 'customer', 'tracking-id'] as const;
export type OptOutTarget = (typeof optOutTargets)[number];

/** How an opt-out came to the register; the manifest's own column stays in the manifest. */
export const optOutSources = ['hand', 'csv', 'link'] as const;
export type OptOutSource = (typeof optOutSources)[number];

/** How a confirmation reaches the customer. */
export const confirmationChannels = ['email', 'webhook', 'pages'] as const;
export type ConfirmationChannel = (typeof confirmationChannels)[number];

/**
 * Where a confirmation stands. `sending`: the channel has it. `sent`: the receiver's server has taken it; `delivered`: the receiver
 * itself has. `uncertain`: it may have been taken, and nobody was there to write it down; never sent again by itself.
 */
export const confirmationStates = [
  'ready',
  'held',
  'sending',
  'sent',
  'delivered',
  'failed',
  'uncertain',
  'withdrawn',
] as const;
export type ConfirmationState = (typeof confirmationStates)[number];

/** What is kept for a time of its own. */
export const retentionKinds = ['picture', 'thumbnail', 'confirmation', 'customer-data'] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/** Why something was erased. */
export const eraseReasons = ['retention', 'request', 'opt-out'] as const;
export type EraseReason = (typeof eraseReasons)[number];

/** What somebody says who claims: the carrier's DNR ("delivered, not received") and its neighbours. */
export const claimAllegations = ['never-received', 'wrong-place', 'damaged', 'not-my-parcel', 'other'] as const;
export type ClaimAllegation = (typeof claimAllegations)[number];

/** Who asked. */
export const claimAskers = ['customer', 'carrier', 'sender', 'police', 'other'] as const;
export type ClaimAsker = (typeof claimAskers)[number];

/** Where a claim stands. `answered`: the evidence went out, nobody has judged yet; the last three close it. */
export const claimStates = ['open', 'answered', 'upheld', 'rejected', 'withdrawn'] as const;
export type ClaimState = (typeof claimStates)[number];

/** How a claim came in. */
export const claimSources = ['hand', 'csv'] as const;
export type ClaimSource = (typeof claimSources)[number];

/** For whom a claim pack is: `full` for the depot, its carrier or a court; `customer`: others' doors, faces and names hidden. */
export const claimPackVariants = ['full', 'customer'] as const;
export type ClaimPackVariant = (typeof claimPackVariants)[number];
