/**
 * Prints how well wrong clocks are found on built days of real deliveries:
 * `node tests/unit/domain/matching/clocks.ts [days] [part of a name] [first seed] [numbered]`.
 */
import { matchDay } from '#core/domain/matching/matchDay.ts';
import { defaultSettings } from '#shared/settings.ts';
import { type ClockDay, clockedDay } from '#tests/fixtures/ladeClocks.ts';

const hour = 3600;
/** Seconds by which the phone is fast; by the share of its shift, and its hours. */
const clocks: Record<string, ClockDay['fast']> = {
  right: () => 0,
  '7 min slow': () => -440,
  '47 min fast': () => 2820,
  '1 h slow': () => -hour,
  'an hour ahead from mid-shift on (summer time)': (share) => (share < 0.5 ? 0 : hour),
  'an hour back from mid-shift on': (share) => (share < 0.5 ? 0 : -hour),
  'the zone to the west, and back': (share) => (share < 0.35 || share > 0.65 ? 0 : -hour),
  'the zone to the east, and back': (share) => (share < 0.35 || share > 0.65 ? 0 : hour),
  'gains 5 s an hour': (_, hours) => 5 * hours,
  'loses 60 s an hour': (_, hours) => -60 * hours,
  'a year behind': () => -365 * 24 * hour,
};

const days = Number(process.argv[2] ?? 3);
const only = process.argv[3] ?? '';
const firstSeed = Number(process.argv[4] ?? 1);
/** Pictures named by the number that the phone gave them, as phones do; else by letters that mean nothing. */
const isNumbered = process.argv[5] === 'numbered';
console.log('clock | GPS time % | offset error s: median / 90 % | right % | wrong % | sure and right / sure / phones');
for (const [name, fast] of Object.entries(clocks)) {
  if (!name.includes(only)) continue;
  for (const gpsTimeShare of [0, 0.2, 1]) {
    const errors: number[] = [];
    const sum = { photos: 0, right: 0, wrong: 0, phones: 0, sure: 0, sureAndRight: 0 };
    for (let seed = firstSeed; seed < firstSeed + days; seed++) {
      const day = clockedDay({ seed, fast, gpsTimeShare, isNumbered });
      const settings = { ...defaultSettings, timeZone: day.timeZone };
      const { ties, correctionOf, clocks: found } = matchDay({ ...day, manual: [], refused: [], settings });
      const errorOf = new Map(
        day.photos.map(({ id, takenAt }) => {
          const corrected = (takenAt ?? 0) / 1000 + (correctionOf.get(id) ?? 0);
          return [id, Math.abs(corrected - (day.takenIn.get(id) ?? 0) / 1000)];
        }),
      );
      errors.push(...errorOf.values());
      sum.photos += [...day.truth.stopOf.values()].filter((stopId) => stopId !== null).length;
      for (const { photoId, stopId } of ties) {
        if (day.truth.stopOf.get(photoId) === stopId) sum.right++;
        else sum.wrong++;
      }
      for (const clock of found) {
        const own = day.photos.filter(({ files }) => files[0]?.path.startsWith(`${clock.group}`.split(' · ')[0] ?? ''));
        const middle = own.map(({ id }) => errorOf.get(id) ?? 0).sort((a, b) => a - b)[own.length >> 1] ?? 0;
        sum.phones++;
        if ((clock.confidence ?? 0) < 0.9) continue;
        sum.sure++;
        if (middle <= 60) sum.sureAndRight++;
      }
    }
    errors.sort((a, b) => a - b);
    const at = (share: number) => Math.round(errors[Math.floor(share * (errors.length - 1))] ?? 0);
    const percent = (part: number) => ((100 * part) / sum.photos).toFixed(1);
    console.log(
      [name, gpsTimeShare * 100, `${at(0.5)} / ${at(0.9)}`, percent(sum.right), percent(sum.wrong)].join(' | '),
      `| ${sum.sureAndRight} / ${sum.sure} / ${sum.phones}`,
    );
  }
}
