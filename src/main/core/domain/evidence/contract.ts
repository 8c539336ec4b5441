/** What the rules of the evidence are given, and the words that its figures are shown in. */
import type { Evidence, Fact, FactCode } from '#shared/evidence.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';

/** Everything on the page but what is made of it. */
export type EvidenceView = Omit<Evidence, 'facts' | 'summary'>;
export type EvidenceRules = Pick<Settings, 'automaticConfidence' | 'offTimeMinutes'>;

export type Figures = Fact['figures'];
export type Bearing = Fact['bearing'];

export const fact = (
  code: FactCode,
  bearing: Bearing,
  figures: Figures = {},
  photoId: PhotoId | null = null,
): Fact => ({
  code,
  bearing,
  figures,
  photoId,
});

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string, shape: 'second' | 'moment'): Intl.DateTimeFormat {
  const key = `${shape} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const time = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const made = new Intl.DateTimeFormat(
    'en-GB',
    shape === 'second'
      ? { ...time, second: '2-digit' }
      : { ...time, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  );
  formats.set(key, made);
  return made;
}

/** `14:35:22`. @param at epoch ms. */
export const secondWords = (at: number, timeZone: string): string => formatOf(timeZone, 'second').format(at);

/** `Sat 21 Nov 2026 20:41`. @param at epoch ms. */
export const momentWords = (at: number, timeZone: string): string =>
  formatOf(timeZone, 'moment').format(at).replaceAll(',', '');

/** `14 m`, `1.2 km`, `34 km`. @param metres whole. */
export function distanceWords(metres: number): string {
  if (metres < 1000) return `${metres} m`;
  const kilometres = metres / 1000;
  return `${kilometres < 9.95 ? kilometres.toFixed(1) : Math.round(kilometres)} km`;
}

/** A stop that may have lost its address, or never had one. */
export const placeWords = ({ address, stop }: { address: string; stop: string }): string => address || `stop ${stop}`;
