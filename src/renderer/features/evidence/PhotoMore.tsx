/** What else is known of a picture: figures that no sentence rests on. */
import type { EvidencePhoto } from '#shared/evidence.ts';
import { FileNames } from '#ui/FileNames.tsx';
import { formatBytes, formatDistance, formatMoment, formatTimeWithSeconds } from '#ui/format.ts';
import classes from './PhotoMore.module.css';

interface PhotoMoreProps {
  photo: EvidencePhoto;
  timeZone: string;
}

export function PhotoMore({ photo, timeZone }: PhotoMoreProps) {
  const { takenAt, takenFrom, correctedAt, indexedAt, device, nearestStops, position, reasons } = photo;
  const isCorrected = takenAt !== null && correctedAt !== null && Math.abs(takenAt - correctedAt) >= 1000;
  return (
    <dl className={classes.list}>
      {takenAt !== null && (
        <>
          <dt>By its clock</dt>
          <dd>
            {formatTimeWithSeconds(takenAt, timeZone)} <span className={classes.aside}>{takenFrom}</span>
            {isCorrected && `, corrected to ${formatTimeWithSeconds(correctedAt, timeZone)}`}
          </dd>
        </>
      )}
      {indexedAt !== null && (
        <>
          <dt>Read in</dt>
          <dd>{formatMoment(indexedAt, timeZone)}</dd>
        </>
      )}
      <dt>Phone</dt>
      <dd>
        <bdi>{device ?? 'not named in the picture'}</bdi>
      </dd>
      {position !== null && (
        <>
          <dt>Position</dt>
          <dd>
            {position.latitude.toFixed(5)}, {position.longitude.toFixed(5)}
          </dd>
        </>
      )}
      {nearestStops.length > 0 && (
        <>
          <dt>Other stops near</dt>
          <dd>
            <ul className={classes.plain}>
              {nearestStops.map(({ stopId, address, metres }) => (
                <li key={stopId}>
                  <bdi>{address}</bdi> <span className={classes.aside}>{formatDistance(metres)}</span>
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {reasons.length > 0 && (
        <>
          <dt>Tied because</dt>
          <dd>
            <ul className={classes.plain}>
              {reasons.map((reason) => (
                <li key={reason}>
                  <bdi>{reason}</bdi>
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      <dt>File</dt>
      <dd>
        <FileNames names={photo.fileNames} />
        <span className={classes.aside}>
          {photo.width} × {photo.height} · {formatBytes(photo.bytes)}
        </span>
      </dd>
      <dt>SHA-256</dt>
      <dd className={classes.hash}>{photo.id}</dd>
    </dl>
  );
}
