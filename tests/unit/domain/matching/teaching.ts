/**
 * Prints what a few ties by a person teach on built days of real deliveries, one device of which is of no help:
 * `node tests/unit/domain/matching/teaching.ts [seeds] [first seed]`.
 */
import { matchDay } from '#core/domain/matching/matchDay.ts';
import { defaultSettings } from '#shared/settings.ts';
import { type LadeOptions, ladeDay } from '#tests/fixtures/ladeDepot.ts';
import {
  type Failing,
  type Placing,
  placedByHand,
  scoreTeaching,
  strippedDay,
  type TeachingScore,
} from '#tests/fixtures/strippedDevice.ts';

const seeds = Number(process.argv[2] ?? 6);
const firstSeed = Number(process.argv[3] ?? 1);

const rows: [string, Failing, Omit<LadeOptions, 'seed'>, Placing, number][] = [];
for (const how of ['far-clock', 'unset-clock'] as const) {
  for (const count of [0, 1, 3]) rows.push([`${how}`, how, {}, 'spread', count]);
  rows.push([how, how, {}, 'first', 3], [`${how}, flat`, how, { layout: 'flat' }, 'spread', 3]);
  rows.push([`${how}, flat, same phones`, how, { layout: 'flat', samePhones: true }, 'spread', 3]);
}
const single = { severalShare: 0 };
for (const [name, options] of [
  ['numbered', {}],
  ['numbered, flat', { layout: 'flat' }],
  ['numbered, one picture a door', single],
  ['numbered, one picture, none forgotten', { severalShare: 0, missingShare: 0 }],
] as const) {
  for (const count of [0, 1, 3, 6, 12]) rows.push([name, 'numbered', options, 'spread', count]);
  rows.push([name, 'numbered', options, 'first', 3], [name, 'numbered', options, 'middle', 3]);
}
for (const count of [3, 6]) {
  rows.push(['copied in order, names without numbers', 'unnumbered', single, 'spread', count]);
}
console.log('device | placed | others | found % | among candidates % | tied % | wrong % | least found % of a day');
for (const [name, how, options, which, count] of rows) {
  const sum: TeachingScore = { others: 0, found: 0, tied: 0, wrong: 0, among: 0 };
  let least = 1;
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const stripped = strippedDay(ladeDay({ ...options, seed }), seed % 4, how);
    const manual = placedByHand(stripped, which, count);
    const matches = matchDay({
      ...stripped.day,
      manual,
      refused: [],
      settings: { ...defaultSettings, timeZone: stripped.day.timeZone },
    });
    const score = scoreTeaching(stripped, manual, matches);
    for (const key of Object.keys(sum) as (keyof TeachingScore)[]) sum[key] += score[key];
    least = Math.min(least, score.found / score.others);
  }
  const percent = (part: number) => ((100 * part) / sum.others).toFixed(1);
  console.log(
    [name, `${count} ${which}`, sum.others, percent(sum.found), percent(sum.among), percent(sum.tied)].join(' | '),
    `| ${percent(sum.wrong)} | ${(100 * least).toFixed(0)}`,
  );
}
