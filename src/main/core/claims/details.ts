/** One claim with all that was said to it, other stops that it may be about, and what is otherwise now than when it came. */
import type { Database } from 'better-sqlite3';
import { erasedWord } from '#core/domain/activity.ts';
import { type Claim, type ClaimBody, changedSince, claimEntrySentence, type PictureNow } from '#core/domain/claims.ts';
import { canonicalId } from '#core/domain/matching/tokens.ts';
import type { DecisionStore, KnownEntry } from '#core/index/decisionStore.ts';
import { isErased } from '#core/index/erasedStops.ts';
import { makeStopId, toBytes } from '#core/index/keys.ts';
import type { ClaimDetail, ClaimView } from '#shared/claims.ts';
import type { EntryId, PhotoId } from '#shared/ids.ts';
import type { ClaimFinding, FoundStop } from './finding.ts';
import { type ClaimQueries, stopText } from './queries.ts';
import type { ClaimRegister, FoldedClaim } from './register.ts';
import type { ClaimStopFacts } from './stopFacts.ts';

/** A claim's page but for whether its files are still what they were: that takes reading them. */
export interface ClaimRecord extends Omit<ClaimDetail, 'timeZone' | 'files'> {
  files: Omit<ClaimDetail['files'][number], 'isIntact'>[];
}

export interface ClaimDetails {
  /** Null: unknown, or its opening was taken back. */
  byId(id: EntryId): ClaimRecord | null;
}

export function createClaimDetails(
  db: Database,
  parts: {
    decisions: DecisionStore;
    register: ClaimRegister;
    facts: ClaimStopFacts;
    finding: ClaimFinding;
    queries: ClaimQueries;
    /** How a stop is called: its address, else its number. */
    nameStop: (stop: { date: string; route: string; stop: string }) => string;
    timeZone: () => string;
  },
): ClaimDetails {
  const { decisions, register, facts, finding, queries, nameStop } = parts;
  const photoRow = db.prepare<[Buffer, Buffer], { erased: number | null; present: number }>(
    `SELECT photos.erased, EXISTS (SELECT 1 FROM files WHERE files.photo = photos.id AND files.present = 1) AS present
     FROM photos WHERE substr(sha256, 1, 8) = substr(?, 1, 8) AND sha256 = ?`,
  );
  const isReplaced = db
    .prepare<[Buffer], number>('SELECT EXISTS (SELECT 1 FROM replaced_photos WHERE sha256 = ?)')
    .pluck();
  const trackingIds = db
    .prepare<[Buffer], string>(
      'SELECT packages.tracking_id FROM stops JOIN packages ON packages.stop = stops.id WHERE stops.key = ? ORDER BY 1',
    )
    .pluck();

  function candidatesOf(view: ClaimView): FoundStop[] {
    if (!view.stop) return view.words === '' ? [] : finding.find(view.words).stops;
    const own = trackingIds.all(toBytes(view.stop.stopId));
    const isParcel = own.some((id) => canonicalId(id) === canonicalId(view.words));
    const others = new Map<string, FoundStop>();
    for (const id of isParcel ? [view.words] : own) {
      for (const number of finding.carriers(id)) {
        const stop = facts.byNumber(number);
        if (stop && stop.stopId !== view.stop.stopId)
          others.set(stop.stopId, { ...stop, why: `It carried ${id} as well` });
      }
    }
    for (const stop of isParcel ? finding.near(view.words) : []) {
      if (stop.stopId !== view.stop.stopId && !others.has(stop.stopId)) others.set(stop.stopId, stop);
    }
    return [...others.values()];
  }

  function pictureNow(photo: PhotoId, claim: Claim, standing: ReadonlySet<PhotoId>): PictureNow {
    const hash = toBytes(photo);
    const row = photoRow.get(hash, hash);
    const isChanged = row?.present !== 1 && isReplaced.get(hash) === 1;
    if (!row) return isChanged ? 'changed' : 'unknown';
    if (isErased(row.erased, 'picture')) return 'erased';
    if (row.present === 0) return isChanged ? 'changed' : 'gone';
    if (standing.has(photo)) return 'there';
    const stopId = claim.stop && makeStopId(claim.stop.date, claim.stop.route, claim.stop.stop);
    return stopId && decisions.ofStop(stopId)?.rejected.has(photo) ? 'rejected' : 'elsewhere';
  }

  function changesOf({ claim }: FoldedClaim, view: ClaimView): string[] {
    if (!view.stop) return view.lostStop === null ? [] : [`Its stop is not in the index any more: ${view.lostStop}.`];
    const standing = new Set(facts.standingPhotos(view.stop.stopId));
    return changedSince({
      pictures: claim.photos.map((photo) => ({ photo, now: pictureNow(photo, claim, standing) })),
      added: [...standing].filter((photo) => !claim.photos.includes(photo)),
      basis: claim.basis,
      now: view.stop,
      timeZone: parts.timeZone(),
    });
  }

  const ofKind = <Kind extends ClaimBody['kind']>(entries: readonly KnownEntry[], kind: Kind) =>
    entries.flatMap((entry) =>
      entry.body.kind === kind ? [{ ...entry, body: entry.body as Extract<KnownEntry['body'], { kind: Kind }> }] : [],
    );

  return {
    byId(id) {
      const view = queries.byId(id);
      const folded = view && register.read(id);
      if (!folded) return null;
      const { claim, entries } = folded;
      const lostStop = view.lostStop !== null && claim.stop ? stopText(claim.stop) : view.lostStop;
      const shown = { ...view, lostStop };
      return {
        claim: shown,
        history: entries.map(({ entry, at, person, body, undone }) => ({
          ...{ entryId: entry, at, person, kind: body.kind, undone },
          sentence: claimEntrySentence(body as ClaimBody, nameStop),
          note: noteOf(body as ClaimBody),
        })),
        files: ofKind(entries, 'claim-file').map(({ entry, at, body: { sha256, fileName, bytes } }) => ({
          ...{ entryId: entry, at, sha256, fileName, bytes },
        })),
        packs: ofKind(entries, 'claim-pack').map(({ entry, at, body: { variant, manifestSha256, signedBy } }) => ({
          ...{ entryId: entry, at, variant, manifestSha256, signedBy },
        })),
        candidates: candidatesOf(shown),
        changes: changesOf(folded, shown),
      };
    },
  };
}

/** A note that was erased stands as an empty one. */
function noteOf(body: ClaimBody): string | null {
  if (!('note' in body) || body.note === undefined) return null;
  return body.note === '' ? erasedWord : body.note;
}
