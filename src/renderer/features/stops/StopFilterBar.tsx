/** One chip for each state, with its count. */
import type { StopFilter } from '#app/place.ts';
import type { StateCounts } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';
import { FilterChip } from '#ui/FilterChip.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { statesWorstFirst, stateWords } from '#ui/words.ts';
import classes from './StopFilterBar.module.css';

interface StopFilterBarProps {
  counts: StateCounts;
  filter: StopFilter;
  onFilter: (filter: StopFilter) => void;
}

const choices: readonly StopFilter[] = ['all', ...statesWorstFirst];

/** Keys 1 to 8 choose. A state without stops stays in its place, so that the row never jumps. */
export function StopFilterBar({ counts, filter, onFilter }: StopFilterBarProps) {
  useKeys(Object.fromEntries(choices.map((choice, index) => [String(index + 1), () => onFilter(choice)])));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of toggles.
    <div className={classes.bar} role="group" aria-label="Show stops">
      {choices.map((choice, index) => (
        <FilterChip
          key={choice}
          choice={choice}
          isChosen={filter === choice}
          count={String(countOf(counts, choice))}
          isEmpty={countOf(counts, choice) === 0}
          title={`${wordOf(choice)} (${index + 1})`}
          shortcut={String(index + 1)}
          onChoose={() => onFilter(filter === choice ? 'all' : choice)}
        >
          {choice === 'all' ? 'All' : <StateMark state={choice} />}
        </FilterChip>
      ))}
    </div>
  );
}

const wordOf = (choice: StopFilter) => (choice === 'all' ? 'All stops' : stateWords[choice]);

function countOf(counts: StateCounts, choice: StopFilter): number {
  const byState: Record<StopState, number> = {
    confirmed: counts.confirmed,
    'needs-review': counts.needsReview,
    candidate: counts.candidate,
    syncing: counts.syncing,
    missing: counts.missing,
    excused: counts.excused,
    'not-required': counts.notRequired,
  };
  return choice === 'all' ? counts.stops : byState[choice];
}
