/** What a person's ties teach, on built days of real deliveries (`strippedDevice.ts` says how a device fails). */
import { describe, expect, test } from 'vitest';
import type { ManualTie } from '#core/domain/delivery.ts';
import type { DayMatches } from '#core/domain/matching/contract.ts';
import { matchDay } from '#core/domain/matching/matchDay.ts';
import { inOrder } from '#core/domain/matching/teaching.ts';
import { defaultSettings } from '#shared/settings.ts';
import { type LadeOptions, ladeDay } from '#tests/fixtures/ladeDepot.ts';
import { scoreMatches } from '#tests/fixtures/matchingScore.ts';
import { hasSharedData } from '#tests/fixtures/sharedData.ts';
import {
  type Failing,
  farOffDays,
  placedByHand,
  type StrippedDay,
  scoreTeaching,
  strippedDay,
} from '#tests/fixtures/strippedDevice.ts';

function match({ day }: StrippedDay, manual: readonly ManualTie[], refused: readonly ManualTie[] = []): DayMatches {
  const { automaticConfidence } = defaultSettings;
  return matchDay({ ...day, manual, refused, settings: { automaticConfidence, timeZone: day.timeZone } });
}

const failing = (how: Failing, options: LadeOptions) => strippedDay(ladeDay(options), options.seed % 4, how);

test('the longest run that never falls is found, wherever the outlier stands', () => {
  expect(inOrder([1, 5, 2, 3])).toEqual([true, false, true, true]);
  expect(inOrder([4, 1, 2, 2])).toEqual([false, true, true, true]);
  expect(inOrder([])).toEqual([]);
});

