/** One chip for each state with its count; the way, and words of address, customer or stop. */
import { Select, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { ConfirmationPage } from '#shared/confirmations.ts';
import { type ConfirmationChannel, type ConfirmationState, confirmationChannels } from '#shared/words.ts';
import { ConfirmationMark } from '#ui/ConfirmationMark.tsx';
import { FilterChip } from '#ui/FilterChip.tsx';
import { formatCount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
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
      <div className={classes.bar}>
        <FilterChip
          isChosen={true}
          label={`Only ${only}. Show every confirmation.`}
          title="Show every confirmation"
          onChoose={onShowAll}
        >
          <bdi className="one-line">{only}</bdi>
          <IconX size={12} stroke={2} aria-hidden="true" />
        </FilterChip>
      </div>
    );
  }
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <div className={classes.bar}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of toggles. */}
      <div className={classes.states} role="group" aria-label="Show confirmations">
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
      </div>
      <div className={classes.fields}>
        <Select
          className={classes.channel ?? ''}
          size="xs"
          aria-label="Way"
          placeholder="Every way"
          data={confirmationChannels.map((channel) => ({ value: channel, label: channelWords[channel] }))}
          value={filter.channel}
          clearable
          onChange={(channel) => onFilter({ channel: channel as ConfirmationChannel | null })}
        />
        <TextInput
          ref={textRef}
          className={classes.text ?? ''}
          size="xs"
          aria-label="Address, customer or stop"
          aria-keyshortcuts="f"
          placeholder="Address, customer, stop"
          maxLength={200}
          leftSection={<IconSearch size={13} stroke={1.8} />}
          rightSection={
            filter.text === '' ? (
              <Key>F</Key>
            ) : (
              <UnstyledButton
                className={classes.clear}
                aria-label="Show all again"
                onClick={() => {
                  onFilter({ text: '' });
                  onLeave();
                }}
              >
                <IconX size={13} stroke={1.8} />
              </UnstyledButton>
            )
          }
          value={filter.text}
          onChange={(event) => onFilter({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onFilter({ text: '' });
            if (event.key === 'Escape' || event.key === 'Enter') onLeave();
          }}
        />
      </div>
    </div>
  );
}
