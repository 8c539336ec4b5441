/**
 * Rows of a list as claims to be opened: which stop each is about, which of them say something new. Works in slices, so that fifty
 * thousand rows at a million photos hold no page up.
 */
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ClaimImport, ClaimStop } from '#shared/claims.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ClaimAllegation } from '#shared/words.ts';
import { type ClaimDesk, yearOf } from './changing.ts';
import type { ListedClaim } from './listFile.ts';
import type { OpenClaimBody } from './register.ts';

/** What a list comes to. */
export interface ClaimEntering {
  bodies: OpenClaimBody[];
  already: number;
  /** Opened without a stop: nothing is like it, a parcel is written nearly so, several stops may be meant. */
  unknown: number;
  near: number;
  ambiguous: number;
  sample: ClaimImport['sample'];
}

type NoStop = 'unknown' | 'near' | 'ambiguous';

const sampleShown = 20;
/** A page that is asked for meanwhile waits no longer than this. */
const sliceMs = 10;

/** @param stands for rows that don't say it themselves. */
export async function enterClaims(
  depot: ClaimDesk,
  rows: readonly ListedClaim[],
  stands: { allegation: ClaimAllegation; due: ServiceDate | null; today: ServiceDate },
): Promise<ClaimEntering> {
  const found: ClaimEntering = { bodies: [], already: 0, unknown: 0, near: 0, ambiguous: 0, sample: [] };
  const { finding, queries, facts } = depot.claims;
  const seen = new Set<string>();
  const year = yearOf(depot);

  function enter(row: ListedClaim): void {
    const carriers = finding.listed(row);
    const meant = theOne(carriers, row.date);
    const rests = meant && facts.rests(meant.stopId);
    const key = finding.parcelKey(row.words, rests ? meant.stopId : null);
    // A parcel is known by its key; a stop with several parcels by itself.
    const name = key ?? meant?.stopId ?? '';
    if (seen.has(name) || queries.isKnown(key, key === null ? (meant?.stopId ?? null) : null)) {
      found.already++;
      return;
    }
    seen.add(name);
    const why = rests ? null : whyNoStop(row, carriers);
    if (why) found[why]++;
    const allegation = row.allegation ?? stands.allegation;
    found.bodies.push({
      ...{ kind: 'open-claim', year, key, words: row.words, allegation, asker: row.askedBy ? 'customer' : 'carrier' },
      ...{ received: row.received ?? stands.today, due: row.due ?? stands.due, source: 'csv' },
      ...(rests ?? { stop: null, photos: [] }),
      ...(row.askedBy ? { askedBy: row.askedBy } : {}),
      ...(row.note ? { note: row.note } : {}),
    });
    if (found.sample.length === sampleShown) return;
    const stop: ClaimStop | null = rests ? facts.byId(meant.stopId) : null;
    found.sample.push({ line: row.line, words: row.words, stop, noStop: why && noStopWords(row, why), allegation });
  }

  function whyNoStop({ by, words }: ListedClaim, carriers: readonly Carrier[]): NoStop {
    if (carriers.length > 0) return 'ambiguous';
    return by === 'tracking-id' && finding.isNear(words) ? 'near' : 'unknown';
  }

  function noStopWords({ words }: ListedClaim, why: NoStop): string {
    if (why === 'ambiguous') return 'Several stops carried it';
    const [like] = why === 'near' ? finding.near(words) : [];
    return like ? `Looks like ${like.why.charAt(0).toLowerCase()}${like.why.slice(1)}` : 'Porchlight never saw it';
  }

  let begun = performance.now();
  for (const row of rows) {
    enter(row);
    if (performance.now() - begun < sliceMs) continue;
    await nextTurn();
    begun = performance.now();
  }
  return found;
}

/** A stop that may be meant. */
export interface Carrier {
  stopId: string;
  date: ServiceDate;
  isDelivered: boolean;
}

/**
 * The stop that is meant: the only one, or the only one of the day that the list names, or the only one at which the parcel was
 * delivered. Null: it can't be told, and a person has to.
 */
export function theOne(carriers: readonly Carrier[], date: ServiceDate | null): Carrier | null {
  const onDay = date === null ? [] : carriers.filter((each) => each.date === date);
  const among = onDay.length > 0 ? onDay : carriers;
  if (among.length === 1) return among[0] ?? null;
  const delivered = among.filter(({ isDelivered }) => isDelivered);
  return delivered.length === 1 ? (delivered[0] ?? null) : null;
}
