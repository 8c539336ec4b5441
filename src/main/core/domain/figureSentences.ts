/** What figures about claims mean, in words. Rates are told as claims in a thousand deliveries. */
import { expectedByChance, type Judged, type Tally } from '#core/domain/claimFigures.ts';
import { hasMark, type Mark } from '#core/domain/stopMarks.ts';
import type { FigureGroup } from '#shared/claimFigures.ts';

const numberFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** “3.2” */
export const perThousand = (rate: number): string => tenths.format(rate * 1000);

const claimsWords = (n: number) => (n === 1 ? 'one claim' : `${numberFormat.format(n)} claims`);
const deliveriesWords = (n: number) => (n === 1 ? 'one delivery' : `${numberFormat.format(n)} deliveries`);

/** “12 claims in 4,100 deliveries: between 1.7 and 5.1 in a thousand. The depot has 1.2: surely 2 claims more than that”. */
export function figureSentence(figure: Judged & Tally, depotRate: number): string {
  const { claimed, deliveries, low, high, verdict, surplus } = figure;
  const counts = `${claimed === 0 ? 'No claim' : capital(claimsWords(claimed))} in ${deliveriesWords(deliveries)}`;
  const range = `between ${perThousand(low)} and ${perThousand(high)} in a thousand`;
  const depot = `the depot’s ${perThousand(depotRate)}`;
  switch (verdict) {
    case 'stands-out': {
      const more = Math.floor(surplus);
      const surely = more < 1 ? '' : `, by ${claimsWords(more)} or more`;
      return `${counts}: ${range}, surely above ${depot}${surely}`;
    }
    case 'fewer':
      return `${counts}: ${range}, surely below ${depot}`;
    case 'too-few':
      return `${counts}: too few deliveries to say anything`;
    case 'usual':
      return `${counts}: ${range}, as chance alone may bring beside ${depot}`;
  }
}

const groupWords: Record<FigureGroup, readonly [one: string, many: string]> = {
  driver: ['driver', 'drivers'],
  area: ['area', 'areas'],
  address: ['address', 'addresses'],
};

/** What has to be known before anybody is spoken to. `groups` are all that were compared. */
export function cautionSentences(
  by: FigureGroup,
  groups: readonly (Judged & Tally)[],
  depotRate: number,
  compared: number,
): string[] {
  const found = groups.filter(({ verdict }) => verdict === 'stands-out').length;
  if (found === 0) return [];
  const [one, many] = groupWords[by];
  const among = `Of ${numberFormat.format(compared)} ${compared === 1 ? one : many}`;
  const stand = found === 1 ? 'one stands out' : `${found} stand out`;
  if (by === 'address') {
    // Most addresses have no claim and a handful of deliveries: how many would stand out by chance can't be told from those that have one.
    return [
      `${among} with a claim ${stand}. Two claims at one of thousands of addresses may be chance: look at the stops first.`,
    ];
  }
  const chance = expectedByChance(groups, depotRate);
  const byChance =
    chance < 0.1 ? 'hardly any would' : chance < 1.5 ? 'about one would' : `about ${Math.round(chance)} would`;
  return [`${among} ${stand}; by chance alone ${byChance}, if all were alike.`];
}

/** Customers claim days after the delivery: the last two weeks look better than they are. */
export const stillToCome = 'Claims come days after the delivery: the last two weeks look better than they will be.';

const markWords: readonly (readonly [Mark, string])[] = [
  ['claimed', 'Claimed'],
  ['claim-rejected', 'Claim rejected'],
  ['burst', 'Scanned faster than anybody drives'],
  ['far', 'Picture far from the address'],
  ['reused', 'Picture used at another stop'],
  ['near-duplicate', 'Picture like one of another stop'],
  ['no-picture', 'No picture'],
  ['wrong-place', 'Picture of another place'],
  ['upload-times', 'Scan times of an upload'],
];

export const marksWords = (bits: number): string[] =>
  markWords.flatMap(([mark, words]) => (hasMark(bits, mark) ? [words] : []));

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
