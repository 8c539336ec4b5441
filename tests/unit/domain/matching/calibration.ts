/** Prints how well matching does on built days of real deliveries: `node tests/unit/domain/matching/calibration.ts [seeds] [part of a name] [first seed]`. */
import { matchDay } from '#core/domain/matching/matchDay.ts';
import { defaultSettings } from '#shared/settings.ts';
import { type LadeOptions, ladeDay } from '#tests/fixtures/ladeDepot.ts';
import { addScores, scoreMatches } from '#tests/fixtures/matchingScore.ts';

const variations: Record<string, Omit<LadeOptions, 'seed'>> = {
  'devices, habits mixed': {},
  'flat folder': { layout: 'flat' },
  'flat, same phones': { layout: 'flat', samePhones: true },
  'scans to the minute': { scans: 'minutes' },
  'picture before the scan': { lag: 'before' },
  'picture up to 60 s around, in order': { lag: 'around' },
  'picture up to 60 s around, order lost': { lag: 'around', inOrder: false },
  'as before, scans to the minute': { lag: 'around', inOrder: false, scans: 'minutes' },
  'after the scan, order lost': { lag: 'after', inOrder: false },
  'after the scan, order lost, minutes': { lag: 'after', inOrder: false, scans: 'minutes' },
  'no positions': { gpsShare: 0 },
  'all with positions': { gpsShare: 1 },
  'positions 40 m noisier': { gpsNoise: 40 },
  'one in eight missing': { missingShare: 0.12 },
  'clock 23 min slow': { clockError: -1380 },
  'clock 1 h fast': { clockError: 3600 },
  'three unrelated a route': { unrelated: 3 },
};

const seeds = Number(process.argv[2] ?? 6);
const only = process.argv[3] ?? '';
const firstSeed = Number(process.argv[4] ?? 1);
const all = [];
console.log('variation | photos | right % | wrong % | left % | states % | missing: all / hidden / as candidate');
for (const [name, options] of Object.entries(variations)) {
  if (!name.includes(only)) continue;
  const scores = [];
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const day = ladeDay({ ...options, seed });
    const matches = matchDay({
      ...day,
      manual: [],
      refused: [],
      settings: { ...defaultSettings, timeZone: day.timeZone },
    });
    scores.push(scoreMatches(day, matches));
  }
  const score = addScores(scores);
  all.push(score);
  const percent = (part: number, whole: number) => ((100 * part) / whole).toFixed(2);
  const { photos, right, wrong, left, stops, statesRight, missing, missingHidden, missingAsCandidate } = score;
  console.log(
    [
      name,
      photos,
      percent(right, photos),
      percent(wrong, photos),
      percent(left, photos),
      percent(statesRight, stops),
    ].join(' | '),
    `| ${missing} / ${missingHidden} / ${missingAsCandidate}`,
  );
}
console.log('\nconfidence | said | right %');
for (const [bin, { ties, right }] of [...addScores(all).calibration].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log([bin, ties, ((100 * right) / ties).toFixed(1)].join(' | '));
}
