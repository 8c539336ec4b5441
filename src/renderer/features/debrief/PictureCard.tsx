/** A rejected picture as its driver sees it: redacted, with the reason. */
import { Button } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { formatAmount, formatTime } from '#ui/format.ts';
import { rejectWords } from '#ui/words.ts';
import type { DebriefPicture } from './BoxEditor.tsx';
import { boxesKey } from './boxes.ts';
import classes from './DebriefPage.module.css';
import { redactedUrl } from './redaction.ts';

interface PictureCardProps {
  picture: DebriefPicture;
  timeZone: string;
  onEdit: () => void;
}

export function PictureCard({ picture, timeZone, onEdit }: PictureCardProps) {
  const { photoId, address, route, stop, takenAt, reason, sentence, note, boxes, boxesBy } = picture;
  const key = boxesKey(boxes);
  const [broken, setBroken] = useState<string | null>(null);
  const place = [route, `stop ${stop}`, takenAt === null ? null : formatTime(takenAt, timeZone)].filter(Boolean);
  return (
    <article className={classes.card}>
      <div className={classes.frame}>
        {broken === key ? (
          <p className={classes.broken}>This picture is not in the folder any more.</p>
        ) : (
          <img
            src={redactedUrl(photoId, boxes)}
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
          {boxes.length === 0
            ? 'Hide parts…'
            : `${formatAmount(boxes.length, 'part')} hidden${boxesBy === 'model' ? ' automatically' : ''}…`}
          <span className="unseen"> of the picture at {address}</span>
        </span>
      </Button>
    </article>
  );
}
