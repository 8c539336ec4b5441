/** What each picture at the stop says for the delivery and against it. Pure. */
import { sameTrackingId } from '#core/domain/matching/labelIds.ts';
import { methodWords, rejectSentences } from '#core/domain/sentences.ts';
import { dayWords } from '#core/domain/signOffSentences.ts';
import type { EvidencePhoto, Fact, FactCode, TimelineStop } from '#shared/evidence.ts';
import type { DecisionView } from '#shared/views.ts';
import type { Flag } from '#shared/words.ts';
import {
  type Bearing,
  type EvidenceRules,
  type EvidenceView,
  type Figures,
  fact,
  momentWords,
  placeWords,
  secondWords,
} from './contract.ts';

/** Seconds: a stop takes three minutes (180 stops in nine hours), so further off the driver may be one or two stops away. */
const soon = 300;
/**
 * Metres. Of real deliveries half are recorded further than this from their address and a quarter further than the second figure
 * (LaDe-D, field notes), as neither the phone nor the map that placed the address is exact.
 */
const close = 50;
const distant = 250;
/** Metres by which another door must be nearer before it is held against this one: what two positions of a phone differ by. */
const gpsSlack = 25;
/** Seconds: picture first and scan later is a habit, and scans wait for the network. */
const orderSlack = 120;
/** A correction that rests on fewer pictures beside scans, and on none that needs no scan, only repeats the scan. */
const fewPictures = 5;
/** From here on a clock is told without a doubt (docs/matching.md has how often that is right). */
const sureClock = 0.9;

export function pictureFacts(view: EvidenceView, rules: EvidenceRules): Fact[] {
  return view.photos.flatMap((photo, n) => {
    const figures = { picture: n + 1, pictures: view.photos.length };
    const told = new Picture(view, rules, photo, figures);
    return [...told.fate(), ...told.time(), ...told.place(), ...told.match(), ...told.looks(), ...told.file()];
  });
}

class Picture {
  readonly #view: EvidenceView;
  readonly #rules: EvidenceRules;
  readonly #photo: EvidencePhoto;
  readonly #which: Figures;

  constructor(view: EvidenceView, rules: EvidenceRules, photo: EvidencePhoto, which: Figures) {
    this.#view = view;
    this.#rules = rules;
    this.#photo = photo;
    this.#which = which;
  }

  #fact(code: FactCode, bearing: Bearing, figures: Figures = {}): Fact {
    return fact(code, bearing, { ...this.#which, ...figures }, this.#photo.id);
  }

  /** A picture that nobody can look at, that was rejected, or that stands elsewhere too supports nothing by when and where it was taken. */
  #support(): Bearing {
    const { decision, erased, flags } = this.#photo;
    if (decision === 'rejected' || erased) return 'neutral';
    return decision !== 'accepted' && (flags.includes('reused') || flags.includes('near-duplicate'))
      ? 'neutral'
      : 'for';
  }

