import { expect, test } from 'vitest';
import {
  clockSentence,
  followsSentence,
  offWords,
  restsOnWords,
  setClockSentence,
} from '#core/domain/clockSentences.ts';

const zone = 'America/Los_Angeles';
const at = (time: string) => Date.parse(`2026-11-20T${time}-08:00`);
const steady = { driftPerHour: 0, steps: [] };

test.for([
  [440, '7 min 20 s slow'],
  [-45, '45 s fast'],
  [3600, '1 h slow'],
  [-3900, '1 h 5 min fast'],
  [365 * 86_400, '365 days slow'],
  [0.3, 'right'],
] as const)('%d seconds read as %s', ([seconds, words]) => {
  expect(offWords(seconds)).toBe(words);
});

test.for([
  [{ ...steady, seconds: 440 }, 'This phone is 7 min 20 s slow'],
  [{ ...steady, seconds: 0 }, 'This phone’s clock is right'],
  [{ ...steady, seconds: 0, driftPerHour: 60 }, 'This phone loses 1 min an hour'],
  [{ ...steady, seconds: -90, driftPerHour: -15 }, 'This phone is 1 min 30 s fast at midday and gains 15 s an hour'],
  [
    { seconds: 0, driftPerHour: 0, steps: [{ at: at('11:31'), seconds: 3600 }] },
    'This phone’s clock is right at first, 1 h slow from 11:31 on',
  ],
  [
    {
      ...{ seconds: 440, driftPerHour: 0 },
      steps: [
        { at: at('11:31'), seconds: 4040 },
        { at: at('14:00'), seconds: 12 },
      ],
    },
    'This phone is 7 min 20 s slow at first, 1 h 7 min slow from 11:31 on, right from 14:00 on',
  ],
] as const)('a clock is told with its pace and its jumps (%#)', ([clock, sentence]) => {
  expect(clockSentence(clock, zone)).toBe(sentence);
});

test.for([
  [{ support: 0, gps: 0, placed: 0 }, 'no picture that tells it'],
  [{ support: 1, gps: 0, placed: 0 }, '1 picture beside scans'],
  [{ support: 14, gps: 9, placed: 0 }, '14 pictures, 9 of them with GPS time'],
  [{ support: 14, gps: 14, placed: 0 }, '14 pictures, all with GPS time'],
  [{ support: 14, gps: 9, placed: 2 }, '14 pictures, 9 of them with GPS time and 2 placed by a supervisor'],
] as const)('what it rests on is said in pictures (%#)', ([clock, words]) => {
  expect(restsOnWords(clock)).toBe(words);
});

test('what follows from a clock is said in pictures', () => {
  expect(followsSentence(440, 41, false)).toBe('The times of its 41 pictures are corrected by it.');
  expect(followsSentence(0, 1, false)).toBe('The times of its one picture stand as they are.');
  expect(followsSentence(0, 41, true)).toBe('The times of its 41 pictures are corrected by it.');
  expect(followsSentence(null, 2, false)).toBe('The times of its 2 pictures stand as the phone wrote them.');
});

test('a supervisor’s word names the phone by its route, and by what its pictures call it', () => {
  const body = { route: 'R104', device: 'Apple iPhone 13', seconds: 440 };
  expect(setClockSentence(body)).toBe('Apple iPhone 13 of R104 is 7 min 20 s slow');
  expect(setClockSentence({ ...body, seconds: 0 })).toBe('Apple iPhone 13 of R104 has the right time');
  expect(setClockSentence({ ...body, seconds: null })).toBe(
    'The clock of Apple iPhone 13 of R104 is as measured again',
  );
  expect(setClockSentence({ ...body, device: '' })).toBe('The phone of R104 is 7 min 20 s slow');
});
