/** Whether the programme runs at a stop, as shape, word and colour: the shapes are those of the dots on the map. */
import type { Coverage } from '#shared/programme.ts';
import { coverageWords } from './areaWords.ts';
import classes from './CoverageMark.module.css';

/** In a 14 × 14 box, as the state marks are. */
const shapes: Record<Coverage, React.ReactNode> = {
  inside: <circle cx="7" cy="7" r="4.5" fill="currentColor" />,
  outside: <rect x="3" y="3" width="8" height="8" className={classes.line} />,
  unknown: <path d="M7 1.5 12.5 7 7 12.5 1.5 7Z" fill="currentColor" />,
};

export function CoverageMark({ coverage, word = coverageWords[coverage] }: { coverage: Coverage; word?: string }) {
  return (
    <span className={classes.mark} data-coverage={coverage}>
      <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
        {shapes[coverage]}
      </svg>
      <span>{word}</span>
    </span>
  );
}
