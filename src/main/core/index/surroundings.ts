/** What surrounds a stop: where its driver was before and after, and earlier pictures of the same door. */
import type { Database } from 'better-sqlite3';
import type { StopId } from '#shared/ids.ts';
import type { Surroundings } from '#shared/review.ts';
import { createDeliveryReader, type StopRecord } from './deliveryReader.ts';
import type { DoorPictures } from './doorPictures.ts';
import { toBytes } from './keys.ts';
import { servedOrder } from './servedOrder.ts';

export interface SurroundingsQuery {
  /** Null: the stop is not in the index. */
  of(id: StopId): Surroundings | null;
}

export function createSurroundings(db: Database, doors: DoorPictures): SurroundingsQuery {
  const deliveries = createDeliveryReader(db);
  const byKey = db.prepare<[Buffer], StopRecord>('SELECT * FROM stops WHERE key = ?');

  return {
    of(id) {
      const record = byKey.get(toBytes(id));
      if (!record) return null;
      const packages = deliveries.packagesOf(record.route);
      const order = servedOrder(record, deliveries.stopsOf(record.route), packages);
      const at = order.findIndex((stop) => stop.id === record.id);
      const beside = (by: 1 | -1) => {
        const stop = order[at + by];
        if (!stop) return null;
        const { picture: _picture, ...neighbour } = doors.neighbour(stop, packages.get(stop.id) ?? []);
        return neighbour;
      };
      return { stopId: id, before: beside(-1), after: beside(1), earlier: doors.earlier(record) };
    },
  };
}
