/** Where a claim stands, as shape, word and colour: none of the three alone. */
import type { ClaimState } from '#shared/words.ts';
import colours from './ClaimMark.module.css';
import shapes from './ShapeMark.module.css';
import { ShapeMark } from './ShapeMark.tsx';
import { claimStateWords } from './words.ts';

/** Five silhouettes that differ without colour, drawn in a 14 × 14 box like those of the stops. */
const drawings: Record<ClaimState, React.ReactNode> = {
  open: (
    <>
      <circle cx="7" cy="7" r="5.9" className={shapes.line} />
      <circle cx="7" cy="7" r="2.4" fill="currentColor" />
    </>
  ),
  answered: <path d="M5.2 2 1.4 5.8 5.2 9.6 M1.8 5.8H9.4A3.2 3.2 0 0 1 12.6 9V12" className={shapes.line} />,
  upheld: (
    <>
      <rect x="0.75" y="0.75" width="12.5" height="12.5" rx="2.5" fill="currentColor" />
      <path d="M3.8 7.2 6.2 9.6 10.4 4.6" className={shapes.cut} />
    </>
  ),
  rejected: (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" />
      <path d="M4.6 4.6 9.4 9.4 M9.4 4.6 4.6 9.4" className={shapes.cut} />
    </>
  ),
  withdrawn: (
    <>
      <circle cx="7" cy="7" r="5.9" className={shapes.dashed} />
      <path d="M4.2 7H9.8" className={shapes.line} />
    </>
  ),
};

interface ClaimMarkProps {
  state: ClaimState;
  /** Only the shape is seen; the word stays for screen readers. */
  bare?: boolean;
}

/** `◉ Open`, `↩ Answered`, … */
export function ClaimMark({ state, bare = false }: ClaimMarkProps) {
  return (
    <ShapeMark
      state={state}
      shape={drawings[state]}
      word={claimStateWords[state]}
      colours={colours.colours}
      bare={bare}
    />
  );
}
