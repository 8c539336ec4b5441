/** The two figures that settle most doubts: picture against scan, picture against door. */
import type { Shot } from '#app/shots.ts';
import type { StopRow } from '#shared/views.ts';
import { formatAgainstScan, formatDistance, formatTime, formatTimeWithSeconds } from '#ui/format.ts';
import classes from './ReviewSide.module.css';

interface GlanceProps {
  /** Null until the stop is here. */
  row: StopRow | null;
  shot: Shot | null;
  timeZone: string;
}

/** Two lines, whatever is known. */
export function Glance({ row, shot, timeZone }: GlanceProps) {
  const scanned = row?.completedAt ?? null;
  const scan = scanned === null ? 'no scan time' : `scanned ${formatTime(scanned, timeZone)}`;
  const takenAt = shot?.facts?.takenAt ?? null;
  const after = shot?.tied?.secondsAfterScan ?? secondsBetween(scanned, takenAt);
  return (
    <div className={classes.glance}>
      <span className={`one-line ${classes.time}`} data-known={row !== null}>
        {takenAt === null ? scan : formatTimeWithSeconds(takenAt, timeZone)}
        <span className={classes.against}>
          {takenAt !== null && ` · ${after === null ? scan : formatAgainstScan(after)}`}
          {takenAt === null && shot?.facts && ' · the picture has no time'}
        </span>
      </span>
      <span className={`one-line ${classes.distance}`}>{distanceWords(shot)}</span>
    </div>
  );
}

function secondsBetween(scan: number | null, taken: number | null): number | null {
  return scan === null || taken === null ? null : (taken - scan) / 1000;
}

function distanceWords(shot: Shot | null): string {
  if (shot === null) return 'no picture';
  const metres = shot.tied?.metresFromStop ?? null;
  if (metres !== null) return `${formatDistance(metres)} from the address`;
  if (shot.facts === null) return '';
  return shot.facts.position === null ? 'no position in the picture' : 'distance not known';
}
