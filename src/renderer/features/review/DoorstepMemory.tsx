/** Earlier pictures of the same door: what a good one looks like here. */
import { UnstyledButton } from '@mantine/core';
import { thumbnailUrl } from '#app/client.ts';
import type { DoorstepPicture, Surroundings } from '#shared/review.ts';
import { formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import classes from './ReviewSide.module.css';

interface DoorstepMemoryProps {
  surroundings: Surroundings | undefined;
  /** The picture that lies beside tonight's; null while none does. */
  compared: string | null;
  onCompare: (picture: DoorstepPicture | null) => void;
}

/** As high with six pictures as with none: what stands below doesn't move. */
export function DoorstepMemory({ surroundings, compared, onCompare }: DoorstepMemoryProps) {
  const earlier = surroundings?.earlier ?? [];
  return (
    <section className={classes.block} aria-label="Earlier pictures of this door">
      <h3 className={classes.title}>This door before {earlier.length > 0 && <Key>C</Key>}</h3>
      <div className={classes.strip}>
        {earlier.map((picture) => {
          const what = `${formatDay(picture.date)}, route ${picture.route}${picture.accepted ? ', accepted' : ''}`;
          return (
            <UnstyledButton
              key={picture.photoId}
              className={classes.frame}
              aria-pressed={picture.photoId === compared}
              title={`${what}: lay it beside tonight’s`}
              onClick={() => onCompare(picture.photoId === compared ? null : picture)}
            >
              <Thumb url={thumbnailUrl(picture.photoId)} alt={what} width={52} height={40} />
            </UnstyledButton>
          );
        })}
        {surroundings && earlier.length === 0 && <span className={classes.none}>no accepted picture yet</span>}
      </div>
    </section>
  );
}
