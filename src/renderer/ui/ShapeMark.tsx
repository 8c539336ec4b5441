/** A state as shape, word and colour: none of the three alone. Shapes are drawn in a 14 × 14 box with the classes of this mark. */
import type { ReactNode } from 'react';
import shapeClasses from './ShapeMark.module.css';

interface ShapeMarkProps {
  state: string;
  shape: ReactNode;
  word: string;
  /** Gives the colour of each `data-state`. */
  colours: string | undefined;
  /** Only the shape is seen; the word stays for screen readers. */
  bare?: boolean;
}

export function ShapeMark({ state, shape, word, colours, bare = false }: ShapeMarkProps) {
  return (
    <span className={`${shapeClasses.mark} ${colours ?? ''}`} data-state={state} title={bare ? word : undefined}>
      <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
        {shape}
      </svg>
      <span className={bare ? 'unseen' : 'one-line'}>{word}</span>
    </span>
  );
}
