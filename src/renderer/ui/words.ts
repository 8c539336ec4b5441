/** The field's words as a supervisor reads them. The spellings of code and contract stay in `#shared/words.ts`. */
import type {
  ClaimAllegation,
  ClaimAsker,
  ClaimPackVariant,
  ClaimState,
  ConfirmationChannel,
  ConfirmationState,
  ExcuseReason,
  Flag,
  Handover,
  MatchMethod,
  Outcome,
  PendingReason,
  RejectReason,
  ReviewKind,
  StopState,
} from '#shared/words.ts';

export const stateWords: Record<StopState, string> = {
  missing: 'Missing',
  'needs-review': 'To review',
  candidate: 'Candidate',
  syncing: 'Syncing',
  confirmed: 'Confirmed',
  excused: 'Excused',
  'not-required': 'Not required',
};

/** Worst first: the order of filters and legends. */
export const statesWorstFirst: readonly StopState[] = [
  'missing',
  'needs-review',
  'candidate',
  'syncing',
  'confirmed',
  'excused',
  'not-required',
];

/** What a stop waits for in the review. */
export const reviewKindWords: Record<ReviewKind, string> = {
  'opted-out': 'Photo despite opt-out',
  reused: 'Used twice',
  'wrong-route': 'Wrong route',
  picture: 'Poor picture',
  'far-from-stop': 'Far away',
  'off-time': 'Off time',
  'uncertain-match': 'Not sure',
  candidate: 'Candidates',
  missing: 'Missing',
};

export const flagWords: Record<Flag, string> = {
  blurry: 'Blurry',
  'too-dark': 'Too dark',
  'too-bright': 'Too bright',
  'too-small': 'Too small',
  reused: 'Used twice',
  'near-duplicate': 'Looks like another',
  'far-from-stop': 'Far away',
  'off-time': 'Off time',
  'wrong-route': 'Wrong route',
  'person-in-photo': 'Person in photo',
  'photo-despite-opt-out': 'Opted out',
  unreadable: 'Unreadable',
  'clock-corrected': 'Clock corrected',
  'time-unknown': 'Time unknown',
};

/** What a flag means, in one sentence. */
export const flagSentences: Record<Flag, string> = {
  blurry: 'The picture is too blurred to prove the delivery.',
  'too-dark': 'The picture is too dark to see the parcel.',
  'too-bright': 'The picture is washed out.',
  'too-small': 'The picture has too few pixels to see the parcel.',
  reused: 'The very same picture stands for two stops, so it proves neither.',
  'near-duplicate': 'It is a copy of a picture that stands at another stop.',
  'far-from-stop': 'It was taken far from the address.',
  'off-time': 'It was taken long before or after the scan.',
  'wrong-route': 'Its name or folder says another route.',
  'person-in-photo': 'A person can be recognised in it.',
  'photo-despite-opt-out': 'It is not to be shown: the customer wants no photos, or the address is confidential.',
  unreadable: 'The file can’t be opened as a picture.',
  'clock-corrected': 'The phone’s clock was off; its times were corrected.',
  'time-unknown': 'It doesn’t say when it was taken.',
};

export const outcomeWords: Record<Outcome, string> = {
  delivered: 'Delivered',
  attempted: 'Attempted',
  rejected: 'Rejected',
  returned: 'Returned',
  cancelled: 'Cancelled',
  pending: 'Pending',
};

export const handoverWords: Record<Handover, string> = {
  doorstep: 'Doorstep',
  'rear-door': 'Rear door',
  garage: 'Garage',
  'safe-place': 'Safe place',
  mailbox: 'Mailbox',
  locker: 'Locker',
  recipient: 'To the recipient',
  household: 'To the household',
  reception: 'Reception',
  neighbour: 'Neighbour',
  'pickup-point': 'Pick-up point',
  other: 'Other place',
};

export const methodWords: Record<MatchMethod, string> = {
  manual: 'Tied by hand',
  sidecar: 'Tied by its sidecar file',
  name: 'Tied by its name',
  metadata: 'Tied by its metadata',
  barcode: 'Tied by the barcode in it',
  'time-gps': 'Tied by time and position',
};

export const rejectWords: Record<RejectReason, string> = {
  blurry: 'Blurry',
  'too-dark': 'Too dark',
  'too-bright': 'Too bright',
  'no-package-visible': 'No package visible',
  'package-in-hand': 'Package in hand',
  'package-in-vehicle': 'Package in vehicle',
  'too-close': 'Too close',
  'person-in-picture': 'Person in picture',
  'wrong-address': 'Wrong address',
  other: 'Other…',
};

export const excuseWords: Record<ExcuseReason, string> = {
  'handed-to-person': 'Handed to a person',
  'access-problem': 'No access to the door',
  'customer-asked-for-none': 'Customer asked for none',
  'device-fault': 'Phone or app fault',
  other: 'Other…',
};

export const pendingWords: Record<PendingReason, string> = {
  settling: 'Still being written',
  'online-only': 'Online only',
  truncated: 'Half synced',
  busy: 'In use',
  queued: 'Waiting its turn',
};

/** Where a confirmation to a customer stands. */
export const confirmationWords: Record<ConfirmationState, string> = {
  ready: 'Waiting',
  held: 'On hold',
  sending: 'Being sent',
  sent: 'Sent',
  delivered: 'Arrived',
  failed: 'Failed',
  uncertain: 'Not sure',
  withdrawn: 'Withdrawn',
};

/** What needs a person first: the order of filters. */
export const confirmationsWorstFirst: readonly ConfirmationState[] = [
  'uncertain',
  'failed',
  'held',
  'ready',
  'sending',
  'sent',
  'delivered',
  'withdrawn',
];

export const channelWords: Record<ConfirmationChannel, string> = {
  email: 'E-mail',
  webhook: 'Webhook',
  pages: 'Web page',
};

/** Where a claim stands. */
export const claimStateWords: Record<ClaimState, string> = {
  open: 'Open',
  answered: 'Answered',
  upheld: 'Upheld',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
};

/** What somebody says who claims. */
export const allegationWords: Record<ClaimAllegation, string> = {
  'never-received': 'Never received',
  'wrong-place': 'Wrong place',
  damaged: 'Damaged',
  'not-my-parcel': 'Not my parcel',
  other: 'Something else',
};

/** Who asked about a parcel. */
export const askerWords: Record<ClaimAsker, string> = {
  customer: 'Customer',
  carrier: 'Carrier',
  sender: 'Sender',
  police: 'Police',
  other: 'Somebody else',
};

/** For whom a claim pack is. */
export const packWords: Record<ClaimPackVariant, string> = {
  full: 'Full',
  customer: 'For the customer',
};
