/** Rows of a list as claims to be opened: which stop each is about, which of them say something new. */
import type { ClaimImport, ClaimStop } from '#shared/claims.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ClaimAllegation } from '#shared/words.ts';
import type { Carrier } from './carriers.ts';
import type { ClaimFinding } from './finding.ts';
import type { ListedClaim } from './listFile.ts';
import type { ClaimQueries } from './queries.ts';
import type { OpenClaimBody } from './register.ts';
import type { ClaimStopFacts } from './stopFacts.ts';

/** What a list comes to. */
export type ClaimsFound = Pick<ClaimImport, 'opened' | 'already' | NoStop | 'sample'>;

/** Opened without a stop: nothing is like it, a parcel is written nearly so, several stops may be meant. */
type NoStop = 'unknown' | 'near' | 'ambiguous';

/** What rows that don't say it themselves get, and what is the same in all of them. */
export interface ListStands {
  allegation: ClaimAllegation;
  due: ServiceDate | null;
  /** Of the depot; its year stands in the claims' numbers. */
  today: ServiceDate;
  /** One undo takes back all that has it. */
  batch: string;
}

/** What a row is about. */
interface Meaning {
  row: ListedClaim;
  carriers: readonly Carrier[];
  meant: Carrier | null;
  /** Of the parcel; null: none can be told. */
  key: string | null;
}

export interface ClaimEntering {
  /** The claims that rows open, in their order: none where there is one already, or where the row stands twice. */
  enter(rows: readonly ListedClaim[]): OpenClaimBody[];
  readonly found: ClaimsFound;
}

const sampleShown = 20;

export function createClaimEntering(
  desk: {
    finding: Pick<ClaimFinding, 'listed' | 'keyAmong' | 'keyOf' | 'isNear' | 'near'>;
    queries: Pick<ClaimQueries, 'knownAmong' | 'isKnown' | 'newest'>;
    facts: Pick<ClaimStopFacts, 'byId'>;
  },
  stands: ListStands,
): ClaimEntering {
  const { finding, queries, facts } = desk;
  const found: ClaimsFound = { opened: 0, already: 0, unknown: 0, near: 0, ambiguous: 0, sample: [] };
  const seen = new Set<string>();
  // What is opened of the list meanwhile makes none of its later rows known.
  const newest = queries.newest();
  const year = Number(stands.today.slice(0, 4));

  function enter(rows: readonly ListedClaim[]): OpenClaimBody[] {
    const carriers = finding.listed(rows);
    const meanings = rows.map((row, place) => meaningOf(row, carriers[place] ?? []));
    const known = queries.knownAmong([...new Set(meanings.flatMap(({ key }) => key ?? []))], newest);
    return meanings.flatMap((meaning) => {
      const { key, meant } = meaning;
      // A parcel is known by its key; a stop with several parcels by itself.
      const name = key ?? meant?.stopId ?? '';
      const isKnown = key === null ? meant !== null && queries.isKnown(meant.stopId, newest) : known.has(key);
      if (isKnown || seen.has(name)) {
        found.already++;
        return [];
      }
      seen.add(name);
      found.opened++;
      return bodyOf(meaning);
    });
  }

  function meaningOf(row: ListedClaim, carriers: readonly Carrier[]): Meaning {
    const meant = theOne(carriers, row.date);
    return { row, carriers, meant, key: meant ? finding.keyAmong(row.words, meant.parcels) : finding.keyOf(row.words) };
  }

  function bodyOf({ row, carriers, meant, key }: Meaning): OpenClaimBody {
    const why = meant ? null : whyNoStop(row, carriers);
    if (why) found[why]++;
    const allegation = row.allegation ?? stands.allegation;
    if (found.sample.length < sampleShown) {
      const stop: ClaimStop | null = meant ? facts.byId(meant.stopId) : null;
      found.sample.push({ line: row.line, words: row.words, stop, noStop: why && noStopWords(row, why), allegation });
    }
    return {
      ...{ kind: 'open-claim', year, key, words: row.words, allegation, asker: row.askedBy ? 'customer' : 'carrier' },
      ...{ received: row.received ?? stands.today, due: row.due ?? stands.due, source: 'csv' },
      ...(meant?.rests ?? { stop: null, photos: [] }),
      ...(row.askedBy ? { askedBy: row.askedBy } : {}),
      ...(row.note ? { note: row.note } : {}),
      batch: stands.batch,
    };
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

  return { enter, found };
}

/**
 * The stop that is meant: the only one, or the only one of the day that the list names, or the only one at which the parcel was
 * delivered. Null: it can't be told, and a person has to.
 */
export function theOne<Stop extends Pick<Carrier, 'date' | 'isDelivered'>>(
  carriers: readonly Stop[],
  date: ServiceDate | null,
): Stop | null {
  const onDay = date === null ? [] : carriers.filter((each) => each.date === date);
  const among = onDay.length > 0 ? onDay : carriers;
  if (among.length === 1) return among[0] ?? null;
  const delivered = among.filter(({ isDelivered }) => isDelivered);
  return delivered.length === 1 ? (delivered[0] ?? null) : null;
}