describe.skipIf(!hasSharedData)('One device of a day is of no help', () => {
  test.for([
    ['one tie', 'far-clock', {}, 1],
    ['three ties', 'far-clock', {}, 3],
    ['three ties, all in one folder', 'far-clock', { layout: 'flat' }, 3],
    ['three ties, all in one folder with the same phones', 'far-clock', { layout: 'flat', samePhones: true }, 3],
    ['one tie, a clock that was never set', 'unset-clock', {}, 1],
    ['three ties, numbered, one picture a door', 'numbered', { severalShare: 0, missingShare: 0 }, 3],
  ] as const)('%s (%s): the others come to their stops, and hardly one to another', ([_what, how, options, count]) => {
    for (const seed of [1, 2, 3]) {
      const stripped = failing(how, { ...options, seed });
      const manual = placedByHand(stripped, 'spread', count);
      const { others, found, wrong } = scoreTeaching(stripped, manual, match(stripped, manual));
      expect(found / others).toBeGreaterThanOrEqual(0.9);
      expect(wrong / others).toBeLessThanOrEqual(0.01);
    }
  });

  test('the other devices are matched as well as before', () => {
    for (const how of ['far-clock', 'numbered'] as const) {
      const stripped = failing(how, { seed: 4, layout: 'flat' });
      const own = new Set(stripped.pictures);
      const others = { ...stripped.day, photos: stripped.day.photos.filter((photo) => !own.has(photo.id)) };
      const alone = scoreMatches(others, match({ ...stripped, day: others }, []));
      const manual = placedByHand(stripped, 'spread');
      const together = match(stripped, manual);
      const rest = {
        ...together,
        ties: together.ties.filter((tie) => !own.has(tie.photoId)),
        strays: together.strays.filter((stray) => !own.has(stray.photoId)),
      };
      const after = scoreMatches(others, rest);
      expect(after.right).toBeGreaterThanOrEqual(alone.right - 4);
      expect(after.wrong).toBeLessThanOrEqual(alone.wrong + 1);
    }
  });

  test('on days where no device fails, accepting one picture in five spoils none of the others', () => {
    const sum = { accepted: { right: 0, wrong: 0 }, plain: { right: 0, wrong: 0 } };
    for (const seed of [301, 302, 303, 304]) {
      const day = ladeDay({ seed });
      const shown = [...day.truth.stopOf].flatMap(([photoId, stopId]) =>
        stopId === null ? [] : [{ photoId, stopId }],
      );
      const manual = shown.filter((_tie, i) => i % 5 === 0);
      const placed = new Set(manual.map((tie) => tie.photoId));
      for (const [how, ties] of [['accepted', manual] as const, ['plain', []] as const]) {
        for (const tie of match({ day, pictures: [] }, ties).ties) {
          if (placed.has(tie.photoId)) continue;
          sum[how][day.truth.stopOf.get(tie.photoId) === tie.stopId ? 'right' : 'wrong']++;
        }
      }
    }
    expect(sum.accepted.right).toBeGreaterThanOrEqual(sum.plain.right - 3);
    expect(sum.accepted.wrong / sum.accepted.right).toBeLessThanOrEqual(0.005);
  });

  test('a tie that contradicts two others is outvoted, and stays where the person put it', () => {
    const stripped = failing('far-clock', { seed: 2 });
    const manual = placedByHand(stripped, 'spread');
    const elsewhere = stripped.day.routes[2]?.stops[40]?.id ?? '';
    const slip = { photoId: manual[1]?.photoId ?? '', stopId: elsewhere };
    const ties = [manual[0], slip, manual[2]].filter((tie) => tie !== undefined);
    const matches = match(stripped, ties);
    expect(matches.ties.find((tie) => tie.photoId === slip.photoId)).toMatchObject({
      stopId: elsewhere,
      method: 'manual',
    });
    const { found, others } = scoreTeaching(stripped, ties, matches);
    expect(found / others).toBeGreaterThanOrEqual(0.8);
  });

  test('the corrected clock is told in days, and each tie says why', () => {
    const stripped = failing('far-clock', { seed: 3 });
    const manual = placedByHand(stripped, 'spread');
    const matches = match(stripped, manual);
    const clock = matches.clocks.find((each) => Math.abs(each.correctionSeconds) > 86_400);
    expect(Math.abs((clock?.correctionSeconds ?? 0) / 86_400 - farOffDays)).toBeLessThan(0.02);
    const taught = matches.ties.find((tie) => stripped.pictures.includes(tie.photoId) && tie.method === 'time-gps');
    expect(taught?.reasons).toContain(`camera clock ${farOffDays} days slow, corrected`);
  });

  test('a clock that was never set is no correction that anybody could make: nothing is told of it', () => {
    const stripped = failing('unset-clock', { seed: 3 });
    const matches = match(stripped, placedByHand(stripped, 'spread'));
    expect(matches.clocks.filter((each) => Math.abs(each.correctionSeconds) > 86_400)).toEqual([]);
    for (const photoId of stripped.pictures) expect(matches.correctionOf.has(photoId)).toBe(false);
  });

  test('a stop where a person refused the picture is never proposed again, also not by its number', () => {
    const stripped = failing('numbered', { seed: 1, severalShare: 0, missingShare: 0 });
    const manual = placedByHand(stripped, 'spread');
    const before = match(stripped, manual).strays.find((stray) => stray.candidates.length > 0);
    const refused = { photoId: before?.photoId ?? '', stopId: before?.candidates[0]?.stopId ?? '' };
    const after = match(stripped, manual, [refused]).strays.find((stray) => stray.photoId === refused.photoId);
    expect(after?.candidates.map((each) => each.stopId)).not.toContain(refused.stopId);
  });

  test('the order of a folder is believed from four ties on that agree with it, and ties nothing by itself', () => {
    const stripped = failing('unnumbered', { seed: 1, severalShare: 0, missingShare: 0 });
    const found = (count: number, ties = placedByHand(stripped, 'spread', count)) =>
      scoreTeaching(stripped, ties, match(stripped, ties));
    expect(found(3)).toMatchObject({ found: 0, tied: 0 });
    expect(found(4).found / found(4).others).toBeGreaterThanOrEqual(0.9);
    expect(found(4).tied).toBe(0);
    const [one, ...others] = placedByHand(stripped, 'spread', 4);
    const last = others.at(-1)?.stopId ?? '';
    expect(found(4, [{ photoId: one?.photoId ?? '', stopId: last }, ...others])).toMatchObject({ found: 0, tied: 0 });
  });

  test('a folder copied in one go while somebody delivers is not laid to the stop of that moment', () => {
    const stripped = failing('numbered', { seed: 3 });
    const busy = stripped.day.routes[1]?.stops[30]?.packages[0]?.completedAt ?? 0;
    const photos = stripped.day.photos.map((photo) =>
      stripped.pictures.includes(photo.id) ? { ...photo, takenAt: busy } : photo,
    );
    const matches = match({ ...stripped, day: { ...stripped.day, photos } }, []);
    expect(matches.ties.filter((tie) => stripped.pictures.includes(tie.photoId))).toEqual([]);
  });

  test('the same ties in any order teach the same', () => {
    const stripped = failing('numbered', { seed: 2 });
    const manual = placedByHand(stripped, 'spread', 5);
    const shuffled = { ...stripped, day: { ...stripped.day, photos: stripped.day.photos.toReversed() } };
    expect(match(shuffled, manual.toReversed())).toEqual(match(stripped, manual));
  });
});
