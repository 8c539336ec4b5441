/** What is known of the stop besides its pictures: parcels, the stops around it, decisions, what was sent, claims. Pure. */
import { notRequiredSentences } from '#core/domain/sentences.ts';
import type { Fact } from '#shared/evidence.ts';
import type { PackageView } from '#shared/views.ts';
import { attendedHandovers, type ConfirmationState } from '#shared/words.ts';
import { type EvidenceView, type Figures, fact, momentWords, secondWords } from './contract.ts';

/** Seconds within which nobody gets from one door to another and scans there (`likelihood.ts`: half a minute for the nearest). */
const togetherSeconds = 30;
/** Metres that nobody goes in that time with a parcel: twice a runner's pace is far above it. */
const togetherMetres = 150;

/** Parcels and pictures first: what the page is about. */
export function stopFacts(view: EvidenceView): Fact[] {
  return [
    ...parcels(view),
    ...pictures(view),
    ...around(view),
    ...wishes(view),
    ...decisions(view),
    ...signOff(view),
    ...told(view),
    ...claims(view),
  ];
}

const handoverWords = (handover: string) => handover.replaceAll('-', ' ');

const isAttended = ({ handover }: PackageView) => handover !== null && attendedHandovers.includes(handover);

/** Its words, where all have the same. */
const handoverOf = (some: readonly PackageView[]): string | null => {
  const [first] = some;
  return first?.handover != null && some.every(({ handover }) => handover === first.handover)
    ? handoverWords(first.handover)
    : null;
};

function* parcels({ detail, timeZone }: EvidenceView): Iterable<Fact> {
  const { packageList } = detail;
  const delivered = packageList.filter(({ outcome }) => outcome === 'delivered');
  const handed = delivered.filter(isAttended);
  const left = delivered.filter((each) => !isAttended(each));
  if (left.length > 0) {
    const times = left.flatMap(({ completedAt }) => completedAt ?? []);
    const at = times.length > 0 ? secondWords(Math.max(...times), timeZone) : null;
    const first = times.length > 0 ? secondWords(Math.min(...times), timeZone) : null;
    yield fact('parcels-delivered', 'neutral', {
      ...{ parcels: left.length, at, handover: handoverOf(left) },
      // Each parcel has a scan of its own: whoever compares the picture's time with one of them should see that there are more.
      ...(first === at ? {} : { first }),
    });
    if (at === null) yield fact('no-scan-time', 'neutral');
  }
  if (handed.length > 0) {
    yield fact('parcels-handed-over', 'for', { parcels: handed.length, handover: handoverOf(handed) });
  }
  const others = packageList.filter(({ outcome }) => outcome !== 'delivered');
  if (others.length > 0) {
    const outcomes = [...new Set(others.map(({ outcome }) => outcome))].join(', ');
    yield fact('parcels-not-delivered', 'against', { parcels: others.length, total: packageList.length, outcomes });
  }
}

function* pictures({ detail, photos, earlier }: EvidenceView): Iterable<Fact> {
  const { row, candidates } = detail;
  const isOwed = row.state !== 'not-required';
  if (!isOwed && row.reason !== null) {
    const nothing = row.reason === notRequiredSentences['no-delivered-package'];
    // That nothing was delivered is said of the parcels.
    if (!nothing) yield fact('no-picture-owed', 'neutral', { reason: row.reason });
  }
  const counts = photos.filter(({ decision }) => decision !== 'rejected');
  if (isOwed && photos.length === 0) yield fact('no-picture', 'against');
  if (row.state === 'syncing' && row.reason !== null) {
    yield fact('picture-awaited', 'neutral', { reason: row.reason });
  }
  if (counts.length === 0 && candidates.length > 0)
    yield fact('candidates', 'neutral', { candidates: candidates.length });
  if (row.flags.includes('unreadable') && !photos.some(({ flags }) => flags.includes('unreadable'))) {
    yield fact('unreadable-file', 'neutral');
  }
  if (earlier.length > 0) yield fact('earlier-pictures', 'neutral', { earlier: earlier.length });
}

function* around({ detail, near, photos, timeline }: EvidenceView): Iterable<Fact> {
  if (near === null) yield fact('address-no-position', 'neutral');
  else if (near.total === 0) {
    // Alone it says nothing: it makes a picture's distance tell one door from the others.
    const tells = photos.some(({ metresFromStop, decision }) => metresFromStop !== null && decision !== 'rejected');
    if (tells) yield fact('no-neighbours-near', 'neutral', { metres: Math.round(near.within) });
  } else {
    const [nearest] = near.stops;
    yield fact('neighbours-near', 'neutral', {
      ...{ stops: near.total, metres: Math.round(near.within) },
      nearest: nearest?.address ?? null,
      distance: nearest ? Math.round(nearest.metres) : null,
    });
  }
  const here = timeline.find(({ isThis }) => isThis);
  const at = here?.completedAt ?? null;
  if (at === null || detail.row.outcome !== 'delivered') return;
  const together = timeline.filter(
    ({ isThis, completedAt, outcome, metres }) =>
      !isThis &&
      outcome === 'delivered' &&
      completedAt !== null &&
      Math.abs(completedAt - at) <= togetherSeconds * 1000 &&
      metres !== null &&
      metres > togetherMetres,
  );
  if (together.length === 0) return;
  const farthest = Math.max(...together.map(({ metres }) => Math.round(metres ?? 0)));
  yield fact('scanned-together', 'against', { stops: together.length, seconds: togetherSeconds, metres: farthest });
}

