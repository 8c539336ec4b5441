/** The line at the bottom: what Porchlight is doing, what the last decision did, when it last looked. */
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { decisionNote, useDecisions } from '#app/decisions.ts';
import { useServiceDate } from '#app/desk.ts';
import { keepDay } from '#app/place.ts';
import { queries } from '#app/queries.ts';
import type { Status } from '#shared/views.ts';
import { formatAmount, formatCount, formatDuration, formatTime } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import classes from './StatusLine.module.css';

const activityWords: Record<Status['activity'], string> = {
  idle: 'Up to date',
  scanning: 'Looking through the folder',
  indexing: 'Reading pictures',
  matching: 'Matching photos to stops',
  rebuilding: 'Rebuilding the index',
};

const sparingWords: Record<NonNullable<Status['sparing']>, string> = {
  'on-battery': 'sparing the battery',
  always: 'sparing the computer',
};

export function StatusLine({ status }: { status: Status }) {
  const busy = status.activity !== 'idle';
  const date = useServiceDate();
  const { data: day } = useQuery({ ...queries.day(date ?? ''), enabled: date !== null && status.phase === 'ready' });
  const { data: settings } = useQuery(queries.settings());
  const timeZone = day?.timeZone ?? settings?.timeZone ?? 'UTC';
  return (
    <footer className={classes.line}>
      <span className={classes.progress}>
        <progress
          className={classes.meter}
          data-busy={busy}
          max={Math.max(1, status.photosKnown)}
          value={status.photosDone}
          aria-label="Photos read"
        />
        <span>{progressSentence(status)}</span>
      </span>
      <span className={classes.activity}>{busy ? activityWords[status.activity] : lookSentence(status)}</span>
      <LastDecision />
      <span className={classes.right}>
        {status.sparing !== null && (
          <span title="One picture at a time, and no closer look at older ones (Settings, Power and limits)">
            {sparingWords[status.sparing]}
          </span>
        )}
        {status.lastScanAt !== null && (
          <span title="When Porchlight last walked through the whole folder">
            last scan {formatTime(status.lastScanAt, timeZone)}
          </span>
        )}
        {status.problems > 0 && (
          <Link className={classes.problems} to="/problems" search={keepDay}>
            {formatAmount(status.problems, 'thing needs', 'things need')} a look
          </Link>
        )}
        {status.folderName !== null && (
          <span className={`one-line ${classes.folder}`} title={`Watched folder: ${status.folderName}`}>
            {status.folderName}
          </span>
        )}
      </span>
    </footer>
  );
}

/** What is still going on when all pictures are in and matched. */
function lookSentence({ toLookAt }: Status): string {
  return toLookAt === 0 ? '' : `Looking closer: ${formatAmount(toLookAt, 'photo')} left`;
}

/** `12,480 of 12,611 photos · 74/s · 2 s left`, or `12,611 photos` when all are in. */
function progressSentence({ photosDone, photosKnown, photosPerSecond, secondsLeft }: Status): string {
  if (photosDone >= photosKnown) return formatAmount(photosKnown, 'photo');
  const parts = [`${formatCount(photosDone)} of ${formatAmount(photosKnown, 'photo')}`];
  if (photosPerSecond !== null) parts.push(`${Math.round(photosPerSecond)}/s`);
  if (secondsLeft !== null) parts.push(`${formatDuration(secondsLeft)} left`);
  return parts.join(' · ');
}

/** One line for every decision, in place of a pop-up for each. */
function LastDecision() {
  const note = decisionNote.use();
  const { undo, pending } = useDecisions();
  return (
    <span className={classes.decision} role="status" data-failed={note?.failed ?? false}>
      {note && (
        <>
          <span key={note.number} className={`one-line ${classes.sentence}`} title={note.sentence}>
            {note.sentence}
          </span>
          {note.undoable && (
            <UnstyledButton
              className={classes.undo}
              disabled={pending}
              aria-keyshortcuts="U"
              onClick={() => void undo()}
            >
              Undo <Key>U</Key>
            </UnstyledButton>
          )}
        </>
      )}
    </span>
  );
}
