/** The stray photo, large. */
import { ActionIcon } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { previewUrl, thumbnailUrl } from '#app/client.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';
import { FlagChip } from '#ui/FlagChip.tsx';
import { formatTime } from '#ui/format.ts';
import { PictureStage } from '#ui/PictureStage.tsx';
import classes from './UnmatchedPage.module.css';

interface StrayPictureProps {
  photo: UnmatchedPhoto;
  timeZone: string;
  /** A finger swept over it; +1 asks for the next. */
  onSwipe: (by: 1 | -1) => void;
}

export function StrayPicture({ photo, timeZone, onSwipe }: StrayPictureProps) {
  const bridge = window.porchlight;
  const when = photo.takenAt === null ? 'taken at an unknown time' : `taken ${formatTime(photo.takenAt, timeZone)}`;
  const reveal = bridge && (
    <ActionIcon
      aria-label="Show the file in its folder"
      title="Show the file in its folder"
      onClick={() => void bridge.revealPhoto(photo.id)}
    >
      <IconFolderOpen size={16} />
    </ActionIcon>
  );
  return (
    <div className={classes.picture}>
      <PictureStage
        thumbnailUrl={thumbnailUrl(photo.id)}
        previewUrl={previewUrl(photo.id)}
        alt={`Unmatched photo, ${when}`}
        tools={reveal}
        onSwipe={onSwipe}
        {...(bridge && { onDragOut: () => bridge.dragPhoto(photo.id) })}
      >
        {photo.flags.map((flag) => (
          <FlagChip key={flag} flag={flag} blocking={false} />
        ))}
      </PictureStage>
    </div>
  );
}
