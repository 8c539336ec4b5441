/** A rejected picture as its driver sees it: redacted, with the reason. */
import { Button } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { redactedUrl } from '#app/client.ts';
import type { Debrief } from '#shared/scores.ts';
import { formatTime } from '#ui/format.ts';
import { hidingKey, hidingWords } from '#ui/hiddenParts.ts';
import { rejectWords } from '#ui/words.ts';
import classes from './DebriefPage.module.css';

interface PictureCardProps {
  picture: Debrief['pictures'][number];
  timeZone: string;
  onEdit: () => void;
}

export function PictureCard({ picture, timeZone, onEdit }: PictureCardProps) {
  const { photoId, address, route, stop, takenAt, reason, sentence, note, boxesBy } = picture;
  const key = hidingKey(picture);
  const hidden = hidingWords(picture);
  const [broken, setBroken] = useState<string | null>(null);
  const place = [route, `stop ${stop}`, takenAt === null ? null : formatTime(takenAt, timeZone)].filter(Boolean);
  return (
    <article className={classes.card}>
      <div className={classes.frame}>
        {broken === key ? (
          <p className={classes.broken}>This picture is not in the folder any more.</p>
        ) : (
          <img
            src={redactedUrl(photoId, picture)}
            alt={`Rejected at ${address}`}
            loading="lazy"
            onError={() => setBroken(key)}
          />
        )}
      </div>
      <h4 className={classes.reason}>{reason === 'other' ? 'Other reason' : rejectWords[reason]}</h4>
      <p className={`one-line ${classes.address}`} title={address} dir="auto">
        {address}
      </p>
      <p className={`one-line ${classes.place}`} title={place.join(' · ')}>
        {place.join(' · ')}
      </p>
      <p className={classes.note} title={note ?? sentence} dir="auto">
        {note ?? sentence}
      </p>
      <Button variant="default" leftSection={<IconEyeOff size={14} aria-hidden="true" />} onClick={onEdit}>
        <span>
          {hidden === null
            ? 'Hide parts…'
            : `${hidden.charAt(0).toUpperCase()}${hidden.slice(1)}${boxesBy === 'model' ? ' automatically' : ''}…`}
          <span className="unseen"> of the picture at {address}</span>
        </span>
      </Button>
    </article>
  );
}
