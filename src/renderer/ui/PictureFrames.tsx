/** Frames around parts of a picture: they lie over it as it lies in its stage, whole and in the middle. */
import type { LabelView } from '#shared/views.ts';
import classes from './PictureFrames.module.css';

export interface PictureFrame {
  box: LabelView['box'];
  kind: 'label' | 'person' | 'face';
  /** What is framed, for the pointer that rests on it. */
  title: string;
}

interface PictureFramesProps {
  frames: readonly PictureFrame[];
  /** Pixels of the upright picture. */
  width: number;
  height: number;
  /** All that is framed, in words. */
  words: string;
}

export function PictureFrames({ frames, width, height, words }: PictureFramesProps) {
  return (
    <svg
      className={classes.frames}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid meet"
      role="img"
      aria-label={`Framed: ${words}`}
    >
      {frames.map(({ box, kind, title }) => {
        const place = { x: box.x * width, y: box.y * height, width: box.width * width, height: box.height * height };
        return (
          <g key={`${kind} ${box.x} ${box.y} ${title}`} data-kind={kind}>
            <rect {...place} className={classes.edge} />
            <rect {...place} className={classes.frame} />
            <title>{title}</title>
          </g>
        );
      })}
    </svg>
  );
}
