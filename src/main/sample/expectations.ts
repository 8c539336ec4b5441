/** What must come of each stop, from what was done to it: the other half of `truth.json`. */
import type { StopState } from '#shared/words.ts';
import type { SampleStop } from './depot.ts';
import type { FaultyDay } from './faults.ts';
import type { SamplePhoto } from './photos.ts';
import type { PhotoFault, TruthStop } from './truth.ts';

type Expectation = Pick<TruthStop, 'state' | 'stateBeforeCutOff' | 'alsoRight' | 'why'>;

const settled = (state: StopState, why: string, alsoRight: StopState[] = []): Expectation => ({
  state,
  stateBeforeCutOff: state,
  alsoRight,
  why,
});

const notRequiredWords = {
  'no-delivered-package': 'Nothing was delivered here.',
  'opted-out': 'The customer opted out of photos.',
  confidential: 'The address is confidential.',
  'out-of-programme': 'The address is outside the photo programme.',
  attended: 'The parcel was handed to a person.',
} as const;

/** What a stop's only picture leads to when this was done to it. */
const outcomeOfFault: Record<PhotoFault, Expectation | null> = {
  blurry: settled('needs-review', 'Its only picture is blurry.'),
  'too-dark': settled('needs-review', 'Its only picture is too dark.'),
  'too-bright': settled('needs-review', 'Its only picture is too bright.'),
  reused: settled('needs-review', 'The same picture stands at two stops.'),
  'wrong-folder': settled('needs-review', "Its picture lies in another route's folder."),
  'far-away': settled('needs-review', 'Its picture was taken kilometres away.'),
  truncated: {
    ...settled('missing', 'Only a part of its picture has arrived.', ['syncing', 'needs-review']),
    stateBeforeCutOff: 'syncing',
  },
  'zero-byte': {
    ...settled('missing', 'Its picture arrived without any bytes.', ['syncing', 'needs-review']),
    stateBeforeCutOff: 'syncing',
  },
  'online-only': {
    ...settled('syncing', "Its picture's bytes are still in the cloud.", ['missing']),
    stateBeforeCutOff: 'syncing',
  },
  'text-called-jpg': settled('missing', "Its picture is a text file under a picture's name.", [
    'syncing',
    'needs-review',
  ]),
  stripped: settled('candidate', 'Its picture came through a chat and has lost its time.', [
    'confirmed',
    'missing',
    'syncing',
  ]),
  'conflict-copy': null,
  'clock-off': null,
  stray: null,
  'photo-despite-opt-out': null,
};

/** The state that a stop must reach, and why. */
export function expectationOf(stop: SampleStop, photos: readonly SamplePhoto[], day: FaultyDay): Expectation {
  if (stop.notRequired) return settled('not-required', notRequiredWords[stop.notRequired]);
  if (day.notYetSynced.has(stop)) {
    return { ...settled('missing', "The driver's phone has not synced its last stops."), stateBeforeCutOff: 'syncing' };
  }
  if (day.forgotten.has(stop)) {
    const phoneWentOn = day.photos.some((photo) => photo.route.stops.includes(stop) && photo.takenAt > stop.at);
    return {
      ...settled('missing', 'The driver took no picture.'),
      // While nothing later has come, the picture may still be on its way.
      stateBeforeCutOff: phoneWentOn ? 'missing' : 'syncing',
    };
  }
  const outcomes = photos.map((photo) => (photo.fault ? outcomeOfFault[photo.fault] : null));
  const bad = outcomes.every((outcome) => outcome !== null) ? outcomes[0] : null;
  return (
    bad ??
    settled('confirmed', photos.length > 1 ? 'It has a good picture in several files.' : 'It has a good picture.')
  );
}
