/** What goes along with the pointer while photos are dragged. */
import type { Ref } from 'react';
import type { UnmatchedPhoto } from '#shared/views.ts';
import { formatAmount } from '#ui/format.ts';
import { Thumb } from '#ui/Thumb.tsx';
import classes from './DragGhost.module.css';
import { strayThumb } from './strayThumb.ts';

export function DragGhost({ photos, ref }: { photos: readonly UnmatchedPhoto[] | null; ref: Ref<HTMLDivElement> }) {
  const [first] = photos ?? [];
  return (
    <div ref={ref} className={classes.ghost} hidden={first === undefined} aria-hidden="true">
      {first && <Thumb {...strayThumb(first)} alt="" width={58} height={44} />}
      <span>{formatAmount(photos?.length ?? 0, 'photo')}</span>
    </div>
  );
}
