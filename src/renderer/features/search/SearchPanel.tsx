/** Search over everything: address, customer, tracking id, route, driver; also by date. */
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTravel } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { SearchHit } from '#shared/views.ts';
import { formatDay } from '#ui/format.ts';
import { StateMark } from '#ui/StateMark.tsx';
import classes from './Search.module.css';

/** Opened by ⌘K, Ctrl+K, `/` or the button; mounted once, in the shell. */
export function SearchPanel() {
  const [text, setText] = useState('');
  // A pause in typing: long enough not to ask at each letter, short enough not to be felt.
  const [wanted] = useDebouncedValue(text.trim(), 90);
  const { toStopAnywhere } = useTravel();
  const {
    data: hits,
    error,
    isPlaceholderData,
  } = useQuery({
    ...queries.search(wanted),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  });
  const shown = wanted === '' ? [] : (hits ?? []);

  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      shortcut={['mod + K', '/']}
      scrollable
      maxHeight="min(60vh, 520px)"
      size={620}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      title="Search"
      classNames={{ header: 'unseen', search: classes.search ?? '' }}
    >
      <Spotlight.Search
        placeholder="Address, customer, tracking id, route or driver"
        aria-label="Search"
        maxLength={200}
        leftSection={<IconSearch size={16} stroke={1.8} />}
      />
      <Spotlight.ActionsList>
        {shown.map((hit) => (
          <Spotlight.Action
            key={`${hit.stopId} ${hit.trackingId}`}
            className={classes.hit}
            onClick={() => toStopAnywhere(hit)}
          >
            <Hit hit={hit} />
          </Spotlight.Action>
        ))}
        {shown.length === 0 && (
          <Spotlight.Empty>{emptySentence(wanted, error, isPlaceholderData || hits === undefined)}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function emptySentence(wanted: string, error: Error | null, waiting: boolean): string {
  if (wanted === '') return 'Type a part of an address, a name, a tracking id, a route or a driver.';
  if (error) return error.message;
  return waiting ? 'Searching…' : `Nothing holds “${wanted}”.`;
}

function Hit({ hit }: { hit: SearchHit }) {
  const details = [hit.customer, hit.trackingId, hit.driver].filter((detail) => detail !== null).join(' · ');
  return (
    <span className={classes.hitRow}>
      <StateMark state={hit.state} bare />
      <span className={`one-line ${classes.address}`} title={hit.address}>
        {hit.address}
      </span>
      <span className={classes.where}>
        {hit.route} · {formatDay(hit.date)}
      </span>
      <span className={`one-line ${classes.details}`} title={details}>
        {details}
      </span>
    </span>
  );
}
