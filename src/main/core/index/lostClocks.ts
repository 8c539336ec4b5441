/**
 * Cameras whose clocks are off by days: a person laid one of their pictures to a stop of another day than its clock says, or the GPS
 * of one tells another day. The others that it took in the same hours follow it to that day, where matching can learn the clock.
 * Undoing takes all of them back.
 */
import type { Database } from 'better-sqlite3';
import { serviceDateOf } from '#core/domain/days.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { toHex } from './keys.ts';

/** A picture on its camera's own clock. */
export interface ClockedPhoto {
  sha256: Buffer;
  /** Device and folder: what shares a clock. */
  camera: string;
  /** Epoch ms by the camera. */
  clock: number;
  /** The day that it would belong to by itself. */
  own: ServiceDate;
}

export interface LostClocks {
  /** The day that the photo follows others to; null where none of its camera's pictures was laid to another day. */
  dayOf(photo: ClockedPhoto): ServiceDate | null;
  /** A person (or its GPS time) laid the photo to a day (null: not, or not any more). True when others may follow it elsewhere now. */
  laid(photo: ClockedPhoto, day: ServiceDate | null): boolean;
  /** Photos that may follow this one: of the same days and device. The caller places them anew. */
  companions(photo: ClockedPhoto, device: string | null, day: ServiceDate | null): number[];
}

interface Witness {
  clock: number;
  own: ServiceDate;
  day: ServiceDate;
}

/** A shift lasts no longer. */
const shiftMs = 14 * 3_600_000;
/** A single slip of the hand may lay a picture of yesterday to a stop of today, and nothing must follow it. */
const daysThatNobodyMistakes = 30;
const dayMs = 86_400_000;

export function createLostClocks(db: Database): LostClocks {
  const witnesses = new Map<string, Map<string, Witness>>();
  const ofDays = db
    .prepare<[string, string | null], number>('SELECT id FROM photos WHERE day = ? AND device IS ?')
    .pluck();

  return {
    dayOf({ camera, clock, own, sha256 }) {
      const others = witnesses.get(camera);
      if (!others) return null;
      const said = new Map<ServiceDate, number>();
      for (const [id, witness] of others) {
        if (id === toHex(sha256) || Math.abs(witness.clock - clock) > shiftMs) continue;
        said.set(witness.day, (said.get(witness.day) ?? 0) + 1);
      }
      const [first, second] = [...said].sort(([dayA, a], [dayB, b]) => b - a || (dayA < dayB ? -1 : 1));
      if (!first || first[1] === second?.[1]) return null;
      const [day, count] = first;
      const daysOff = Math.abs(Date.parse(day) - Date.parse(own)) / dayMs;
      return count > 1 || daysOff > daysThatNobodyMistakes ? day : null;
    },

    laid({ camera, clock, own, sha256 }, day) {
      const known = witnesses.get(camera);
      const id = toHex(sha256);
      const before = known?.get(id)?.day ?? null;
      const after = day === own ? null : day;
      if (before === after) return false;
      if (after === null) known?.delete(id);
      else witnesses.set(camera, new Map(known).set(id, { clock, own, day: after }));
      return true;
    },

    companions({ clock, own }, device, day) {
      const days = new Set([own, ...[-shiftMs, shiftMs].map((away) => serviceDateOf(clock + away, 'UTC'))]);
      if (day !== null) days.add(day);
      return [...days].flatMap((each) => ofDays.all(each, device));
    },
  };
}
