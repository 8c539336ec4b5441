/** Where else the pictures of a day are used: on this day as it is matched now, on others as the index has them. */
import type { Database } from 'better-sqlite3';
import type { Photo, Tie } from '#core/domain/delivery.ts';
import { type TiedPhotoFacts, usesToProve } from '#core/domain/flags.ts';
import { isSuspicious, type PictureUse } from '#core/domain/lookalikes.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import { toHex } from './keys.ts';
import { createLookalikeStore } from './lookalikeStore.ts';
import type { Visit } from './visits.ts';

export type OtherUsesOfTie = Pick<TiedPhotoFacts, 'stopsOfPhoto' | 'nearDuplicate'>;

export interface DayUses {
  /** `away`: files of the day's photos that are of other days. */
  of(
    date: ServiceDate,
    ties: readonly Tie[],
    photoById: ReadonlyMap<PhotoId, Photo>,
    away: readonly Visit[],
  ): (tie: Tie) => OtherUsesOfTie;
}

export function createDayUses(db: Database): DayUses {
  const lookalikes = createLookalikeStore(db);
  const rowsOf = db.prepare<[string], { id: number; sha256: Buffer }>('SELECT id, sha256 FROM photos WHERE day = ?');

  return {
    of(date, ties, photoById, away) {
      const tiesOf = Map.groupBy(ties, (tie) => tie.photoId);
      const idOf = new Map(rowsOf.all(date).map((row) => [row.id, toHex(row.sha256)]));
      const pairs = new Map([...lookalikes.ofDay(date)].map(([photo, found]) => [idOf.get(photo) ?? '', found]));
      const visiting = new Map(
        away.map(({ photo }) => [idOf.get(photo) ?? '', lookalikes.usesElsewhere(photo, date).length]),
      );
      const useOf = (tie: Tie): PictureUse => {
        const photo = photoById.get(tie.photoId);
        return { stopId: tie.stopId, takenAt: photo?.takenSource === 'file-time' ? null : (photo?.takenAt ?? null) };
      };
      return (tie) => ({
        stopsOfPhoto: usesToProve(tiesOf.get(tie.photoId) ?? []) + (visiting.get(tie.photoId) ?? 0),
        nearDuplicate: (pairs.get(tie.photoId) ?? []).some((pair) =>
          [
            ...(tiesOf.get(idOf.get(pair.other) ?? '') ?? []).map(useOf),
            ...lookalikes.usesElsewhere(pair.other, date),
          ].some((use) => isSuspicious(pair, useOf(tie), use)),
        ),
      });
    },
  };
}
