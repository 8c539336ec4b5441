import { expect, test } from 'vitest';
import { checkedEvidence, withSummary } from '#core/domain/evidence/evidence.ts';
import type { ClaimView } from '#shared/claims.ts';
import type { ConfirmationView } from '#shared/confirmations.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { LabelView } from '#shared/views.ts';
import {
  decision,
  evidencePhoto,
  evidenceView,
  parcel,
  scannedAt,
  timelineStop,
  type ViewChanges,
} from '#tests/fixtures/evidenceView.ts';
import { sentencesOf } from '#tests/unit/domain/evidence/saying.ts';

/** One line a sentence: `+` for, `−` against, `·` neither. */
const say = (changes: ViewChanges = {}): string[] =>
  sentencesOf(withSummary(evidenceView(changes), defaultSettings).summary);

test('a plain good delivery is said in a few sentences, what speaks for it first', () => {
  expect(say()).toEqual([
    '+ Picture taken 22 s after the scan, 14 m from the address',
    '+ Picture taken between the driver’s scans before (14:27:00) and after (14:43:00) this stop',
    '+ The picture is tied to this stop by the name of its file or folder, 100 % sure',
    '· The picture reached this computer on Fri 20 Nov 2026 15:35',
    '· The manifest says that 1 parcel was delivered at 14:35:00 (doorstep)',
    '· No other stop of the day lies within 60 m of the address',
  ]);
});

const photos = (...changes: Parameters<typeof evidencePhoto>) => [evidencePhoto(...changes)];
const clock = {
  confidence: 0.98,
  support: 41,
  independent: 9,
  person: null,
  restsOn: '41 pictures, 9 of them with GPS time',
};
const label = (text: string, meaning: string): LabelView => ({
  ...{ format: 'Barcode', text, meaning, isParcel: meaning.startsWith('Package') },
  box: { x: 0, y: 0, width: 0.1, height: 0.1 },
});
const otherUse = {
  ...{ stopId: '9'.repeat(16), routeId: '8'.repeat(16), date: '2026-11-13', route: 'R7', driver: null },
  ...{ stop: '009', address: '3 Oak Ave', completedAt: null },
};
const told = (changes: Partial<ConfirmationView>) =>
  ({ channel: 'email', state: 'sent', changedAt: scannedAt + 7_200_000, ...changes }) as ConfirmationView;
const claim = (changes: Partial<ClaimView> = {}) =>
  ({ number: '2026-0042', openedAt: scannedAt + 86_400_000, ...changes }) as ClaimView;

