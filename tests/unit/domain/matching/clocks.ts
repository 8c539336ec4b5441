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
/** As `index/clockQueries.ts` says it. */
const sureFrom = 0.9;

interface Found {
  errors: number[];
  photos: number;
  right: number;
  wrong: number;
  phones: number;
  /** Of the phones: told as sure, and right within a minute. */
  sure: number;
  sureAndRight: number;
}

/** Built days with these clocks, matched and held against the truth. */
function measure(wish: Omit<ClockDay, 'seed'>): Found {
  const sum: Found = { errors: [], photos: 0, right: 0, wrong: 0, phones: 0, sure: 0, sureAndRight: 0 };
  for (let seed = firstSeed; seed < firstSeed + days; seed++) {
    const day = clockedDay({ seed, isNumbered, ...wish });
    const settings = { ...defaultSettings, timeZone: day.timeZone };
    const { ties, correctionOf, clocks: found } = matchDay({ ...day, manual: [], refused: [], settings });
    const errorOf = new Map(
      day.photos.map(({ id, takenAt }) => {
        const corrected = (takenAt ?? 0) / 1000 + (correctionOf.get(id) ?? 0);
        return [id, Math.abs(corrected - (day.takenIn.get(id) ?? 0) / 1000)];
      }),
    );
    sum.errors.push(...errorOf.values());
    sum.photos += day.photos.filter(({ id }) => (day.truth.stopOf.get(id) ?? null) !== null).length;
    for (const { photoId, stopId } of ties) {
      if (day.truth.stopOf.get(photoId) === stopId) sum.right++;
      else sum.wrong++;
    }
    for (const { group, confidence } of found) {
      const folder = group.split(' · ')[0] ?? '';
      const own = day.photos.filter(({ files }) => files[0]?.path.startsWith(folder));
      const middle = own.map(({ id }) => errorOf.get(id) ?? 0).sort((a, b) => a - b)[own.length >> 1] ?? 0;
      sum.phones++;
      if (confidence < sureFrom) continue;
      sum.sure++;
      if (middle <= 60) sum.sureAndRight++;
    }
  }
  sum.errors.sort((a, b) => a - b);
  return sum;
}

function tell(
  words: readonly (string | number)[],
  { errors, photos, right, wrong, phones, sure, sureAndRight }: Found,
) {
  const at = (share: number) => Math.round(errors[Math.floor(share * (errors.length - 1))] ?? 0);
  const percent = (part: number) => ((100 * part) / photos).toFixed(1);
  const told = [`${at(0.5)} / ${at(0.9)}`, percent(right), percent(wrong), `${sureAndRight} / ${sure} / ${phones}`];
  console.log([...words, ...told].join(' | '));
}

const heads = 'offset error s: median / 90 % | right % | wrong % | sure and right / sure / phones';
console.log(`clock | GPS time % | ${heads}`);
for (const [name, fast] of Object.entries(clocks)) {
  if (!name.includes(only)) continue;
  for (const gpsTimeShare of [0, 0.2, 1]) tell([name, gpsTimeShare * 100], measure({ fast, gpsTimeShare }));
}
console.log(`\nfirst pictures | clock | ${heads}`);
for (const arrived of [4, 8, 16]) {
  for (const name of ['right', '7 min slow', '47 min fast']) {
    const fast = clocks[name];
    if (fast && name.includes(only)) tell([arrived, name], measure({ fast, gpsTimeShare: 0, arrived }));
  }
}
