/**
 * Photos that wait to be compared, pairs that were found, and the flags that rest on other uses of a picture. Matching sets those
 * flags for the day that it matches; here they are kept right where the other use stands on another day, or is found later.
 */
import type { Database } from 'better-sqlite3';
import { usesToProve, withOtherUses } from '#core/domain/flags.ts';
import { isSuspicious, type PictureUse, type Variation } from '#core/domain/lookalikes.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { Flag, MatchMethod } from '#shared/words.ts';
import { toHex } from './keys.ts';

/** A photo to be compared with the others. */
export interface WaitingPhoto {
  photo: number;
  photoId: PhotoId;
  day: string;
  miniature: Buffer;
}

export interface KnownLookalike extends Variation {
  photo: number;
  other: number;
}

export interface LookalikeStore {
  /** The photo is to be compared: its miniature. Inside the caller's transaction. */
  await(photo: number, miniature: Buffer): void;
  waiting(count: number): WaitingPhoto[];
  readonly isWaiting: boolean;
  /** Photos that wait, at most. */
  readonly backlog: number;
  /** The photos were compared, and these pairs are one picture. Returns the routes whose flags changed by it. */
  store(compared: readonly number[], pairs: readonly KnownLookalike[]): number[];
  /** The photo is gone. Inside the caller's transaction. */
  forget(photo: number): void;
  of(photo: number): KnownLookalike[];
  /** Of all photos of a day. */
  ofDay(day: string): Map<number, KnownLookalike[]>;
  /** Where a photo is tied, but for stops of one date. */
  usesElsewhere(photo: number, date: string): PictureUse[];
  /** Ties of these photos were written: sets the flags of their other uses right. Returns the routes whose flags changed. */
  settle(photos: readonly number[]): number[];
}

const crops = ['none', 'less', 'more', 'both'] as const satisfies readonly Variation['crop'][];
const turned = { none: 'none', less: 'more', more: 'less', both: 'both' } as const satisfies Record<
  Variation['crop'],
  Variation['crop']
>;

interface PairRow {
  photo: number;
  other: number;
  mirrored: number;
  crop: number;
  brighter: number;
}

interface UseRow {
  stop: number;
  route: number;
  stop_key: Buffer;
  date: string;
  flags: string | null;
  method: MatchMethod;
  taken_at: number | null;
  taken_source: string | null;
}