const protectionWords = {
  'opted-out': 'the customer asked for no photos',
  'opted-out-since': 'the customer has asked for no photos since',
  confidential: 'the address is confidential',
} as const;

const erasedWords = {
  picture: 'pictures',
  thumbnail: 'small pictures',
  confirmation: 'confirmations',
  'customer-data': 'address and customer',
} as const;

function* wishes({ protection, erased, detail }: EvidenceView): Iterable<Fact> {
  if (protection !== null) yield fact('protected', 'neutral', { why: protectionWords[protection] });
  if (erased.length > 0) yield fact('erased', 'neutral', { what: erased.map((kind) => erasedWords[kind]).join(', ') });
  if (detail.holds.length > 0) yield fact('held', 'neutral', { holds: detail.holds.length });
}

function* decisions({ detail, timeZone }: EvidenceView): Iterable<Fact> {
  const standing = detail.decisions.filter(({ undone }) => !undone);
  const by = ({ person, at }: { person: string | null; at: number }): Figures => ({
    person,
    at: momentWords(at, timeZone),
  });
  const excuse = standing.findLast(({ kind }) => kind === 'excuse');
  if (excuse && detail.row.state === 'excused') {
    yield fact('excused', 'neutral', { ...by(excuse), reason: excuse.sentence.split(': ')[1] ?? null });
  }
  const asked = standing.findLast(({ kind }) => kind === 'follow-up');
  if (asked && detail.row.followUp) yield fact('driver-asked', 'neutral', by(asked));
  const here = new Set(detail.photos.map(({ id }) => id));
  const away = standing.filter(({ kind, photoId }) => kind === 'move' && photoId !== null && !here.has(photoId));
  const last = away.at(-1);
  if (last) yield fact('picture-moved-away', 'neutral', { ...by(last), moved: away.length });
  const outdated = standing.findLast(({ changedSince }) => changedSince !== null);
  if (outdated?.changedSince) yield fact('decision-outdated', 'against', { sentence: outdated.changedSince });
  const undone = detail.decisions.length - standing.length;
  if (undone > 0) yield fact('decisions-taken-back', 'neutral', { decisions: undone });
  if (detail.row.notes > 0) yield fact('notes', 'neutral', { notes: detail.row.notes });
}

function* signOff({ detail, changedSinceSignOff, timeZone }: EvidenceView): Iterable<Fact> {
  const signed = detail.route.signOff;
  if (!signed) return;
  yield fact('signed-off', 'neutral', { person: signed.person, at: momentWords(signed.at, timeZone) });
  const [first] = changedSinceSignOff;
  if (first !== undefined) {
    yield fact('changed-since-sign-off', 'neutral', { first, more: changedSinceSignOff.length - 1 });
  }
}

const toldCodes = { email: 'told-by-email', webhook: 'told-by-webhook', pages: 'told-by-pages' } as const;
/** What counts of several by one way: what is out before what may be, before what is not. */
const toldRank: readonly ConfirmationState[] = [
  'delivered',
  'sent',
  'uncertain',
  'sending',
  'ready',
  'held',
  'failed',
  'withdrawn',
];

function* told({ confirmations, timeZone }: EvidenceView): Iterable<Fact> {
  for (const [channel, some] of Map.groupBy(confirmations, (each) => each.channel)) {
    const [best] = some.toSorted(
      (a, b) => toldRank.indexOf(a.state) - toldRank.indexOf(b.state) || b.changedAt - a.changedAt,
    );
    if (!best) continue;
    yield fact(toldCodes[channel], 'neutral', { state: best.state, at: momentWords(best.changedAt, timeZone) });
  }
}

function* claims(view: EvidenceView): Iterable<Fact> {
  const { otherClaims } = view;
  if (view.claims.length > 0) {
    const numbers = view.claims.map(({ number }) => number).join(', ');
    yield fact('claims-about-stop', 'neutral', { claims: view.claims.length, numbers });
  }
  if (otherClaims.address.length > 0)
    yield fact('claims-of-address', 'neutral', { claims: otherClaims.address.length });
  if (otherClaims.driver > 0) yield fact('claims-of-driver', 'neutral', { claims: otherClaims.driver });
  if (otherClaims.day > 0) yield fact('claims-of-day', 'neutral', { claims: otherClaims.day });
}
