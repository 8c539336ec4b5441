/** What the list is narrowed to: a day, a driver, a person, a stop. */
import { Select, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ActivityPage } from '#shared/activity.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import classes from './ActivityPage.module.css';

interface ActivityFiltersProps {
  page: ActivityPage | null;
  /** The day of the window's head. */
  day: ServiceDate | null;
  onlyDay: boolean;
  onOnlyDay: (only: boolean) => void;
  person: string | null;
  onPerson: (person: string | null) => void;
  views: boolean;
  onViews: (shown: boolean) => void;
  driver: string | null;
  onDriver: (driver: string | null) => void;
  /** The stop's address; null when the list is not about one. */
  stop: string | null;
  onEveryStop: () => void;
}

export function ActivityFilters(props: ActivityFiltersProps) {
  const { page, day, onlyDay, onOnlyDay, person, onPerson, views, onViews, driver, onDriver, stop, onEveryStop } =
    props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of filters.
    <div className={classes.filters} role="group" aria-label="Show only">
      {day !== null && (
        <UnstyledButton
          className={classes.chip}
          aria-pressed={onlyDay}
          aria-keyshortcuts="t"
          title={onlyDay ? 'Show every day (T)' : 'Show this day only (T)'}
          onClick={() => onOnlyDay(!onlyDay)}
        >
          {onlyDay ? formatDay(day) : 'All days'}
          <Key>T</Key>
        </UnstyledButton>
      )}
      <Choice label="Anybody" name="Person" data={page?.people ?? []} value={person} onChange={onPerson} />
      <Choice label="Every driver" name="Driver" data={page?.drivers ?? []} value={driver} onChange={onDriver} />
      <UnstyledButton
        className={classes.chip}
        aria-pressed={views}
        aria-keyshortcuts="w"
        title={views ? 'Leave out who looked at which picture (W)' : 'Show who looked at which picture (W)'}
        onClick={() => onViews(!views)}
      >
        {views ? 'With looks at pictures' : 'Decisions only'}
        <Key>W</Key>
      </UnstyledButton>
      {stop !== null && (
        <RemovableChip label={`Only ${stop}`} onRemove={onEveryStop}>
          {stop}
        </RemovableChip>
      )}
    </div>
  );
}

interface ChoiceProps {
  /** What stands there while nothing is chosen. */
  label: string;
  name: string;
  data: readonly string[];
  value: string | null;
  onChange: (value: string | null) => void;
}

function Choice({ label, name, data, value, onChange }: ChoiceProps) {
  // A name of the address that did nothing yet is still the one that is chosen.
  const names = value === null || data.includes(value) ? data : [value, ...data];
  return (
    <Select
      className={classes.choice ?? ''}
      size="xs"
      aria-label={name}
      placeholder={label}
      data={[...new Set(names)]}
      value={value}
      searchable
      clearable
      limit={60}
      nothingFoundMessage="Nobody of that name"
      onChange={onChange}
    />
  );
}

function RemovableChip({ label, onRemove, children }: { label: string; onRemove: () => void; children: ReactNode }) {
  return (
    <UnstyledButton
      className={classes.chip}
      aria-pressed={true}
      aria-label={`${label}. Show every stop.`}
      title="Show every stop"
      onClick={onRemove}
    >
      <bdi className="one-line">{children}</bdi>
      <IconX size={12} stroke={2} aria-hidden="true" />
    </UnstyledButton>
  );
}
