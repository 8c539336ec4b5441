/** Everything that the rules say, in a supervisor's words. Codes stay in the code; people read these. */

import type { TakenSource } from '#core/domain/delivery.ts';
import type { StopReason } from '#core/domain/stopState.ts';
import type {
  AsideReason,
  ExcuseReason,
  FileProblemCode,
  Flag,
  MatchMethod,
  NotRequiredReason,
  PendingReason,
  RejectReason,
  StopState,
} from '#shared/words.ts';

/** One word for each state, as on the screen. */
export const stateWords: Record<StopState, string> = {
  'not-required': 'Not required',
  confirmed: 'Confirmed',
  'needs-review': 'Needs review',
  candidate: 'Candidate',
  syncing: 'Syncing',
  missing: 'Missing',
  excused: 'Excused',
};

export const methodWords: Record<MatchMethod, string> = {
  manual: 'Placed by a supervisor',
  sidecar: 'Named in the file beside the photo',
  name: 'Named in the file or folder name',
  metadata: 'Named in the photo’s own text',
  barcode: 'Label read from the picture',
  'time-gps': 'By time and position',
};

export const takenSourceWords: Record<TakenSource, string> = {
  'exif-with-zone': 'camera clock, with its time zone',
  'gps-time': 'camera clock, time zone by GPS',
  sidecar: 'file beside the photo',
  'exif-local': 'camera clock',
  name: 'file name',
  'file-time': 'file’s own date',
};

export const notRequiredSentences: Record<NotRequiredReason, string> = {
  'no-delivered-package': 'Nothing was delivered here',
  'opted-out': 'The customer asked for no photos',
  confidential: 'Confidential address: no photos here',
  'out-of-programme': 'Outside the photo programme',
  attended: 'Handed over to a person',
};

export const excuseSentences: Record<ExcuseReason, string> = {
  'handed-to-person': 'Excused: handed to a person',
  'access-problem': 'Excused: no access',
  'customer-asked-for-none': 'Excused: the customer asked for no photo',
  'device-fault': 'Excused: the driver’s phone had a fault',
  other: 'Excused',
};

export const rejectSentences: Record<RejectReason, string> = {
  blurry: 'Rejected: blurry',
  'too-dark': 'Rejected: too dark',
  'too-bright': 'Rejected: too bright',
  'no-package-visible': 'Rejected: no package to be seen',
  'package-in-hand': 'Rejected: package in hand',
  'package-in-vehicle': 'Rejected: package in the vehicle',
  'too-close': 'Rejected: too close',
  'person-in-picture': 'Rejected: a person is in the picture',
  'wrong-address': 'Rejected: not this address',
  other: 'Rejected',
};

export const asideSentences: Record<AsideReason, string> = {
  'vehicle-or-equipment': 'Put aside: a vehicle or equipment',
  'damaged-parcel': 'Put aside: a damaged parcel',
  'test-picture': 'Put aside: a test picture',
  private: 'Put aside: a private picture',
  other: 'Put aside: no delivery',
};

/** Why, who, and what they wrote: “Put aside: no delivery, by Dana Reyes (“gate code on the wall”)”. */
export function asideSentence(aside: { reason: AsideReason; person: string | null; note: string | null }): string {
  const who = aside.person === null ? '' : `, by ${aside.person}`;
  return `${asideSentences[aside.reason]}${who}${aside.note ? ` (“${aside.note}”)` : ''}`;
}

export const flagSentences: Record<Flag, string> = {
  blurry: 'The picture is blurry',
  'too-dark': 'The picture is too dark',
  'too-bright': 'The picture is too bright',
  'too-small': 'The picture is too small to show anything',
  reused: 'The same picture stands at another stop',
  'near-duplicate': 'A copy of a picture that stands at another stop',
  'far-from-stop': 'Taken far from the address',
  'off-time': 'Taken long before or after the scan',
  'wrong-route': 'Lies with another route’s photos',
  'person-in-photo': 'A person is in the picture',
  'photo-despite-opt-out': 'No photo was to be taken here',
  unreadable: 'The picture can’t be read',
  'clock-corrected': 'The camera’s clock was wrong; its time is corrected',
  'time-unknown': 'The picture doesn’t say when it was taken',
};

