/** What goes along with the pointer while photos are dragged. */
import type { Ref } from 'react';
import { thumbnailUrl } from '#app/client.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';
import { formatAmount } from '#ui/format.ts';
import { Thumb } from '#ui/Thumb.tsx';
import classes from './DragGhost.module.css';

export function DragGhost({ photos, ref }: { photos: readonly UnmatchedPhoto[] | null; ref: Ref<HTMLDivElement> }) {
  const [first] = photos ?? [];
  return (
    <div ref={ref} className={classes.ghost} hidden={first === undefined} aria-hidden="true">
      {first && <Thumb url={thumbnailUrl(first.id)} alt="" width={58} height={44} />}
      <span>{formatAmount(photos?.length ?? 0, 'photo')}</span>
    </div>
  );
}
