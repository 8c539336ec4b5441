/** What the times around a pack say of the depot's clock: it may have been set back before the pack was signed. Pure. */

/** Clocks of desks and phones drift by minutes (as in `#pack/remarksOnClocks.ts`). */
const toleranceMs = 10 * 60_000;

export interface PackTimes {
  /** By the clock of this computer; epoch ms, as all of these. */
  now: number;
  /** Of the newest entry of the ledger that is known. */
  newestEntry: number | null;
  /** When the newest picture of the claim came into the folder. */
  newestPicture: number | null;
  /** By the clock of a time stamp authority; null: none was asked, or none has answered. */
  stamp: number | null;
}

/** Sentences; none when the times agree. @param say how a time is written */
export function clockRemarks(times: PackTimes, say: (at: number) => string): string[] {
  const { now, newestEntry, newestPicture, stamp } = times;
  const remarks: string[] = [];
  if (newestEntry !== null && newestEntry - now > toleranceMs) {
    remarks.push(
      `The clock of this computer was set back: the ledger has an entry of ${say(newestEntry)}, and the clock says ${say(now)}.`,
    );
  }
  if (newestPicture !== null && newestPicture - now > toleranceMs) {
    remarks.push(
      `The newest picture came at ${say(newestPicture)}, which is after the time of the pack, ${say(now)}: one of the two clocks was wrong.`,
    );
  }
  if (stamp !== null && Math.abs(stamp - now) > toleranceMs) {
    remarks.push(
      `The time stamp authority saw the pack at ${say(stamp)}; the clock of this computer says ${say(now)}.`,
    );
  }
  return remarks;
}
