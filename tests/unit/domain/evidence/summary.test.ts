/** What holds of the summary of any stop, whatever is known of it: thousands of generated ones. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EvidenceView } from '#core/domain/evidence/contract.ts';
import { withSummary } from '#core/domain/evidence/evidence.ts';
import type { Evidence, Fact, SummarySentence } from '#shared/evidence.ts';
import { defaultSettings } from '#shared/settings.ts';
import { stories } from '#tests/fixtures/evidenceStories.ts';

const runs = { numRuns: 500 };
const told = (view: EvidenceView): Evidence => withSummary(view, defaultSettings);
const ofAny = (holds: (evidence: Evidence) => void) =>
  fc.assert(
    fc.property(stories.map(told), (evidence) => void holds(evidence)),
    runs,
  );

const nameOf = ({ code, photoId }: { code: string; photoId: string | null }) => `${code} ${photoId}`;
const factsOf = ({ facts, photoId }: SummarySentence, all: readonly Fact[]) =>
  facts.map((code) => all.find((fact) => fact.code === code && fact.photoId === photoId));

test('code and picture name each fact', () => {
  ofAny(({ facts }) => expect(new Set(facts.map(nameOf)).size).toBe(facts.length));
});

test('no sentence stands without its facts, and bears as they do', () => {
  ofAny(({ facts, summary }) => {
    for (const sentence of summary) {
      for (const fact of factsOf(sentence, facts)) expect(fact).toMatchObject({ bearing: sentence.bearing });
    }
  });
});

test('no fact is left out, and none is told twice', () => {
  ofAny(({ facts, summary }) => {
    const said = summary.flatMap((sentence) => factsOf(sentence, facts)).map((fact) => fact && nameOf(fact));
    expect(said.toSorted()).toEqual(facts.map(nameOf).toSorted());
  });
});

test('what speaks for it comes first, then what speaks against it, then all else', () => {
  ofAny(({ summary }) => {
    const order = ['for', 'against', 'neutral'];
    const bearings = summary.map(({ bearing }) => order.indexOf(bearing));
    expect(bearings).toEqual(bearings.toSorted((a, b) => a - b));
  });
});

test('every figure in a sentence is one of its facts’', () => {
  ofAny(({ facts, summary }) => {
    for (const sentence of summary) {
      const figures = factsOf(sentence, facts).flatMap((fact) => Object.values(fact?.figures ?? {}));
      expect({ text: sentence.text, wrong: wrongFigures(sentence.text, figures) }).toEqual({
        text: sentence.text,
        wrong: [],
      });
    }
  });
});

test('no sentence says NaN, undefined, null or nothing, and each begins and ends as a sentence', () => {
  ofAny(({ summary }) => {
    for (const { text } of summary) {
      expect(text).not.toMatch(/\b(NaN|undefined|null|Infinity)\b|\[object|\(\)| {2}|: ?$|: ,|\.$/);
      expect(text.trim()).not.toBe('');
    }
  });
});

test('one is one, and more are more', () => {
  ofAny(({ facts, summary }) => {
    for (const sentence of summary) {
      const text = withoutWords(
        sentence.text,
        factsOf(sentence, facts).flatMap((fact) => Object.values(fact?.figures ?? {})),
      );
      expect(text).not.toMatch(
        new RegExp(`(?<![\\d.])1 (other |more |earlier )?(${countable.map((word) => `${word}s`).join('|')})\\b`),
      );
      expect(text).not.toMatch(new RegExp(`\\b(?!1\\b)\\d+ (other |more |earlier )?(${countable.join('|')})\\b`));
    }
  });
});

const countable = ['parcel', 'picture', 'stop', 'claim', 'note', 'hold', 'decision', 'thing'];

/** What speaks against a delivery, worked out once more from what is known of it, in the plainest way. */
function contradictions({ photos, detail, claims, timeline }: EvidenceView): string[] {
  const of = (photo: string | null, ...codes: string[]) => codes.map((code) => nameOf({ code, photoId: photo }));
  const found: string[] = [];
  for (const photo of photos) {
    const { id, flags, metresFromStop, secondsAfterScan } = photo;
    if (photo.decision === 'rejected') found.push(...of(id, 'picture-rejected'));
    if (flags.includes('reused')) found.push(...of(id, 'picture-reused'));
    if (photo.lookalikes.length > 0 || flags.includes('near-duplicate')) found.push(...of(id, 'picture-lookalike'));
    if (flags.includes('wrong-route')) found.push(...of(id, 'picture-on-wrong-route'));
    if (flags.some((flag) => ['blurry', 'too-dark', 'too-bright', 'too-small', 'unreadable'].includes(flag))) {
      found.push(...of(id, 'picture-quality'));
    }
    if (metresFromStop !== null && Math.round(metresFromStop) > 250) found.push(...of(id, 'picture-near-address'));
    if (secondsAfterScan !== null && !flags.includes('time-unknown') && Math.abs(secondsAfterScan) >= 1800) {
      found.push(...of(id, 'picture-after-scan'));
    }
    if (photo.method === 'time-gps' && photo.confidence < defaultSettings.automaticConfidence) {
      found.push(...of(id, 'match-uncertain'));
    }
    if (claims.some(({ openedAt }) => openedAt < photo.arrivedAt)) found.push(...of(id, 'picture-after-claim'));
    if (photo.labels?.some(({ text }) => text === 'TBA300000009')) found.push(...of(id, 'label-of-another'));
  }
  if (detail.packageList.some(({ outcome }) => outcome !== 'delivered'))
    found.push(...of(null, 'parcels-not-delivered'));
  if (photos.length === 0 && detail.row.state !== 'not-required') found.push(...of(null, 'no-picture'));
  if (detail.decisions.some(({ undone, changedSince }) => !undone && changedSince !== null)) {
    found.push(...of(null, 'decision-outdated'));
  }
  const here = timeline.find(({ isThis }) => isThis)?.completedAt ?? null;
  const isTogether = (stop: (typeof timeline)[number]) =>
    !stop.isThis &&
    stop.outcome === 'delivered' &&
    stop.completedAt !== null &&
    Math.abs(stop.completedAt - (here ?? 0)) <= 30_000 &&
    (stop.metres ?? 0) > 150;
  if (here !== null && timeline.some(isTogether)) found.push(...of(null, 'scanned-together'));
  return found;
}

