/** What is known about a stray photo. */
import type { UnmatchedPhoto } from '#shared/views.ts';
import { FileNames } from '#ui/FileNames.tsx';
import { formatBytes, formatMoment, formatTimeWithSeconds } from '#ui/format.ts';
import { flagSentences } from '#ui/words.ts';
import classes from './StrayFacts.module.css';

export function StrayFacts({ photo, timeZone }: { photo: UnmatchedPhoto; timeZone: string }) {
  const {
    takenAt,
    takenFrom,
    arrivedAt,
    device,
    position,
    fileNames,
    folder,
    width,
    height,
    bytes,
    flags,
    present,
    quality,
  } = photo;
  return (
    <dl className={classes.facts} aria-label="About the photo">
      <dt>Taken</dt>
      <dd>
        {takenAt === null ? (
          <b>Time unknown: the file doesn’t say</b>
        ) : (
          <>
            <b>{formatTimeWithSeconds(takenAt, timeZone)}</b> <span className={classes.soft}>by {takenFrom}</span>
          </>
        )}
      </dd>
      <dt>Arrived</dt>
      <dd>{formatMoment(arrivedAt, timeZone)}</dd>
      <dt>Place</dt>
      <dd>
        {position === null
          ? 'no position in the photo'
          : `${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}`}
      </dd>
      <dt>Phone</dt>
      <dd>{device ?? 'not named in the photo'}</dd>
      {quality.length > 0 && (
        <>
          <dt>Quality</dt>
          <dd>
            {quality.map((sentence) => (
              <p key={sentence} className={classes.flag}>
                {sentence}
              </p>
            ))}
          </dd>
        </>
      )}
      <dt>File</dt>
      <dd>
        <FileNames names={fileNames} />
        <span className={classes.soft}>
          {folder !== '' && `in ${folder} · `}
          {width} × {height} · {formatBytes(bytes)}
        </span>
        {!present && <b> The file is no longer in the folder.</b>}
      </dd>
      {flags.length > 0 && (
        <>
          <dt>Note</dt>
          <dd>
            {flags.map((flag) => (
              <p key={flag} className={classes.flag}>
                {flagSentences[flag]}
              </p>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}
