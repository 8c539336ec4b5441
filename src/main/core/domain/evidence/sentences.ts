/**
 * The summary in words: made from facts alone, each sentence from the figures of the facts that it names. No fact is left out:
 * what speaks against the delivery is said as plainly as what speaks for it.
 */
import type { Bearing, Fact, FactCode, SummarySentence } from '#shared/evidence.ts';
import { exactSpanWords } from '#shared/spanWords.ts';
import { distanceWords, type Figures } from './contract.ts';

/** For, against, else; within them in the order of the facts, pictures in their order. */
export function summaryOf(facts: readonly Fact[]): SummarySentence[] {
  const sentences = joined(facts).map(toSentence);
  return order.flatMap((bearing) => sentences.filter((each) => each.bearing === bearing));
}

const order: readonly Bearing[] = ['for', 'against', 'neutral'];

/** When and where a picture was taken is one sentence where both say the same of the delivery. */
const pairs = new Map<FactCode, FactCode>([['picture-after-scan', 'picture-near-address']]);

function joined(facts: readonly Fact[]): Fact[][] {
  const told = new Set<Fact>();
  const groups: Fact[][] = [];
  for (const fact of facts) {
    if (told.has(fact)) continue;
    const other = facts.find(
      ({ code, photoId, bearing }) =>
        code === pairs.get(fact.code) && photoId === fact.photoId && bearing === fact.bearing && bearing !== 'neutral',
    );
    groups.push(other ? [fact, other] : [fact]);
    told.add(fact);
    if (other) told.add(other);
  }
  return groups;
}

function toSentence(facts: Fact[]): SummarySentence {
  const [first] = facts as [Fact, ...Fact[]];
  const text =
    facts.length > 1
      ? `${picture(first.figures)} taken ${facts.map(({ code, figures }) => takenWords[code]?.(figures)).join(', ')}`
      : sentenceOf[first.code](first.figures, first.bearing);
  return { text, bearing: first.bearing, facts: facts.map(({ code }) => code), photoId: first.photoId };
}

/** Figures are read by name; which a fact has, its code says. */
const number = (figures: Figures, name: string): number => figures[name] as number;
const text = (figures: Figures, name: string): string | null => (figures[name] as string | null | undefined) ?? null;

/** `Picture`, or which of several. */
const picture = (figures: Figures): string =>
  number(figures, 'pictures') > 1 ? `Picture ${number(figures, 'picture')}` : 'Picture';
/** The same as the one who does something. */
const thePicture = (figures: Figures): string => (number(figures, 'pictures') > 1 ? picture(figures) : 'The picture');

const amount = (n: number, word: string, plural = `${word}s`): string => `${n} ${n === 1 ? word : plural}`;

/** ` by Dana on Sat 21 Nov 2026 20:41`, as far as it is known. */
function byWords(figures: Figures): string {
  const person = text(figures, 'person');
  const at = text(figures, 'at');
  return `${person === null ? '' : ` by ${person}`}${at === null ? '' : ` on ${at}`}`;
}

const someone = (figures: Figures): string => text(figures, 'person') ?? 'a supervisor';

function afterScan(figures: Figures): string {
  const seconds = number(figures, 'seconds');
  if (seconds === 0) return 'at the moment of the scan';
  const scans = (figures.scans ?? 1) as number;
  const scan = scans > 1 ? `the nearest of ${scans} scans` : 'the scan';
  return `${exactSpanWords(seconds)} ${seconds > 0 ? 'after' : 'before'} ${scan}`;
}

const fromAddress = (figures: Figures): string => `${distanceWords(number(figures, 'metres'))} from the address`;

const takenWords: Partial<Record<FactCode, (figures: Figures) => string>> = {
  'picture-after-scan': afterScan,
  'picture-near-address': fromAddress,
};