test('nothing that speaks against the delivery is left unsaid', () => {
  fc.assert(
    fc.property(stories, (view) => {
      const { facts, summary } = told(view);
      const against = summary
        .filter(({ bearing }) => bearing === 'against')
        .flatMap((sentence) => factsOf(sentence, facts))
        .map((fact) => fact && nameOf(fact));
      expect(against).toEqual(expect.arrayContaining(contradictions(view)));
    }),
    runs,
  );
});

test('a picture that was rejected or erased, or stands elsewhere too, supports nothing by itself', () => {
  fc.assert(
    fc.property(stories, (view) => {
      const { summary } = told(view);
      for (const { id, decision, erased, flags } of view.photos) {
        const isReused = flags.includes('reused') || flags.includes('near-duplicate');
        if (decision !== 'rejected' && !erased && !(isReused && decision !== 'accepted')) continue;
        const support = summary.filter(({ photoId, bearing }) => photoId === id && bearing === 'for');
        expect(support.flatMap(({ facts }) => facts).filter((code) => code !== 'picture-accepted')).toEqual([]);
      }
    }),
    runs,
  );
});

test('nothing is said of what is not there', () => {
  fc.assert(
    fc.property(stories, (view) => {
      const { summary } = told(view);
      const codes = summary.flatMap(({ facts }) => facts);
      const unless = (isThere: boolean, ...some: string[]) => {
        if (!isThere) expect(codes.filter((code) => some.includes(code))).toEqual([]);
      };
      const { photos, detail } = view;
      expect(summary.every(({ photoId }) => photoId === null || photos.some(({ id }) => id === photoId))).toBe(true);
      unless(
        photos.some(({ correctedAt }) => correctedAt !== null),
        'picture-after-scan',
        'between-scans',
        'out-of-order',
      );
      unless(
        photos.some(({ metresFromStop }) => metresFromStop !== null),
        'picture-near-address',
        'nearer-to-another',
      );
      unless(
        photos.some(({ clockCorrection }) => clockCorrection !== null),
        'clock-corrected',
      );
      unless(view.near !== null, 'no-neighbours-near', 'neighbours-near');
      unless(view.confirmations.length > 0, 'told-by-email', 'told-by-webhook', 'told-by-pages');
      unless(view.claims.length > 0, 'claims-about-stop', 'picture-after-claim');
      unless(view.earlier.length > 0, 'earlier-pictures');
      unless(detail.decisions.length > 0, 'excused', 'driver-asked', 'picture-moved-away', 'decision-outdated');
      unless(detail.route.signOff !== null, 'signed-off', 'changed-since-sign-off');
      unless(view.protection !== null, 'protected');
    }),
    runs,
  );
});