const ownReasonSentences = {
  'uncertain-match': 'Not certain that this picture belongs here',
  'file-arriving': 'The picture is still arriving',
  'device-behind': 'The driver’s phone hasn’t synced this far',
  'photos-rejected': 'Every picture was rejected',
} as const;

/** What a supervisor reads beside the state; null where the state says it all. */
export function reasonSentence(state: StopState, reason: StopReason | null): string | null {
  if (reason === null) return null;
  if (state === 'excused') return excuseSentences[reason as ExcuseReason];
  if (state === 'not-required') return notRequiredSentences[reason as NotRequiredReason];
  if (reason in ownReasonSentences) return ownReasonSentences[reason as keyof typeof ownReasonSentences];
  return flagSentences[reason as Flag];
}

const adviceOfState: Record<StopState, string | null> = {
  'not-required': null,
  confirmed: null,
  'needs-review': 'Look at the picture: accept it if it shows the delivery, reject it if not',
  candidate: 'Look at the proposed pictures: accept the one that belongs here',
  syncing: 'Wait until the driver’s phone has synced, or ask the driver to open it on the depot’s Wi-Fi',
  missing: 'Ask the driver for the picture, or excuse the stop with a reason',
  excused: null,
};

/** What to do next; null when the stop is settled. */
export function adviceSentence(state: StopState, reason: StopReason | null): string | null {
  if (reason === 'file-arriving') return 'Wait: the picture is on its way, nothing needs doing';
  if (reason === 'wrong-route' || reason === 'far-from-stop') {
    return 'Compare the picture with the address: accept it if it is right, else reject it as the wrong address';
  }
  if (reason === 'reused')
    return 'One picture can’t prove two deliveries: accept it where it belongs and reject it here or there';
  return adviceOfState[state];
}

/** What is wrong with a file, and what to do about it. */
export const fileProblemSentences: Record<FileProblemCode, { message: string; advice: string }> = {
  'empty-file': {
    message: 'The file is empty',
    advice: 'Ask the driver to send the photo again; the sync may have been cut off.',
  },
  truncated: {
    message: 'Only part of the picture is here',
    advice: 'Leave it until the sync has finished; if it stays like this, ask the driver to send the photo again.',
  },
  'not-a-picture': {
    message: 'The file is called a picture but isn’t one',
    advice: 'Move it out of the photo folder, or ask where it comes from.',
  },
  'damaged-picture': {
    message: 'The picture is damaged and can’t be opened',
    advice: 'Ask the driver to send the photo again.',
  },
  'too-many-pixels': {
    message: 'The picture has more pixels than the limit in the settings',
    advice: 'No phone takes such pictures: check where the file comes from, or raise the limit.',
  },
  'too-many-bytes': {
    message: 'The file is larger than the limit in the settings',
    advice: 'Check where the file comes from, or raise the limit.',
  },
  'took-too-long': {
    message: 'Reading the picture took too long and was stopped',
    advice: 'The next scans try it twice more; if it stays like this, ask the driver to send the photo again.',
  },
  'reader-crashed': {
    message: 'The picture could not be read in three tries',
    advice: 'Open it on the driver’s phone; if it is fine there, have it sent again.',
  },
  'unsupported-format': {
    message: 'Porchlight can’t read this kind of picture',
    advice: 'Set the driver’s camera to JPEG (“most compatible”) and have the photo sent again.',
  },
  'permission-denied': {
    message: 'This computer may not open the file',
    advice: 'Ask whoever looks after the computer to give Porchlight the right to read the folder.',
  },
  'name-not-utf8': {
    message: 'The file’s name holds characters that can’t be read',
    advice: 'Rename the file; its picture will then be read.',
  },
  'is-a-folder': {
    message: 'This is a folder with a picture’s name',
    advice: 'Rename the folder, so that nobody takes it for a photo.',
  },
  'read-failed': {
    message: 'The file could not be read',
    advice: 'Check that the disk or network drive is connected, then choose “Scan now”.',
  },
};

/** Why a file is not in yet. */
export const pendingSentences: Record<PendingReason, string> = {
  settling: 'Still being written',
  'online-only': 'Only in the cloud: the sync client hasn’t brought it to this computer',
  truncated: 'Only part of it has arrived',
  busy: 'In use by another program',
  queued: 'Waiting to be read',
};