function clockWords(figures: Figures, bearing: Bearing): string {
  const seconds = number(figures, 'seconds');
  const off = `${exactSpanWords(seconds)}, as it was ${seconds > 0 ? 'slow' : 'fast'}`;
  const camera =
    number(figures, 'pictures') > 1 ? `The clock of ${picture(figures).toLowerCase()}` : 'The phone’s clock';
  const person = text(figures, 'person');
  if (person !== null) return `${camera} was corrected by ${off}; ${person} said so`;
  const sure = figures.sure as number | null;
  const parts = [
    text(figures, 'rests') === null ? null : `by ${text(figures, 'rests')}`,
    sure === null ? null : `${sure} % sure`,
  ].filter((part) => part !== null);
  const how = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  const doubt = bearing === 'against' ? ', which is not certain' : '';
  return `${camera} was corrected by ${off}${how}${doubt}`;
}

function reusedWords(figures: Figures): string {
  const stops = number(figures, 'stops');
  const address = text(figures, 'address');
  const date = text(figures, 'date');
  const first = address === null ? '' : `: ${address}${date === null ? '' : ` (${date})`}`;
  return `${thePicture(figures)} stands at ${amount(stops, 'other stop')} as well${first}${stops > 1 && first !== '' ? ', …' : ''}`;
}

/** States of a confirmation after the way that it took. */
const toldWords: Record<string, (way: string, at: string | null) => string> = {
  delivered: (way, at) => `The confirmation reached the customer ${way} on ${at}`,
  sent: (way, at) => `The customer was sent the confirmation ${way} on ${at}`,
  uncertain: (way, at) => `The confirmation may have gone to the customer ${way} on ${at}; nobody knows`,
  sending: (way) => `The confirmation is on its way to the customer ${way}`,
  ready: (way) => `The confirmation has not gone to the customer ${way} yet`,
  held: (way) => `The confirmation to the customer ${way} is held back`,
  failed: (way) => `The confirmation could not be sent to the customer ${way}`,
  withdrawn: (way, at) => `The confirmation to the customer ${way} was withdrawn on ${at}`,
};

const told = (way: string) => (figures: Figures) =>
  (toldWords[text(figures, 'state') ?? ''] ?? toldWords.ready)?.(way, text(figures, 'at')) ?? '';

function leftWords(figures: Figures): string {
  const at = text(figures, 'at');
  const first = text(figures, 'first');
  const handover = text(figures, 'handover');
  const parts = [
    at && (first === null ? ` at ${at}` : ` from ${first} to ${at}`),
    handover === null ? null : ` (${handover})`,
  ];
  const parcels = number(figures, 'parcels');
  return `The manifest says that ${amount(parcels, 'parcel')} ${was(parcels)} delivered${parts.join('')}`;
}

const was = (n: number): string => (n === 1 ? 'was' : 'were');