/** The text without the words that its facts give it. */
const withoutWords = (text: string, figures: ReadonlyArray<number | string | null>): string =>
  figures
    .filter((figure) => typeof figure === 'string' && figure !== '')
    .flatMap((figure) => [
      String(figure),
      String(figure).replace(/^./u, (letter) => letter.toLowerCase()),
      String(figure).replace(/\.$/, ''),
    ])
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, words) => rest.replaceAll(words, '…'), text);

/** Spans, distances, shares and counts of a sentence that are no figure of its facts. */
function wrongFigures(sentence: string, figures: ReadonlyArray<number | string | null>): string[] {
  const numbers = figures.filter((figure) => typeof figure === 'number').map(Math.abs);
  const isOne = (value: number, slack: number) => numbers.some((each) => Math.abs(each - value) <= slack);
  const wrong: string[] = [];
  const take = (text: string, pattern: RegExp, isRight: (...parts: string[]) => boolean) =>
    text.replace(pattern, (whole, ...parts) => {
      if (!isRight(...parts.slice(0, -2).map(String))) wrong.push(whole);
      return '…';
    });
  let rest = withoutWords(sentence, figures);
  rest = take(rest, /([\d.]+) km\b/g, (km = '') => isOne(Number(km) * 1000, km.includes('.') ? 51 : 501));
  rest = take(rest, /(\d+) days\b/g, (days) => isOne(Number(days) * 86_400, 43_200));
  rest = take(rest, /(\d+) h\b(?: (\d+) min)?/g, (hours, minutes) =>
    isOne(Number(hours) * 3600 + (Number(minutes) || 0) * 60, 59),
  );
  rest = take(rest, /(\d+) min\b(?: (\d+) s\b)?/g, (minutes, seconds) =>
    isOne(Number(minutes) * 60 + (Number(seconds) || 0), 0),
  );
  rest = take(rest, /(\d+) (?:m|s|%)(?=\W|$)/g, (value) => isOne(Number(value), 0));
  take(rest, /(\d+)/g, (value) => isOne(Number(value), 0));
  return wrong;
}

test('the test itself would see a false figure', () => {
  expect(wrongFigures('Picture taken 22 s after the scan, 14 m from the address', [22, 14])).toEqual([]);
  expect(wrongFigures('Picture taken 22 s after the scan, 14 m from the address', [23, 14])).toEqual(['22 s']);
  expect(wrongFigures('Picture 2 taken 3 h 5 min after the scan', [2, 11_100])).toEqual([]);
  expect(wrongFigures('Picture 2 taken 3 h 5 min after the scan', [2, 11_200])).toEqual(['3 h 5 min']);
  expect(wrongFigures('7 min 20 s', [441])).toEqual(['7 min 20 s']);
  expect(wrongFigures('1.2 km and 3 other stops', [1_400, 3])).toEqual(['1.2 km']);
});
