/** One chip for each state with its count; the way, and words of address, customer or stop. */
import { IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { ConfirmationPage } from '#shared/confirmations.ts';
import { type ConfirmationState, confirmationChannels } from '#shared/words.ts';
import { ConfirmationMark } from '#ui/ConfirmationMark.tsx';
import { FilterBar, FilterChips, FilterChoice, FilterFields, FilterText } from '#ui/FilterBar.tsx';
import { FilterChip } from '#ui/FilterChip.tsx';
import { formatCount } from '#ui/format.ts';
import { useKeys } from '#ui/useKeys.ts';
import { channelWords, confirmationsWorstFirst, confirmationWords } from '#ui/words.ts';
import classes from './OutboxFilters.module.css';
import type { OutboxFilter } from './useOutbox.ts';

interface OutboxFiltersProps {
  counts: ConfirmationPage['counts'] | null;
  filter: OutboxFilter;
  onFilter: (change: Partial<OutboxFilter>) => void;
  /** The address of the one stop that the rows are of; null: they are of the day, and can be filtered. */
  only: string | null;
  onShowAll: () => void;
  textRef: RefObject<HTMLInputElement | null>;
  /** Escape or Enter in the text field: back to the rows. */
  onLeave: () => void;
}

const choices: readonly (ConfirmationState | null)[] = [null, ...confirmationsWorstFirst];

/** Keys 1 to 9 choose. A state without any stays in its place, so that the row never jumps. */
export function OutboxFilters(props: OutboxFiltersProps) {
  const { counts, filter, onFilter, only, onShowAll, textRef, onLeave } = props;
  useKeys(
    {
      ...Object.fromEntries(choices.map((state, index) => [String(index + 1), () => onFilter({ state })])),
      f: () => textRef.current?.focus(),
    },
    only === null,
  );
  if (only !== null) {
    return (
      <FilterBar>
        <FilterChip
          isChosen={true}
          label={`Only ${only}. Show every confirmation.`}
          title="Show every confirmation"
          onChoose={onShowAll}
        >
          <bdi className="one-line">{only}</bdi>
          <IconX size={12} stroke={2} aria-hidden="true" />
        </FilterChip>
      </FilterBar>
    );
  }
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <FilterBar>
      <FilterChips label="Show confirmations" className={classes.states}>
        {choices.map((state, index) => {
          const count = state === null ? all : (counts?.[state] ?? null);
          return (
            <FilterChip
              key={state}
              isChosen={filter.state === state}
              count={count === null ? '' : formatCount(count)}
              isEmpty={count === 0}
              title={`${state === null ? 'All' : confirmationWords[state]} (${index + 1})`}
              shortcut={String(index + 1)}
              onChoose={() => onFilter({ state: filter.state === state ? null : state })}
            >
              {state === null ? 'All' : <ConfirmationMark state={state} />}
            </FilterChip>
          );
        })}
      </FilterChips>
      <FilterFields>
        <FilterChoice
          label="Way"
          placeholder="Every way"
          className={classes.channel}
          values={confirmationChannels}
          words={channelWords}
          chosen={filter.channel}
          onChoose={(channel) => onFilter({ channel })}
        />
        <FilterText
          fieldRef={textRef}
          label="Address, customer or stop"
          placeholder="Address, customer, stop"
          className={classes.text}
          value={filter.text}
          onText={(text) => onFilter({ text })}
          onLeave={onLeave}
          clearLabel="Show all again"
        />
      </FilterFields>
    </FilterBar>
  );
}
