/** A photo's small picture in a box that never changes its size. */
import { IconEraser, IconEyeOff, IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './Thumb.module.css';

interface ThumbProps {
  /** Where the picture is; null draws the empty box of a photo that isn't there. */
  url: string | null;
  /** For screen readers; empty where words beside it say the same. */
  alt: string;
  /** Pixels. */
  width: number;
  height: number;
  /** Why there is nothing to be seen of a photo that is there. */
  instead?: 'erased' | 'hidden' | undefined;
  /** How many more there are; drawn in the corner. */
  more?: number;
}

/** Loads when it comes into view; a picture that can't be shown says so with a mark instead of a broken image. */
export function Thumb({ url, alt, width, height, instead, more = 0 }: ThumbProps) {
  // Keyed by address: a recycled row must not show the last photo's fate.
  const [broken, setBroken] = useState<string | null>(null);
  const state = url === null ? (instead ?? 'none') : broken === url ? 'broken' : 'picture';
  return (
    <span className={classes.box} data-state={state} style={{ width, height }}>
      {state === 'picture' && url !== null && (
        <img
          src={url}
          alt={alt}
          width={width}
          height={height}
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setBroken(url)}
        />
      )}
      {state === 'erased' && <IconEraser size={14} stroke={1.5} aria-label="This picture was erased" />}
      {state === 'hidden' && <IconEyeOff size={14} stroke={1.5} aria-label="This picture is not shown unasked" />}
      {state === 'broken' && <IconPhotoOff size={14} stroke={1.5} aria-label="This picture can’t be shown" />}
      {more > 0 && <span className={classes.more}>+{more}</span>}
    </span>
  );
}
