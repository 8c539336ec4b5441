/** The stray photo, large. */
import { ActionIcon } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { stagePicture } from '#app/stagePicture.ts';
import { useViewLog } from '#app/viewLog.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';
import { ErasedPicture } from '#ui/ErasedPicture.tsx';
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
  const onCloser = useViewLog({ photoId: photo.id, stopId: null, date: photo.date, veiled: false, lifted: false });
  const when = photo.takenAt === null ? 'taken at an unknown time' : `taken ${formatTime(photo.takenAt, timeZone)}`;
  const reveal = bridge && (
    <ActionIcon
      aria-label="Show the file in its folder"
      title="Show the file in its folder"
      onClick={() => {
        onCloser();
        void bridge.revealPhoto(photo.id);
      }}
    >
      <IconFolderOpen size={16} />
    </ActionIcon>
  );
  return (
    <div className={classes.picture}>
      <PictureStage
        {...stagePicture(photo)}
        alt={`Unmatched photo, ${when}`}
        instead={<ErasedPicture />}
        tools={reveal}
        onSwipe={onSwipe}
        onCloser={onCloser}
        {...(bridge && {
          onDragOut: () => {
            onCloser();
            bridge.dragPhoto(photo.id);
          },
        })}
      >
        {photo.flags.map((flag) => (
          <FlagChip key={flag} flag={flag} blocking={false} />
        ))}
      </PictureStage>
    </div>
  );
}
