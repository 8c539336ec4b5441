/** Facts as rows: what each is called, and its figures as they are shown. The sentences beside them say the same figures. */
import type { Fact, FactCode } from '#shared/evidence.ts';
import { exactSpanWords } from '#shared/spanWords.ts';
import { formatAmount, formatDistance } from '#ui/format.ts';
import { confirmationWords } from '#ui/words.ts';

type Figures = Fact['figures'];

const number = (figures: Figures, name: string): number => Number(figures[name] ?? 0);
const text = (figures: Figures, name: string): string => String(figures[name] ?? '');
/** Those that are known, one after the other. */
const list = (...parts: Array<string | null>): string =>
  parts.filter((part) => part !== null && part !== '').join(', ');

const by = (figures: Figures): string =>
  list(text(figures, 'person') && `by ${text(figures, 'person')}`, text(figures, 'at'));

const told = (figures: Figures): string =>
  list(confirmationWords[text(figures, 'state') as keyof typeof confirmationWords].toLowerCase(), text(figures, 'at'));

const againstScan = (figures: Figures): string => {
  const seconds = number(figures, 'seconds');
  if (seconds === 0) return 'at the scan';
  const scans = (figures.scans ?? 1) as number;
  const scan = scans > 1 ? `the nearest of ${scans} scans` : 'the scan';
  return `${exactSpanWords(seconds)} ${seconds > 0 ? 'after' : 'before'} ${scan}`;
};

interface FactWords {
  label: string;
  value: (figures: Figures) => string;
}

const words: Record<FactCode, FactWords> = {
  'picture-after-scan': { label: 'Taken', value: (f) => list(text(f, 'taken'), againstScan(f)) },
  'picture-time-unknown': { label: 'Taken', value: () => 'the picture doesn’t say when' },
  'clock-corrected': {
    label: 'Clock',
    value: (f) =>
      list(
        `${exactSpanWords(number(f, 'seconds'))} ${number(f, 'seconds') > 0 ? 'slow' : 'fast'}, corrected`,
        text(f, 'rests'),
        f.sure === null ? null : `${number(f, 'sure')} % sure`,
      ),
  },
  'between-scans': { label: 'Order', value: (f) => `between the scans of ${text(f, 'from')} and ${text(f, 'to')}` },
  'out-of-order': {
    label: 'Order',
    value: (f) => `${exactSpanWords(number(f, 'seconds'))} ${text(f, 'side')} the scan at ${text(f, 'address')}`,
  },
  'picture-near-address': {
    label: 'Distance',
    value: (f) => `${formatDistance(number(f, 'metres'))} from the address`,
  },
  'picture-no-position': { label: 'Distance', value: () => 'no position in the picture' },
  'nearer-to-another': {
    label: 'Nearer',
    value: (f) =>
      `${formatDistance(number(f, 'metres'))} from ${text(f, 'address')}, ${formatDistance(number(f, 'own'))} from here`,
  },
  matched: { label: 'Tied', value: (f) => `${text(f, 'how')}, ${number(f, 'sure')} % sure` },
  'match-uncertain': { label: 'Tied', value: (f) => `by time and position, only ${number(f, 'sure')} % sure` },
  'tied-by-hand': { label: 'Tied', value: (f) => list('by hand', by(f)) },
  'label-of-parcel': { label: 'Label', value: (f) => text(f, 'tracking') },
  'label-of-another': { label: 'Other label', value: (f) => text(f, 'meaning') },
  'picture-reused': {
    label: 'Used again',
    value: (f) => list(formatAmount(number(f, 'stops'), 'other stop'), text(f, 'address'), text(f, 'date')),
  },
  'picture-lookalike': {
    label: 'Looks like',
    value: (f) => list(formatAmount(number(f, 'copies'), 'other picture'), text(f, 'first')),
  },
  'picture-on-wrong-route': { label: 'Route', value: () => 'lies among another route’s pictures' },
  'picture-quality': { label: 'Quality', value: (f) => text(f, 'what') },
  'person-in-picture': { label: 'Person', value: () => 'a person is in the picture' },
  'picture-not-wanted': { label: 'Not wanted', value: () => 'no photo was to be taken here' },
  'picture-accepted': { label: 'Accepted', value: (f) => by(f) || 'by a supervisor' },
  'picture-rejected': { label: 'Rejected', value: (f) => list(text(f, 'reason'), by(f)) || 'by a supervisor' },
  'picture-erased': { label: 'Erased', value: () => 'the picture is kept no more' },
  'picture-arrived': { label: 'Arrived', value: (f) => text(f, 'arrived') },
  'picture-after-claim': { label: 'Came after', value: (f) => `claim ${text(f, 'claim')} of ${text(f, 'opened')}` },
  'file-same': { label: 'File', value: () => 'the same bytes as when it was read in' },
  'file-changed': { label: 'File', value: () => 'other bytes than when it was read in' },
  'file-gone': { label: 'File', value: () => 'no longer in the folder' },
  'file-not-checked': { label: 'File', value: () => 'could not be read again' },

  'parcels-delivered': {
    label: 'Delivered',
    value: (f) =>
      list(
        formatAmount(number(f, 'parcels'), 'parcel'),
        f.first ? `${text(f, 'first')} to ${text(f, 'at')}` : text(f, 'at'),
        text(f, 'handover'),
      ),
  },
  'parcels-handed-over': {
    label: 'Handed over',
    value: (f) => list(formatAmount(number(f, 'parcels'), 'parcel'), text(f, 'handover') || 'to a person'),
  },
  'parcels-not-delivered': {
    label: 'Not delivered',
    value: (f) => list(`${number(f, 'parcels')} of ${formatAmount(number(f, 'total'), 'parcel')}`, text(f, 'outcomes')),
  },
  'no-scan-time': { label: 'Scan', value: () => 'the manifest gives no time' },
  'scanned-together': {
    label: 'Scans',
    value: (f) =>
      `${formatAmount(number(f, 'stops'), 'other stop')} up to ${formatDistance(number(f, 'metres'))} away within ${number(f, 'seconds')} s`,
  },
  'no-picture': { label: 'Picture', value: () => 'none, and one was owed' },
  'no-picture-owed': { label: 'Picture', value: (f) => `none owed: ${text(f, 'reason')}` },
  'picture-awaited': { label: 'May come', value: (f) => text(f, 'reason') },
  candidates: {
    label: 'Candidates',
    value: (f) => `${formatAmount(number(f, 'candidates'), 'picture')} without a stop`,
  },
  'unreadable-file': { label: 'File', value: () => 'one that names this stop can’t be read' },
  'address-no-position': { label: 'Position', value: () => 'the manifest gives the address none' },
  'no-neighbours-near': { label: 'Neighbours', value: (f) => `no other stop within ${number(f, 'metres')} m` },
  'neighbours-near': {
    label: 'Neighbours',
    value: (f) =>
      list(
        `${formatAmount(number(f, 'stops'), 'other stop')} within ${number(f, 'metres')} m`,
        f.nearest === null ? null : `nearest ${text(f, 'nearest')} (${formatDistance(number(f, 'distance'))})`,
      ),
  },
  'earlier-pictures': {
    label: 'Before',
    value: (f) => `${formatAmount(number(f, 'earlier'), 'earlier picture')} of this address`,
  },
  protected: { label: 'No photos', value: (f) => text(f, 'why') },
  erased: { label: 'Erased', value: (f) => text(f, 'what') },
  excused: { label: 'Excused', value: (f) => list(text(f, 'reason'), by(f)) },
  'driver-asked': { label: 'Driver asked', value: by },
  'picture-moved-away': {
    label: 'Moved away',
    value: (f) => list(formatAmount(number(f, 'moved'), 'picture'), by(f)),
  },
  'decision-outdated': { label: 'Outdated', value: (f) => text(f, 'sentence') },
  'decisions-taken-back': { label: 'Taken back', value: (f) => formatAmount(number(f, 'decisions'), 'decision') },
  notes: { label: 'Notes', value: (f) => formatAmount(number(f, 'notes'), 'note') },
  held: { label: 'Held', value: (f) => formatAmount(number(f, 'holds'), 'hold') },
  'signed-off': { label: 'Signed off', value: by },
  'changed-since-sign-off': {
    label: 'Changed since',
    value: (f) => list(text(f, 'first'), number(f, 'more') > 0 ? `and ${number(f, 'more')} more` : null),
  },
  'told-by-email': { label: 'By e-mail', value: told },
  'told-by-webhook': { label: 'By webhook', value: told },
  'told-by-pages': { label: 'Web page', value: told },
  'claims-about-stop': {
    label: 'This stop',
    value: (f) => list(formatAmount(number(f, 'claims'), 'claim'), text(f, 'numbers')),
  },
  'claims-of-address': { label: 'This address', value: (f) => formatAmount(number(f, 'claims'), 'other claim') },
  'claims-of-driver': { label: 'This driver', value: (f) => formatAmount(number(f, 'claims'), 'other claim') },
  'claims-of-day': { label: 'This day', value: (f) => formatAmount(number(f, 'claims'), 'other claim') },
};

