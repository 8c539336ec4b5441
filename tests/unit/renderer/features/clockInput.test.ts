import { expect, test } from 'vitest';
import { inputOf, readClock } from '#features/sync/clockInput.ts';
import { clockNote } from '#features/sync/syncWords.ts';

test.for([
  [{ side: 'slow', minutes: '7', seconds: '20' }, 440],
  [{ side: 'fast', minutes: '60', seconds: '' }, -3600],
  [{ side: 'fast', minutes: '', seconds: ' 45 ' }, -45],
  [{ side: 'right', minutes: 'x', seconds: '99' }, 0],
  [{ side: 'slow', minutes: '840', seconds: '0' }, 50_400],
] as const)('what is typed is read to the second (%#)', ([input, seconds]) => {
  expect(readClock(input)).toEqual({ ok: true, seconds });
});

test.for([
  [{ side: 'slow', minutes: '', seconds: '' }, 'minutes', /How much is it slow/],
  [{ side: 'fast', minutes: '0', seconds: '0' }, 'minutes', /How much is it fast/],
  [{ side: 'slow', minutes: '7.5', seconds: '' }, 'minutes', /whole number/],
  [{ side: 'slow', minutes: '-7', seconds: '' }, 'minutes', /whole number/],
  [{ side: 'slow', minutes: '7', seconds: '75' }, 'seconds', /0 to 59/],
  [{ side: 'slow', minutes: '7', seconds: '٣' }, 'seconds', /0 to 59/],
  [{ side: 'slow', minutes: '840', seconds: '1' }, 'minutes', /14 hours/],
  [{ side: 'slow', minutes: '525600', seconds: '' }, 'minutes', /tells the day/],
] as const)('what can’t be a clock is refused in words, at its field (%#)', ([input, field, message]) => {
  expect(readClock(input)).toMatchObject({ ok: false, field, message: expect.stringMatching(message) });
});

test('the dialog begins with what is known', () => {
  expect(inputOf(-440)).toEqual({ side: 'fast', minutes: '7', seconds: '20' });
  expect(inputOf(0)).toEqual({ side: 'slow', minutes: '', seconds: '' });
  expect(inputOf(null)).toEqual({ side: 'slow', minutes: '', seconds: '' });
});

test('the list says of a clock only what is odd about it', () => {
  const measured = { seconds: 0, driftPerHour: 0, steps: [], confidence: 1 };
  expect(clockNote({ seconds: 440, measured, set: null })).toBe('clock 7 min 20 s slow');
  expect(clockNote({ seconds: 0, measured, set: null })).toBeNull();
  expect(clockNote({ seconds: 0, measured: { ...measured, steps: [{ at: 1, seconds: 3600 }] }, set: null })).toBe(
    'clock jumps',
  );
  expect(clockNote({ seconds: 0, measured: { ...measured, driftPerHour: 60 }, set: null })).toBe('clock drifts');
});
