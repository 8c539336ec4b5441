import { expect, test } from 'vitest';
import { hasMark, type Mark, type MarkedStop, markBits, marksOf } from '#core/domain/stopMarks.ts';

const picture = (changes: Partial<MarkedStop['photos'][number]> = {}) => ({
  ...{ flags: [], accepted: false, rejected: false },
  ...changes,
});

/** A delivered and confirmed stop of which nothing is to be remembered; say what differs. */
const marks = (changes: Partial<MarkedStop> = {}): Mark[] => {
  const bits = marksOf({
    ...{ state: 'confirmed', reason: null, delivered: true, photos: [picture()], refused: [], claims: [] },
    ...{ burst: false, uploadTimes: false },
    ...changes,
  });
  return (Object.keys(markBits) as Mark[]).filter((mark) => hasMark(bits, mark) && mark !== 'delivered');
};

test.each<[string, Partial<MarkedStop>, Mark[]]>([
  ['a good delivery is not remembered', {}, []],
  ['no picture came', { state: 'missing', photos: [] }, ['no-picture']],
  ['it may still come', { state: 'syncing', photos: [] }, []],
  ['excused: the phone was broken', { state: 'excused', reason: 'device-fault', photos: [] }, ['no-picture']],
  ['excused: handed to a person', { state: 'excused', reason: 'handed-to-person', photos: [] }, []],
  ['excused, and a picture is there', { state: 'excused', reason: 'other' }, []],
  [
    'excused, and its only picture was rejected',
    { state: 'excused', reason: 'other', photos: [picture({ rejected: true })] },
    ['no-picture'],
  ],
  ['refused as another door’s', { refused: ['wrong-address'] }, ['wrong-place']],
  ['refused as blurred', { refused: ['blurry'] }, []],
  [
    'waits for review, far away',
    { state: 'needs-review', reason: 'far-from-stop', photos: [picture({ flags: ['far-from-stop'] })] },
    ['wrong-place', 'far'],
  ],
  [
    'far away, and a person accepted it',
    { photos: [picture({ flags: ['far-from-stop', 'reused', 'near-duplicate'], accepted: true })] },
    [],
  ],
  ['used twice', { photos: [picture({ flags: ['reused'] })] }, ['reused']],
  [
    'used twice, and rejected: it came from somewhere',
    { photos: [picture({ flags: ['reused'], rejected: true })] },
    ['reused'],
  ],
  ['like another', { photos: [picture({ flags: ['near-duplicate', 'blurry'] })] }, ['near-duplicate']],
  ['claimed', { claims: ['open'] }, ['claimed']],
  ['claimed twice, once rejected', { claims: ['rejected', 'upheld'] }, ['claimed']],
  ['its claim was rejected', { claims: ['rejected'] }, ['claim-rejected']],
  ['its claim was withdrawn', { claims: ['withdrawn'] }, []],
  ['in a burst', { burst: true }, ['burst']],
  ['of a route with upload times', { uploadTimes: true }, ['upload-times']],
])('%s', (_name, changes, expected) => {
  expect(marks(changes)).toEqual(expected);
});

test('what was delivered is told apart from what was not, and a stop of which nothing is remembered from both', () => {
  const bits = (delivered: boolean, claims: MarkedStop['claims']) =>
    marksOf({
      ...{ state: 'not-required', reason: null, delivered, photos: [], refused: [], claims },
      ...{ burst: false, uploadTimes: false },
    });
  expect(hasMark(bits(true, ['open']), 'delivered')).toBe(true);
  expect(hasMark(bits(false, ['open']), 'delivered')).toBe(false);
  expect(bits(true, [])).toBe(0);
});
