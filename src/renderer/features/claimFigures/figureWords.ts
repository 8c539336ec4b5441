/** Words and sums of the figures about claims that several of their components need. */
import type {
  ClaimFigure,
  ClaimPattern,
  FigureGroup,
  FigurePeriod,
  FigureVerdict,
  PatternKind,
} from '#shared/claimFigures.ts';
import { formatCount } from '#ui/format.ts';

const tenths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `3.2`: claims in a thousand deliveries. */
export const perThousand = (rate: number): string => tenths.format(rate * 1000);

export const verdictWords: Record<FigureVerdict, string> = {
  'stands-out': 'Stands out',
  usual: 'Usual',
  'too-few': 'Too few to say',
  fewer: 'Fewer',
};

export const patternWords: Record<PatternKind, string> = {
  'burst-with-doubt': 'Burst, picture doubtful',
  burst: 'Burst of scans',
  far: 'Far from the door',
  reused: 'Picture used twice',
  'near-duplicate': 'Picture like another',
  'upload-times': 'Times of an upload',
};

/** What the page shows: claims of one kind of group, or the patterns. */
export const views = ['driver', 'area', 'address', 'pattern'] as const;
export type FigureView = (typeof views)[number];

export const viewWords: Record<FigureView, string> = {
  driver: 'Drivers',
  area: 'Areas',
  address: 'Addresses',
  pattern: 'Worth a look',
};

export const groupWords: Record<FigureGroup, string> = { driver: 'Driver', area: 'Area', address: 'Address' };

export const periodWords: Record<FigurePeriod, string> = { '28': '4 weeks', '90': '90 days', '365': 'A year' };

/** `D-117 · Ana`; a driver without a name is the id alone. */
export const nameOf = ({ key, name }: Pick<ClaimFigure, 'key' | 'name'>, by: FigureGroup): string =>
  by === 'driver' && name !== key ? `${key} · ${name}` : name || 'erased';

export const patternKey = ({ kind, driver }: Pick<ClaimPattern, 'kind' | 'driver'>): string => `${kind} ${driver}`;

/**
 * Rate at the end of the bars' scale: what the widest of those with enough deliveries need, so that one address of three deliveries does
 * not press all others together.
 */
export function scaleOf(figures: readonly ClaimFigure[], depotRate: number): number {
  const sure = figures
    .filter(({ verdict }) => verdict !== 'too-few')
    .map(({ high, verdict, rate }) => (verdict === 'stands-out' ? Math.min(high, rate * 2) : high));
  return Math.max(depotRate * 3, ...sure, 0.001);
}

/** `3 claims in 10 deliveries` for screen readers. */
export const countsWords = ({ claimed, deliveries, low, high }: ClaimFigure): string =>
  `${formatCount(claimed)} of ${formatCount(deliveries)} deliveries claimed, between ${perThousand(low)} and ${perThousand(high)} in a thousand`;
