/** A stop's state as shape, word and colour: none of the three alone. */
import type { StopState } from '#shared/words.ts';
import shapes from './ShapeMark.module.css';
import { ShapeMark } from './ShapeMark.tsx';
import colours from './StateMark.module.css';
import { stateWords } from './words.ts';

/** Seven silhouettes that differ without colour, drawn in a 14 × 14 box. */
const drawings: Record<StopState, React.ReactNode> = {
  confirmed: (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" />
      <path d="M4 7.2 6.2 9.4 10.2 4.9" className={shapes.cut} />
    </>
  ),
  missing: (
    <>
      <rect x="0.75" y="0.75" width="12.5" height="12.5" rx="2.5" fill="currentColor" />
      <path d="M4.4 4.4 9.6 9.6 M9.6 4.4 4.4 9.6" className={shapes.cut} />
    </>
  ),
  'needs-review': (
    <>
      <path d="M7 0.2 13.8 7 7 13.8 0.2 7Z" fill="currentColor" />
      <path d="M7 3.8V7.6 M7 10.1V10.15" className={shapes.cut} />
    </>
  ),
  candidate: (
    <path d="M1.5 4.6H11.5 M8.8 1.9 11.5 4.6 8.8 7.3 M12.5 9.6H2.5 M5.2 6.9 2.5 9.6 5.2 12.3" className={shapes.line} />
  ),
  syncing: (
    <>
      <circle cx="7" cy="7" r="5.6" className={shapes.dashed} />
      <path d="M7 4.2V7.3L9 8.6" className={shapes.line} />
    </>
  ),
  excused: (
    <>
      <circle cx="7" cy="7" r="5.9" className={shapes.line} />
      <path d="M4.4 7.1 6.3 9 9.7 5.2" className={shapes.line} />
    </>
  ),
  'not-required': <path d="M3 7H11" className={shapes.line} />,
};

interface StateMarkProps {
  state: StopState;
  /** What stands beside the shape; the state's own word unless given. */
  word?: string;
  /** Only the shape is seen; the word stays for screen readers. */
  bare?: boolean;
}

/** `✓ Confirmed`, `✕ Missing`, … */
export function StateMark({ state, word = stateWords[state], bare = false }: StateMarkProps) {
  return <ShapeMark state={state} shape={drawings[state]} word={word} colours={colours.colours} bare={bare} />;
}