export function createLookalikeStore(db: Database): LookalikeStore {
  const addWaiting = db.prepare('INSERT OR REPLACE INTO to_compare (photo, miniature) VALUES (?, ?)');
  const waiting = db.prepare<[number], { photo: number; sha256: Buffer; day: string; miniature: Buffer }>(
    `SELECT to_compare.photo, photos.sha256, photos.day, to_compare.miniature FROM to_compare
       JOIN photos ON photos.id = to_compare.photo ORDER BY to_compare.photo LIMIT ?`,
  );
  const anyWaiting = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM to_compare)').pluck();
  // First and last of the primary key: counting them would read all their miniatures.
  const span = db
    .prepare<[], number | null>('SELECT (SELECT max(photo) FROM to_compare) - (SELECT min(photo) FROM to_compare) + 1')
    .pluck();
  const dropWaiting = db.prepare('DELETE FROM to_compare WHERE photo = ?');
  const addPair = db.prepare(
    'INSERT OR REPLACE INTO lookalikes (photo, other, mirrored, crop, brighter) VALUES (?, ?, ?, ?, ?)',
  );
  const isKnown = db.prepare<[number], number>('SELECT 1 FROM photos WHERE id = ?').pluck();
  const pairsOf = db.prepare<[number], PairRow>('SELECT * FROM lookalikes WHERE photo = ? ORDER BY other');
  const pairsOfDay = db.prepare<[string], PairRow>(
    `SELECT lookalikes.* FROM photos JOIN lookalikes ON lookalikes.photo = photos.id WHERE photos.day = ?
     ORDER BY lookalikes.photo, lookalikes.other`,
  );
  const dropPairs = db.prepare('DELETE FROM lookalikes WHERE photo = ?');
  const dropPair = db.prepare('DELETE FROM lookalikes WHERE photo = ? AND other = ?');
  const usesOf = db.prepare<[number], UseRow>(
    `SELECT ties.stop, stops.route, stops.key AS stop_key, routes.date, ties.flags, ties.method, photos.taken_at, photos.taken_source
     FROM ties JOIN stops ON stops.id = ties.stop JOIN routes ON routes.id = stops.route
       JOIN photos ON photos.id = ties.photo
     WHERE ties.photo = ?`,
  );
  const setFlags = db.prepare('UPDATE ties SET flags = ? WHERE stop = ? AND photo = ?');

  const toPair = (row: PairRow): KnownLookalike => ({
    photo: row.photo,
    other: row.other,
    mirrored: row.mirrored === 1,
    crop: crops[row.crop] ?? 'none',
    brighter: row.brighter,
  });
  const toUse = (row: UseRow): PictureUse => ({
    stopId: toHex(row.stop_key),
    takenAt: row.taken_source === 'file-time' ? null : row.taken_at,
  });
  const of = (photo: number) => pairsOf.all(photo).map(toPair);

  function settleOne(photo: number, touched: Set<number>): void {
    const uses = usesOf.all(photo);
    if (uses.length === 0) return;
    const others = of(photo).flatMap((pair) => usesOf.all(pair.other).map((use) => ({ pair, use: toUse(use) })));
    for (const row of uses) {
      const own = toUse(row);
      const flags = row.flags === null ? [] : (JSON.parse(row.flags) as Flag[]);
      const right = withOtherUses(flags, {
        stopsOfPhoto: usesToProve(uses),
        nearDuplicate: others.some(({ pair, use }) => isSuspicious(pair, own, use)),
      });
      const text = right.length > 0 ? JSON.stringify(right) : null;
      if (text === row.flags) continue;
      setFlags.run(text, row.stop, photo);
      touched.add(row.route);
    }
  }

  function settle(photos: readonly number[]): number[] {
    const touched = new Set<number>();
    const all = new Set(photos);
    for (const photo of photos) for (const { other } of of(photo)) all.add(other);
    for (const photo of all) settleOne(photo, touched);
    return [...touched];
  }

  return {
    await: (photo, miniature) => void addWaiting.run(photo, miniature),
    waiting: (count) => waiting.all(count).map(({ sha256, ...row }) => ({ ...row, photoId: toHex(sha256) })),
    get backlog() {
      return span.get() ?? 0;
    },
    get isWaiting() {
      return anyWaiting.get() === 1;
    },
    store: db.transaction((compared: readonly number[], pairs: readonly KnownLookalike[]) => {
      for (const photo of compared) dropWaiting.run(photo);
      const found = new Set<number>();
      for (const { photo, other, mirrored, crop, brighter } of pairs) {
        // One of them may have gone while they were compared.
        if (!isKnown.get(photo) || !isKnown.get(other)) continue;
        addPair.run(photo, other, mirrored ? 1 : 0, crops.indexOf(crop), brighter);
        addPair.run(other, photo, mirrored ? 1 : 0, crops.indexOf(turned[crop]), -brighter);
        found.add(photo);
      }
      return settle([...found]);
    }),
    forget(photo) {
      dropWaiting.run(photo);
      for (const { other } of of(photo)) dropPair.run(other, photo);
      dropPairs.run(photo);
    },
    of,
    ofDay: (day) => Map.groupBy(pairsOfDay.all(day).map(toPair), (pair) => pair.photo),
    usesElsewhere: (photo, date) =>
      usesOf
        .all(photo)
        .filter((use) => use.date !== date)
        .map(toUse),
    settle: db.transaction(settle),
  };
}
