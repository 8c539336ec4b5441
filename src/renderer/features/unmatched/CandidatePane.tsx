/** Where a stray photo may belong, best first, and what is known about the photo. */
import type { StopId } from '#shared/ids.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';
import { useKeys } from '#ui/useKeys.ts';
import { CandidateCard } from './CandidateCard.tsx';
import classes from './CandidatePane.module.css';
import { useCandidateStops } from './candidateStops.ts';
import { StrayFacts } from './StrayFacts.tsx';

interface CandidatePaneProps {
  photo: UnmatchedPhoto;
  timeZone: string;
  onAccept: (stopId: StopId) => void;
}

/** As many as there are digits. */
const offered = 9;

export function CandidatePane({ photo, timeZone, onAccept }: CandidatePaneProps) {
  const candidates = photo.candidates.slice(0, offered);
  const rows = useCandidateStops(photo.date, candidates);
  const accept = (index: number) => {
    const candidate = candidates[index];
    if (candidate) onAccept(candidate.stopId);
  };
  useKeys({
    a: () => accept(0),
    ...Object.fromEntries(candidates.map((_, index) => [String(index + 1), () => accept(index)])),
  });

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard.
    <section className={classes.pane} aria-label="Where it may belong" tabIndex={0}>
      <p className={classes.reason}>{photo.reason}</p>
      {candidates.length > 0 && (
        <ol className={classes.candidates} aria-label="Stops where it may belong, best first">
          {candidates.map((candidate, index) => (
            <CandidateCard
              key={candidate.stopId}
              candidate={candidate}
              row={rows.get(candidate.stopId)}
              number={index + 1}
              date={photo.date}
              timeZone={timeZone}
              onAccept={() => accept(index)}
            />
          ))}
        </ol>
      )}
      <StrayFacts photo={photo} timeZone={timeZone} />
    </section>
  );
}