export const factLabel = ({ code }: Fact): string => words[code].label;
export const factValue = ({ code, figures }: Fact): string => words[code].value(figures);

/** Names a fact's row on the page. */
export const factId = ({ code, photoId }: Pick<Fact, 'code' | 'photoId'>): string =>
  `fact-${code}${photoId === null ? '' : `-${photoId.slice(0, 16)}`}`;

/** Where a fact about the stop is shown. */
export const sections = {
  delivery: [
    ...['parcels-delivered', 'parcels-handed-over', 'parcels-not-delivered', 'no-scan-time'],
    ...['no-picture', 'no-picture-owed', 'picture-awaited', 'candidates', 'unreadable-file', 'earlier-pictures'],
    ...['protected', 'erased', 'held'],
  ],
  around: ['address-no-position', 'no-neighbours-near', 'neighbours-near', 'scanned-together'],
  decided: [
    ...['excused', 'driver-asked', 'picture-moved-away', 'decision-outdated', 'decisions-taken-back', 'notes'],
    ...['signed-off', 'changed-since-sign-off'],
  ],
  told: ['told-by-email', 'told-by-webhook', 'told-by-pages'],
  claimed: ['claims-about-stop', 'claims-of-address', 'claims-of-driver', 'claims-of-day'],
} as const satisfies Record<string, readonly string[]>;
export type Section = keyof typeof sections;

export const factsIn = (facts: readonly Fact[], section: Section): Fact[] =>
  facts.filter(({ code, photoId }) => photoId === null && (sections[section] as readonly string[]).includes(code));