const sentenceOf: Record<FactCode, (figures: Figures, bearing: Bearing) => string> = {
  'picture-after-scan': (f) => `${picture(f)} taken ${afterScan(f)}`,
  'picture-time-unknown': (f) => `${thePicture(f)} doesn’t say when it was taken`,
  'clock-corrected': clockWords,
  'between-scans': (f) =>
    `${picture(f)} taken between the driver’s scans before (${text(f, 'from')}) and after (${text(f, 'to')}) this stop`,
  'out-of-order': (f) =>
    `${picture(f)} taken ${exactSpanWords(number(f, 'seconds'))} ${
      text(f, 'side') === 'before'
        ? 'before the scan of the stop before this one'
        : 'after the scan of the stop after this one'
    }: ${text(f, 'address')}`,
  'picture-near-address': (f, bearing) =>
    `${picture(f)} taken ${fromAddress(f)}${bearing === 'neutral' ? '; positions are often off by that much, so it says little' : ''}`,
  'picture-no-position': (f) => `${thePicture(f)} doesn’t say where it was taken`,
  'nearer-to-another': (f) =>
    `${picture(f)} taken nearer to ${text(f, 'address')} (${distanceWords(number(f, 'metres'))}) than to this address (${distanceWords(number(f, 'own'))})`,
  matched: (f) =>
    `${thePicture(f)} is tied to this stop ${tiedWords[text(f, 'how') ?? ''] ?? text(f, 'how')}, ${number(f, 'sure')} % sure`,
  'match-uncertain': (f) =>
    `It is not certain that ${thePicture(f).replace(/^The/, 'the')} belongs here: by time and position, ${number(f, 'sure')} % sure`,
  'tied-by-hand': (f) => `${thePicture(f)} was laid to this stop by hand${byWords(f) && `,${byWords(f)}`}`,
  'label-of-parcel': (f) => `${thePicture(f)} shows the label of the parcel: ${text(f, 'tracking')}`,
  'label-of-another': (f) => `${thePicture(f)} shows the label of another parcel: ${text(f, 'meaning')}`,
  'picture-reused': reusedWords,
  'picture-lookalike': (f) => {
    const copies = number(f, 'copies');
    const first = text(f, 'first');
    return `${thePicture(f)} looks like ${copies === 1 ? 'another' : `${copies} others`}${first === null ? '' : `: ${first}`}${copies > 1 && first !== null ? ', …' : ''}`;
  },
  'picture-on-wrong-route': (f) => `${thePicture(f)} lies among another route’s pictures`,
  'picture-quality': (f) => `${thePicture(f)} is not good evidence: ${text(f, 'what')}`,
  'person-in-picture': (f) => `A person is in ${thePicture(f).replace(/^./, (letter) => letter.toLowerCase())}`,
  'picture-not-wanted': (f) => `${thePicture(f)} was not to be taken here, and is shown only to who asks for it`,
  'picture-accepted': (f) => `${thePicture(f)} was accepted${byWords(f)}`,
  'picture-rejected': (f) =>
    `${thePicture(f)} was rejected${byWords(f)}${text(f, 'reason') === null ? '' : `: ${text(f, 'reason')}`}`,
  'picture-erased': (f) => `${thePicture(f)} was erased; what was written down about it stands`,
  'picture-arrived': (f) => `${thePicture(f)} reached this computer on ${text(f, 'arrived')}`,
  'picture-after-claim': (f) =>
    `${thePicture(f)} came after claim ${text(f, 'claim')} was opened on ${text(f, 'opened')}`,
  'file-same': (f) => `The file of ${thePicture(f).toLowerCase()} is byte for byte the one that was read in`,
  'file-changed': (f) => `The file of ${thePicture(f).toLowerCase()} has other bytes now than when it was read in`,
  'file-gone': (f) => `The file of ${thePicture(f).toLowerCase()} is no longer in the folder`,
  'file-not-checked': (f) => `The file of ${thePicture(f).toLowerCase()} could not be read again`,

  'parcels-delivered': leftWords,
  'parcels-handed-over': (f) => {
    const parcels = number(f, 'parcels');
    const handover = text(f, 'handover');
    return `The manifest says that ${amount(parcels, 'parcel')} ${was(parcels)} handed to a person${handover === null ? '' : ` (${handover})`}`;
  },
  'parcels-not-delivered': (f) => {
    const parcels = number(f, 'parcels');
    const total = number(f, 'total');
    const which = parcels === total ? amount(parcels, 'parcel') : `${parcels} of ${amount(total, 'parcel')}`;
    return `The manifest says that ${which} ${was(parcels)} not delivered: ${text(f, 'outcomes')}`;
  },
  'no-scan-time': () => 'The manifest doesn’t say when it was delivered',
  'scanned-together': (f) => {
    const stops = number(f, 'stops');
    return `${amount(stops, 'other stop')}, up to ${distanceWords(number(f, 'metres'))} away, ${was(stops)} scanned within ${number(f, 'seconds')} s of this one`;
  },
  'no-picture': () => 'No picture is tied to this stop, and one was owed',
  'no-picture-owed': (f) => `No picture is owed here: ${lowered(text(f, 'reason'))}`,
  'picture-awaited': (f) => `A picture may still come: ${lowered(text(f, 'reason'))}`,
  candidates: (f) => {
    const n = number(f, 'candidates');
    return `${amount(n, 'picture')} without a stop may belong here, which nobody has decided`;
  },
  'unreadable-file': () => 'A file that names this stop can’t be read as a picture',
  'address-no-position': () => 'The manifest gives the address no position, so no distance can be told',
  'no-neighbours-near': (f) => `No other stop of the day lies within ${number(f, 'metres')} m of the address`,
  'neighbours-near': (f) => {
    const stops = number(f, 'stops');
    const distance = figuresDistance(f);
    const nearest = text(f, 'nearest') === null ? '' : `, the nearest ${text(f, 'nearest')}${distance}`;
    return `${amount(stops, 'other stop')} of the day ${stops === 1 ? 'lies' : 'lie'} within ${number(f, 'metres')} m of the address${nearest}: a position can’t tell such doors apart`;
  },
  'earlier-pictures': (f) => {
    const n = number(f, 'earlier');
    return `${amount(n, 'earlier picture')} of this address ${n === 1 ? 'stands' : 'stand'} beside to compare; nothing but the eye has compared the doors`;
  },
  protected: (f) => `No photos are to be taken or shown here: ${text(f, 'why')}`,
  erased: (f) => `Erased at this stop: ${text(f, 'what')}`,
  excused: (f) => `The stop was excused${byWords(f)}${text(f, 'reason') === null ? '' : `: ${text(f, 'reason')}`}`,
  'driver-asked': (f) => `The driver was asked about it${byWords(f)}`,
  'picture-moved-away': (f) => {
    const moved = number(f, 'moved');
    return `${amount(moved, 'picture')} ${was(moved)} moved from here to another stop, last${byWords(f) || ` by ${someone(f)}`}`;
  },
  'decision-outdated': (f) => (text(f, 'sentence') ?? '').replace(/\.$/, ''),
  'decisions-taken-back': (f) => {
    const n = number(f, 'decisions');
    return `${amount(n, 'decision')} about it ${was(n)} taken back`;
  },
  notes: (f) => {
    const n = number(f, 'notes');
    return `${amount(n, 'note')} ${n === 1 ? 'stands' : 'stand'} at this stop`;
  },
  held: (f) => {
    const n = number(f, 'holds');
    return `${amount(n, 'hold')} ${n === 1 ? 'keeps' : 'keep'} what belongs to it from being erased`;
  },
  'signed-off': (f) => `The route was signed off${byWords(f)}`,
  'changed-since-sign-off': (f) => {
    const more = number(f, 'more');
    return `Changed since the sign-off: ${text(f, 'first')}${more > 0 ? `, and ${amount(more, 'more thing')}` : ''}`;
  },
  'told-by-email': told('by e-mail'),
  'told-by-webhook': told('by webhook'),
  'told-by-pages': told('as a web page'),
  'claims-about-stop': (f) => `${amount(number(f, 'claims'), 'claim')} about this stop: ${text(f, 'numbers')}`,
  'claims-of-address': (f) => `${amount(number(f, 'claims'), 'other claim')} about this address`,
  'claims-of-driver': (f) => `${amount(number(f, 'claims'), 'other claim')} about this driver’s deliveries`,
  'claims-of-day': (f) => `${amount(number(f, 'claims'), 'other claim')} about this day`,
};

const tiedWords: Record<string, string> = {
  'named in the file beside the photo': 'by the file beside it',
  'named in the file or folder name': 'by the name of its file or folder',
  'named in the photo’s own text': 'by the text inside it',
  'label read from the picture': 'by the label that it shows',
  'by time and position': 'by time and position',
};

function figuresDistance(figures: Figures): string {
  const distance = figures.distance;
  return typeof distance === 'number' ? ` (${distanceWords(distance)})` : '';
}

/** Inside a sentence. */
const lowered = (words: string | null): string => (words ?? '').replace(/^./u, (letter) => letter.toLowerCase());
