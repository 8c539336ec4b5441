/**
 * The hashes of the pictures that a picture is compared with: those of 90 days before and after its own. They stand in volumes
 * of 90 days, so that three at most are opened; a volume is read out of the index when it is first needed.
 */
import type { Database } from 'better-sqlite3';
import { hashFromBytes, middleHash } from '#core/imaging/fingerprint.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { createHashTable, type HashTable } from './hashTable.ts';
import type { Suspect } from './reuseMessages.ts';
import { seek } from './seeking.ts';

/** How far back a picture is looked for: what carriers keep and drivers have on their phones. */
export const daysCompared = 90;
/** A folder of years goes through them one after the other; more than these are not held at once. */
const volumesHeld = 4;

export interface HashShelf {
  /** Pictures that look like it, nearest first; itself is known from here on. */
  seek(photo: number, day: ServiceDate, miniature: Uint8Array): Suspect[];
}

const dayMs = 86_400_000;
const dayNumber = (day: ServiceDate) => Math.max(0, Math.floor(Date.parse(day) / dayMs));
const dayOf = (number: number): ServiceDate => new Date(number * dayMs).toISOString().slice(0, 10);

export function createHashShelf(db: Database): HashShelf {
  const ofDays = db.prepare<[string, string], { id: number; day: string; perceptual_hash: Buffer }>(
    'SELECT id, day, perceptual_hash FROM photos WHERE day >= ? AND day < ? AND perceptual_hash IS NOT NULL',
  );
  /** By the number of the volume; the one that was used longest ago comes first. */
  const volumes = new Map<number, HashTable>();

  function volume(number: number): HashTable {
    const table = volumes.get(number) ?? read(number);
    volumes.delete(number);
    volumes.set(number, table);
    for (const oldest of volumes.keys()) {
      if (volumes.size <= volumesHeld) break;
      volumes.delete(oldest);
    }
    return table;
  }

  function read(number: number): HashTable {
    const table = createHashTable();
    const from = number * daysCompared;
    for (const row of ofDays.iterate(dayOf(from), dayOf(from + daysCompared))) {
      table.add({ ...hashFromBytes(row.perceptual_hash), photo: row.id, day: dayNumber(row.day) });
    }
    return table;
  }

  return {
    seek(photo, day, miniature) {
      const hash = middleHash(miniature);
      if (hash === null) return [];
      const today = dayNumber(day);
      const own = Math.floor(today / daysCompared);
      const tables = [own - 1, own, own + 1].filter((number) => number >= 0).map(volume);
      const found = seek(
        miniature,
        tables,
        (entry) => entry.photo !== photo && Math.abs(entry.day - today) <= daysCompared,
      );
      volume(own).add({ ...hash, photo, day: today });
      const suspects = new Map<string, Suspect>();
      for (const { entry, mirrored, start, away } of found) {
        // Nearest first; one that stands on the shelf twice is one suspect.
        const key = `${entry.photo} ${mirrored}`;
        if (!suspects.has(key)) suspects.set(key, { photo: entry.photo, mirrored, start, away });
      }
      return [...suspects.values()];
    },
  };
}
