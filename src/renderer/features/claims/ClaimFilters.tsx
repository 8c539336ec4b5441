/** Which claims are shown: a chip for each part of the list with its count, then what they say, state, driver and words. */
import { Select, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { ClaimPage } from '#shared/claims.ts';
import { claimAllegations, claimStates } from '#shared/words.ts';
import { FilterBar, FilterChips, FilterChoice, FilterFields, FilterText } from '#ui/FilterBar.tsx';
import { FilterChip } from '#ui/FilterChip.tsx';
import { formatCount } from '#ui/format.ts';
import { useKeys } from '#ui/useKeys.ts';
import { allegationWords, claimStateWords } from '#ui/words.ts';
import classes from './ClaimsPage.module.css';
import { type ClaimFilter, type ClaimsShown, isNarrowed, nothingFiltered } from './listState.ts';

interface ClaimFiltersProps {
  page: ClaimPage;
  filter: ClaimFilter;
  /** Of the claims that were shown. */
  drivers: string[];
  onFilter: (change: Partial<ClaimFilter>) => void;
  textRef: RefObject<HTMLInputElement | null>;
  /** Escape or Enter in a field: back to the rows. */
  onLeave: () => void;
}

const shows: readonly { show: ClaimsShown; word: string; title: string }[] = [
  { show: 'current', word: 'Current', title: 'Open and answered ones' },
  { show: 'overdue', word: 'Overdue', title: 'Their date has passed' },
  { show: 'due-soon', word: 'Due soon', title: 'Due within seven days' },
  { show: 'closed', word: 'Closed', title: 'Upheld, rejected or withdrawn' },
  { show: 'all', word: 'All', title: 'All that were ever opened' },
];

/** Keys 1 to 5 choose the part, F goes to the words. */
export function ClaimFilters({ page, filter, drivers, onFilter, textRef, onLeave }: ClaimFiltersProps) {
  useKeys({
    ...Object.fromEntries(shows.map(({ show }, index) => [String(index + 1), () => onFilter({ show })])),
    f: () => textRef.current?.focus(),
  });
  return (
    <FilterBar>
      <FilterChips label="Show claims" className={classes.shows}>
        {shows.map(({ show, word, title }, index) => {
          const count = countOf(page, show);
          return (
            <FilterChip
              key={show}
              choice={show}
              isChosen={filter.show === show}
              count={formatCount(count)}
              isEmpty={count === 0}
              title={`${title} (${index + 1})`}
              shortcut={String(index + 1)}
              onChoose={() => onFilter({ show })}
            >
              {word}
            </FilterChip>
          );
        })}
      </FilterChips>
      <FilterFields>
        <FilterChoice
          label="What they say"
          placeholder="Whatever they say"
          className={classes.choice}
          values={claimAllegations}
          words={allegationWords}
          chosen={filter.allegation}
          onChoose={(allegation) => onFilter({ allegation })}
        />
        <FilterChoice
          label="State"
          placeholder="Any state"
          className={classes.choice}
          values={claimStates}
          words={claimStateWords}
          chosen={filter.state}
          onChoose={(state) => onFilter({ state })}
        />
        <Select
          className={classes.driver ?? ''}
          size="xs"
          aria-label="Driver"
          placeholder="Any driver"
          searchable
          clearable
          nothingFoundMessage="No claim that was shown is theirs"
          data={drivers}
          value={filter.driver}
          onChange={(driver) => onFilter({ driver })}
        />
        <FilterText
          fieldRef={textRef}
          label="Number, words, address or route"
          placeholder="Number, words, address, route"
          className={classes.text}
          value={filter.text}
          onText={(text) => onFilter({ text })}
          onLeave={onLeave}
        />
        {isNarrowed(filter) && (
          <UnstyledButton
            className={classes.clear}
            aria-label="Show all of them again"
            title="Show all of them again"
            onClick={() => {
              onFilter({ ...nothingFiltered, show: filter.show });
              onLeave();
            }}
          >
            <IconX size={14} stroke={1.8} aria-hidden="true" />
          </UnstyledButton>
        )}
      </FilterFields>
    </FilterBar>
  );
}

function countOf({ counts, overdue, dueSoon }: ClaimPage, show: ClaimsShown): number {
  const closed = counts.upheld + counts.rejected + counts.withdrawn;
  const current = counts.open + counts.answered;
  return { current, overdue, 'due-soon': dueSoon, closed, all: current + closed }[show];
}