const cases: Array<[string, ViewChanges, string]> = [
  [
    'a corrected clock and what it rests on',
    { photos: photos({ clockCorrection: 440, clock, flags: ['clock-corrected'] }) },
    '· The phone’s clock was corrected by 7 min 20 s, as it was slow (by 41 pictures, 9 of them with GPS time, 98 % sure)',
  ],
  [
    'a clock that rests on two pictures only is no proof of a time',
    {
      photos: photos({
        clockCorrection: -3600,
        clock: { ...clock, support: 2, independent: 0, restsOn: '2 pictures beside scans' },
      }),
    },
    '− The phone’s clock was corrected by 1 h, as it was fast (by 2 pictures beside scans, 98 % sure), which is not certain',
  ],
  [
    '… and what is measured by it is no support',
    { photos: photos({ clockCorrection: -3600, clock: { ...clock, support: 2, independent: 0 } }) },
    '· Picture taken 22 s after the scan',
  ],
  [
    'a clock that a person set',
    {
      photos: photos({
        clockCorrection: 60,
        clock: { ...clock, confidence: null, person: 'Dana', restsOn: 'said by Dana' },
      }),
    },
    '· The phone’s clock was corrected by 1 min, as it was slow; Dana said so',
  ],
  [
    'a picture before the scan',
    { photos: photos({ secondsAfterScan: -95 }) },
    '+ Picture taken 1 min 35 s before the scan, 14 m from the address',
  ],
  [
    'a picture at the scan',
    { photos: photos({ secondsAfterScan: 0 }) },
    '+ Picture taken at the moment of the scan, 14 m from the address',
  ],
  [
    'a picture ten minutes later supports nothing',
    { photos: photos({ secondsAfterScan: 600 }) },
    '· Picture taken 10 min after the scan',
  ],
  [
    'a picture hours later',
    { photos: photos({ secondsAfterScan: 11_100 }) },
    '− Picture taken 3 h 5 min after the scan',
  ],
  [
    'a picture hours later and kilometres away',
    { photos: photos({ secondsAfterScan: 11_100, metresFromStop: 2345 }) },
    '− Picture taken 3 h 5 min after the scan, 2.3 km from the address',
  ],
  [
    'a distance that says little',
    { photos: photos({ metresFromStop: 92 }) },
    '· Picture taken 92 m from the address; positions are often off by that much, so it says little',
  ],
  [
    'a picture without a time',
    { photos: photos({ takenAt: null, correctedAt: null, secondsAfterScan: null }) },
    '· The picture doesn’t say when it was taken',
  ],
  [
    'a time that is only the file’s own',
    { photos: photos({ flags: ['time-unknown'], secondsAfterScan: 22 }) },
    '· The picture doesn’t say when it was taken',
  ],
  [
    'a picture without a position',
    { photos: photos({ position: null, metresFromStop: null }) },
    '· The picture doesn’t say where it was taken',
  ],
  [
    'another door that is nearer',
    {
      photos: photos({
        metresFromStop: 48,
        nearestStops: [{ stopId: '3'.repeat(16), address: '18 Elm St', metres: 6 }],
      }),
    },
    '− Picture taken nearer to 18 Elm St (6 m) than to this address (48 m)',
  ],
  [
    'another door that is hardly nearer is not held against it',
    {
      photos: photos({
        metresFromStop: 14,
        nearestStops: [{ stopId: '3'.repeat(16), address: '16 Elm St', metres: 6 }],
      }),
    },
    '· Picture taken nearer to 16 Elm St (6 m) than to this address (14 m)',
  ],
  [
    'a picture after the next scan',
    { photos: photos({ correctedAt: scannedAt + 900_000, secondsAfterScan: 900 }) },
    '− Picture taken 7 min after the scan of the stop after this one: 16 Elm St',
  ],
  [
    'a picture that was laid by hand',
    { photos: photos({ method: 'manual', decision: 'accepted' }), detail: { decisions: [decision()] } },
    '· The picture was laid to this stop by hand, by Dana on Fri 20 Nov 2026 16:35',
  ],
  [
    'a picture that was accepted',
    { photos: photos({ decision: 'accepted' }), detail: { decisions: [decision()] } },
    '+ The picture was accepted by Dana on Fri 20 Nov 2026 16:35',
  ],
  [
    'a picture that was rejected',
    {
      photos: photos({ decision: 'rejected' }),
      detail: { decisions: [decision({ kind: 'reject', sentence: 'Rejected: blurry', person: null })] },
    },
    '− The picture was rejected on Fri 20 Nov 2026 16:35: blurry',
  ],
  [
    'what a rejected picture tells supports nothing',
    { photos: photos({ decision: 'rejected' }) },
    '· Picture taken 22 s after the scan',
  ],
  [
    'an uncertain match',
    { photos: photos({ method: 'time-gps', confidence: 0.42 }) },
    '− It is not certain that the picture belongs here: by time and position, 42 % sure',
  ],
  [
    'a match by time and place is no third witness',
    { photos: photos({ method: 'time-gps', confidence: 0.97 }) },
    '· The picture is tied to this stop by time and position, 97 % sure',
  ],
  [
    'the label of the parcel',
    {
      photos: photos({
        method: 'barcode',
        labels: [label('TBA300000001', 'Package TBA300000001 of stop 002 on R104')],
      }),
    },
    '+ The picture shows the label of the parcel: TBA300000001',
  ],
  [
    'the label of another parcel',
    { photos: photos({ labels: [label('TBA300000009', 'Package TBA300000009 of stop 009 on R104')] }) },
    '− The picture shows the label of another parcel: package TBA300000009 of stop 009 on R104',
  ],
  [
    'a reused picture',
    { photos: photos({ flags: ['reused'], alsoAt: [otherUse] }) },
    '− The picture stands at 1 other stop as well: 3 Oak Ave (Friday 13 November 2026)',
  ],
  [
    'what a reused picture tells supports nothing',
    { photos: photos({ flags: ['reused'], alsoAt: [otherUse] }) },
    '· Picture taken 22 s after the scan',
  ],
  [
    'a copy in another dress',
    {
      photos: photos({
        flags: ['near-duplicate'],
        lookalikes: [
          {
            photoId: 'b'.repeat(64),
            takenAt: null,
            use: null,
            sentence: 'The same picture, mirrored here, stands at 3 Oak Ave too',
          },
        ],
      }),
    },
    '− The picture looks like another: The same picture, mirrored here, stands at 3 Oak Ave too',
  ],
  [
    'a picture of another route',
    { photos: photos({ flags: ['wrong-route'] }) },
    '− The picture lies among another route’s pictures',
  ],
  [
    'a bad picture',
    { photos: photos({ flags: ['blurry', 'too-dark'] }) },
    '− The picture is not good evidence: blurry, too dark',
  ],
  ['a person in the picture', { photos: photos({ flags: ['person-in-photo'] }) }, '· A person is in the picture'],
  [
    'a picture that must not be',
    { protection: 'opted-out', photos: photos({ flags: ['photo-despite-opt-out'] }) },
    '· The picture was not to be taken here, and is shown only to who asks for it',
  ],
  [
    'an opt-out',
    { protection: 'opted-out-since' },
    '· No photos are to be taken or shown here: the customer has asked for no photos since',
  ],
  [
    'a confidential address',
    { protection: 'confidential' },
    '· No photos are to be taken or shown here: the address is confidential',
  ],
  [
    'an erased picture',
    { photos: photos({ erased: true }) },
    '· The picture was erased; what was written down about it stands',
  ],
  [
    'an erased customer',
    { erased: ['picture', 'customer-data'] },
    '· Erased at this stop: pictures, address and customer',
  ],
  [
    'a picture after the claim',
    { photos: photos({ arrivedAt: scannedAt + 90_000_000 }), claims: [claim()] },
    '− The picture came after claim 2026-0042 was opened on Sat 21 Nov 2026 14:35',
  ],
  ['no picture', { photos: [], row: { state: 'missing' } }, '− No picture is tied to this stop, and one was owed'],
  [
    'a picture that may still come',
    { photos: [], row: { state: 'syncing', reason: 'The driver’s phone hasn’t synced this far' } },
    '· A picture may still come: the driver’s phone hasn’t synced this far',
  ],
  [
    'a candidate only',
    { photos: [], row: { state: 'candidate' }, detail: { candidates: [{} as never, {} as never] } },
    '· 2 pictures without a stop may belong here, which nobody has decided',
  ],
  [
    'an attended hand-over',
    {
      photos: [],
      row: { state: 'not-required', reason: 'Handed over to a person' },
      detail: { packageList: [parcel({ handover: 'household' })] },
    },
    '+ The manifest says that 1 parcel was handed to a person (household)',
  ],
  [
    'no picture owed',
    { photos: [], row: { state: 'not-required', reason: 'Outside the photo programme' } },
    '· No picture is owed here: outside the photo programme',
  ],
  [
    'an undelivered parcel',
    { detail: { packageList: [parcel(), parcel({ outcome: 'attempted' })] } },
    '− The manifest says that 1 of 2 parcels was not delivered: attempted',
  ],
  [
    'nothing delivered',
    {
      photos: [],
      row: { state: 'not-required', reason: 'Nothing was delivered here' },
      detail: { packageList: [parcel({ outcome: 'returned' })] },
    },
    '− The manifest says that 1 parcel was not delivered: returned',
  ],
  [
    'no scan time',
    { detail: { packageList: [parcel({ completedAt: null, handover: null })] } },
    '· The manifest doesn’t say when it was delivered',
  ],
  [
    'scans of stops that nobody can have been at',
    {
      timeline: [
        timelineStop({ isThis: true, metres: 0 }),
        timelineStop({ completedAt: scannedAt + 20_000, metres: 1234.4 }),
      ],
    },
    '− 1 other stop, up to 1.2 km away, was scanned within 30 s of this one',
  ],
  [
    'an address without a position',
    { near: null },
    '· The manifest gives the address no position, so no distance can be told',
  ],
  [
    'neighbours',
    { near: { within: 60, total: 2, stops: [{ stopId: '3'.repeat(16), address: '16 Elm St', metres: 24.4 }] } },
    '· 2 other stops of the day lie within 60 m of the address, the nearest 16 Elm St (24 m): a position can’t tell such doors apart',
  ],
  [
    'earlier pictures',
    { earlier: [{} as never, {} as never, {} as never] },
    '· 3 earlier pictures of this address stand beside to compare; nothing but the eye has compared the doors',
  ],
  [
    'an excuse',
    {
      photos: [],
      row: { state: 'excused' },
      detail: { decisions: [decision({ kind: 'excuse', photoId: null, sentence: 'Excused: no access' })] },
    },
    '· The stop was excused by Dana on Fri 20 Nov 2026 16:35: no access',
  ],
  [
    'a driver who was asked',
    { row: { followUp: true }, detail: { decisions: [decision({ kind: 'follow-up', photoId: null })] } },
    '· The driver was asked about it by Dana on Fri 20 Nov 2026 16:35',
  ],
  [
    'a picture that was moved away',
    { detail: { decisions: [decision({ kind: 'move', photoId: 'b'.repeat(64) })] } },
    '· 1 picture was moved from here to another stop, last by Dana on Fri 20 Nov 2026 16:35',
  ],
  [
    'a manifest that says something else since',
    {
      detail: {
        decisions: [
          decision({ changedSince: 'Decided when the manifest said delivered at 14:32; it now says attempted.' }),
        ],
      },
    },
    '− Decided when the manifest said delivered at 14:32; it now says attempted',
  ],
  [
    'a decision that was taken back',
    { detail: { decisions: [decision({ undone: true })] } },
    '· 1 decision about it was taken back',
  ],
  ['notes', { row: { notes: 2 } }, '· 2 notes stand at this stop'],
  ['a hold', { detail: { holds: [{} as never] } }, '· 1 hold keeps what belongs to it from being erased'],
  [
    'a sign-off',
    { signOff: { at: scannedAt + 7_200_000, person: 'Dana' } as never },
    '· The route was signed off by Dana on Fri 20 Nov 2026 16:35',
  ],
  [
    'what changed since',
    {
      signOff: { at: scannedAt, person: null } as never,
      changedSinceSignOff: ['2 · 14 Elm St was missing and is confirmed now', 'more'],
    },
    '· Changed since the sign-off: 2 · 14 Elm St was missing and is confirmed now, and 1 more thing',
  ],
  [
    'a customer who was told',
    { confirmations: [told({ state: 'failed' }), told({})] },
    '· The customer was sent the confirmation by e-mail on Fri 20 Nov 2026 16:35',
  ],
  [
    'a confirmation that may have gone',
    { confirmations: [told({ channel: 'webhook', state: 'uncertain' })] },
    '· The confirmation may have gone to the customer by webhook on Fri 20 Nov 2026 16:35; nobody knows',
  ],
  [
    'a confirmation that did not go',
    { confirmations: [told({ channel: 'pages', state: 'failed' })] },
    '· The confirmation could not be sent to the customer as a web page',
  ],
  [
    'claims about the stop',
    { claims: [claim(), claim({ number: '2026-0043' })] },
    '· 2 claims about this stop: 2026-0042, 2026-0043',
  ],
  [
    'other claims',
    { otherClaims: { address: [claim()], driver: 1, day: 3 } },
    '· 1 other claim about this driver’s deliveries',
  ],
];

test.for(cases)('%s: “%s”', ([, changes, sentence]) => {
  expect(say(changes)).toContain(sentence);
});

test('of several pictures each is told by its number', () => {
  const both = [evidencePhoto(), evidencePhoto({ id: 'b'.repeat(64), secondsAfterScan: 40, metresFromStop: 700 })];
  expect(say({ photos: both })).toEqual(
    expect.arrayContaining([
      '+ Picture 1 taken 22 s after the scan, 14 m from the address',
      '+ Picture 2 taken 40 s after the scan',
      '− Picture 2 taken 700 m from the address',
    ]),
  );
});

test('a second look into the folder says what became of each file', () => {
  const { summary } = checkedEvidence([
    { id: 'a'.repeat(64), folder: 'same' },
    { id: 'b'.repeat(64), folder: 'changed' },
    { id: 'c'.repeat(64), folder: 'gone' },
    { id: 'd'.repeat(64), folder: 'not-checked' },
  ]);
  expect(sentencesOf(summary)).toEqual([
    '− The file of picture 2 has other bytes now than when it was read in',
    '· The file of picture 1 is byte for byte the one that was read in',
    '· The file of picture 3 is no longer in the folder',
    '· The file of picture 4 could not be read again',
  ]);
});
