/** Where a confirmation stands, as shape, word and colour: none of the three alone. */
import type { ConfirmationState } from '#shared/words.ts';
import colours from './ConfirmationMark.module.css';
import shapes from './ShapeMark.module.css';
import { ShapeMark } from './ShapeMark.tsx';
import { confirmationWords } from './words.ts';

/** Eight silhouettes that differ without colour, drawn in a 14 × 14 box like those of the stops. */
const drawings: Record<ConfirmationState, React.ReactNode> = {
  ready: (
    <>
      <circle cx="7" cy="7" r="5.9" className={shapes.line} />
      <path d="M7 3.9V7.2L9.2 8.5" className={shapes.line} />
    </>
  ),
  held: <path d="M4.4 2.2V11.8 M9.6 2.2V11.8" className={shapes.thick} />,
  sending: <path d="M0.9 7H3 M5 7H12 M8.6 3.6 12 7 8.6 10.4" className={shapes.line} />,
  sent: <path d="M1.8 7.6 5.3 11 12.3 3.4" className={shapes.firm} />,
  delivered: (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" />
      <path d="M4 7.2 6.2 9.4 10.2 4.9" className={shapes.cut} />
    </>
  ),
  failed: (
    <>
      <rect x="0.75" y="0.75" width="12.5" height="12.5" rx="2.5" fill="currentColor" />
      <path d="M4.4 4.4 9.6 9.6 M9.6 4.4 4.4 9.6" className={shapes.cut} />
    </>
  ),
  uncertain: (
    <>
      <path d="M7 0.2 13.8 7 7 13.8 0.2 7Z" fill="currentColor" />
      <path d="M5.5 5.5a1.55 1.55 0 1 1 2.3 1.35Q7 7.35 7 8.1 M7 10.3V10.35" className={shapes.cut} />
    </>
  ),
  withdrawn: (
    <>
      <circle cx="7" cy="7" r="5.9" className={shapes.line} />
      <path d="M2.9 11.1 11.1 2.9" className={shapes.line} />
    </>
  ),
};

/** `✓ Sent`, `✕ Failed`, … */
export function ConfirmationMark({ state }: { state: ConfirmationState }) {
  return <ShapeMark state={state} shape={drawings[state]} word={confirmationWords[state]} colours={colours.colours} />;
}