  #lastDecision(kind: DecisionView['kind']): DecisionView | undefined {
    return this.#view.detail.decisions.findLast(
      (each) => each.kind === kind && each.photoId === this.#photo.id && !each.undone,
    );
  }

  #by(decision: DecisionView | undefined): Figures {
    const { timeZone } = this.#view;
    return { person: decision?.person ?? null, at: decision ? momentWords(decision.at, timeZone) : null };
  }

  /** What people decided about it, and whether it is still there to be seen. */
  *fate(): Iterable<Fact> {
    const { decision, erased } = this.#photo;
    if (erased) yield this.#fact('picture-erased', 'neutral');
    const moved = this.#lastDecision('move');
    if (decision === 'accepted' && !(moved && !this.#lastDecision('accept'))) {
      yield this.#fact('picture-accepted', 'for', this.#by(this.#lastDecision('accept')));
    }
    if (decision === 'rejected') {
      const rejection = this.#lastDecision('reject');
      const reason = rejection?.sentence.split(': ')[1] ?? null;
      const known = Object.values(rejectSentences).some((sentence) => sentence === rejection?.sentence);
      yield this.#fact('picture-rejected', 'against', { ...this.#by(rejection), reason: known ? reason : null });
    }
  }

  *time(): Iterable<Fact> {
    const { flags, secondsAfterScan, correctedAt } = this.#photo;
    if (correctedAt === null || flags.includes('time-unknown')) {
      yield this.#fact('picture-time-unknown', 'neutral');
      return;
    }
    const { timeZone } = this.#view;
    if (secondsAfterScan !== null) {
      const seconds = Math.round(secondsAfterScan);
      yield this.#fact('picture-after-scan', this.#timeBearing(Math.abs(seconds)), {
        seconds,
        taken: secondWords(correctedAt, timeZone),
        ...this.#scans(),
      });
    }
    yield* this.#clock();
    yield* this.#order(correctedAt);
  }

  /** Of several parcels the picture is held against the scan that is nearest: how many there are is said with it. */
  #scans(): { scans?: number } {
    const times = new Set(this.#view.detail.packageList.flatMap(({ completedAt }) => completedAt ?? []));
    return times.size > 1 ? { scans: times.size } : {};
  }

  #timeBearing(seconds: number): Bearing {
    if (seconds >= this.#rules.offTimeMinutes * 60) return 'against';
    return seconds <= soon && this.#isClockProved() ? this.#support() : 'neutral';
  }

  /** Its time is not made of the very scan that it is compared with. */
  #isClockProved(): boolean {
    const { clock, clockCorrection } = this.#photo;
    if (clockCorrection === null || clockCorrection === 0) return true;
    if (clock === null) return false;
    if (clock.confidence === null) return true;
    return clock.confidence >= sureClock && (clock.independent > 0 || clock.support >= fewPictures);
  }

  *#clock(): Iterable<Fact> {
    const { clock, clockCorrection } = this.#photo;
    const seconds = Math.round(clockCorrection ?? 0);
    if (seconds === 0) return;
    yield this.#fact('clock-corrected', this.#isClockProved() ? 'neutral' : 'against', {
      seconds,
      sure: clock?.confidence == null ? null : Math.floor(clock.confidence * 100),
      person: clock?.person ?? null,
      rests: clock?.restsOn ?? null,
    });
  }

  /** Between the scans of the stops before and after: nobody is at two doors at once. */
  *#order(takenAt: number): Iterable<Fact> {
    const { timeline, timeZone } = this.#view;
    const here = timeline.findIndex(({ isThis }) => isThis);
    const before = timeline[here - 1];
    const after = timeline[here + 1];
    // Stops in planned order say nothing of when the driver was where.
    if (here < 0 || timeline[here]?.completedAt == null) return;
    const early = before?.completedAt == null ? 0 : Math.round((before.completedAt - takenAt) / 1000);
    const late = after?.completedAt == null ? 0 : Math.round((takenAt - after.completedAt) / 1000);
    if (early > 0 && before) yield this.#outOfOrder(before, 'before', early);
    else if (late > 0 && after) yield this.#outOfOrder(after, 'after', late);
    else if (before?.completedAt != null && after?.completedAt != null) {
      yield this.#fact('between-scans', this.#isClockProved() ? this.#support() : 'neutral', {
        from: secondWords(before.completedAt, timeZone),
        to: secondWords(after.completedAt, timeZone),
      });
    }
  }

  #outOfOrder(stop: TimelineStop, side: 'before' | 'after', seconds: number): Fact {
    return this.#fact('out-of-order', seconds > orderSlack ? 'against' : 'neutral', {
      seconds,
      side,
      address: placeWords(stop),
    });
  }

  *place(): Iterable<Fact> {
    const { position, metresFromStop, nearestStops } = this.#photo;
    if (position === null) {
      yield this.#fact('picture-no-position', 'neutral');
      return;
    }
    if (metresFromStop === null) return;
    const metres = Math.round(metresFromStop);
    const bearing = metres <= close ? this.#support() : metres <= distant ? 'neutral' : 'against';
    yield this.#fact('picture-near-address', bearing, { metres });
    const [nearest] = nearestStops;
    const other = nearest && Math.round(nearest.metres);
    if (!nearest || other === undefined || other >= metres) return;
    yield this.#fact('nearer-to-another', metres - other > gpsSlack ? 'against' : 'neutral', {
      metres: other,
      own: metres,
      address: nearest.address,
    });
  }

  *match(): Iterable<Fact> {
    const { method, confidence } = this.#photo;
    const sure = Math.floor(confidence * 100);
    if (method === 'manual') {
      const moved = this.#lastDecision('move');
      yield this.#fact('tied-by-hand', 'neutral', this.#by(moved ?? this.#lastDecision('accept')));
    } else if (method === 'time-gps' && confidence < this.#rules.automaticConfidence) {
      yield this.#fact('match-uncertain', 'against', { sure });
    } else {
      // Time and place are told already: that they tied it is no further witness.
      const bearing =
        method === 'time-gps' || confidence < this.#rules.automaticConfidence ? 'neutral' : this.#support();
      yield this.#fact('matched', bearing, { how: methodWords[method].toLowerCase(), sure });
    }
    yield* this.#labels();
  }

  *#labels(): Iterable<Fact> {
    const parcels = this.#view.detail.packageList;
    const labels = this.#photo.labels ?? [];
    const own = labels.flatMap(({ text }) => parcels.filter(({ trackingId }) => sameTrackingId(text, trackingId)));
    if (own[0]) yield this.#fact('label-of-parcel', this.#support(), { tracking: own[0].trackingId });
    const other = labels.find(
      ({ text, isParcel }) => isParcel && !parcels.some(({ trackingId }) => sameTrackingId(text, trackingId)),
    );
    // Parcels of several stops may stand on one doorstep: beside its own label another one is no contradiction.
    if (other) {
      const meaning = other.meaning.replace(/^Package/, 'package');
      yield this.#fact('label-of-another', own.length > 0 ? 'neutral' : 'against', { meaning });
    }
  }

  *looks(): Iterable<Fact> {
    const { flags, alsoAt, lookalikes } = this.#photo;
    const [use] = alsoAt;
    if (flags.includes('reused')) {
      yield this.#fact('picture-reused', 'against', {
        stops: Math.max(1, alsoAt.length),
        address: use ? placeWords(use) : null,
        date: use ? dayWords(use.date) : null,
      });
    }
    if (lookalikes[0]) {
      yield this.#fact('picture-lookalike', 'against', {
        copies: lookalikes.length,
        first: lookalikes[0].sentence,
      });
    } else if (flags.includes('near-duplicate'))
      yield this.#fact('picture-lookalike', 'against', { copies: 1, first: null });
    if (flags.includes('wrong-route')) yield this.#fact('picture-on-wrong-route', 'against');
    const poor = qualityFlags.filter((flag) => flags.includes(flag));
    if (poor.length > 0) {
      yield this.#fact('picture-quality', 'against', { what: poor.map((flag) => flag.replace('-', ' ')).join(', ') });
    }
    if (flags.includes('person-in-photo')) yield this.#fact('person-in-picture', 'neutral');
    if (flags.includes('photo-despite-opt-out')) yield this.#fact('picture-not-wanted', 'neutral');
  }

  *file(): Iterable<Fact> {
    const { arrivedAt, folder } = this.#photo;
    const { timeZone, claims } = this.#view;
    yield this.#fact('picture-arrived', 'neutral', { arrived: momentWords(arrivedAt, timeZone) });
    const claim = claims.toSorted((a, b) => a.openedAt - b.openedAt).find(({ openedAt }) => openedAt < arrivedAt);
    if (claim) {
      yield this.#fact('picture-after-claim', 'against', {
        claim: claim.number,
        opened: momentWords(claim.openedAt, timeZone),
      });
    }
    if (folder === 'gone') yield this.#fact('file-gone', 'neutral');
  }
}

const qualityFlags = ['blurry', 'too-dark', 'too-bright', 'too-small', 'unreadable'] as const satisfies readonly Flag[];

/** What reading the files again says of each picture. */
export function fileFacts(photos: ReadonlyArray<Pick<EvidencePhoto, 'id' | 'folder'>>): Fact[] {
  return photos.map(({ id, folder }, n) => {
    const { code, bearing } = checked[folder];
    return fact(code, bearing, { picture: n + 1, pictures: photos.length }, id);
  });
}

const checked = {
  same: { code: 'file-same', bearing: 'neutral' },
  changed: { code: 'file-changed', bearing: 'against' },
  gone: { code: 'file-gone', bearing: 'neutral' },
  'not-checked': { code: 'file-not-checked', bearing: 'neutral' },
} as const;
