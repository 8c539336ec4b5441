/** Ties stray photos to a stop that isn't among the candidates: found by address, customer or tracking id. */
import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { queries } from '#app/queries.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { SearchHit } from '#shared/views.ts';
import { Key } from '#ui/Key.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './OtherStop.module.css';

interface OtherStopProps {
  date: ServiceDate;
  /** How many photos would go there. */
  photos: number;
  onChoose: (stopId: StopId) => void;
  /** The search was left without a choice. */
  onLeave: () => void;
}

/** More than these, and typing on is faster than reading. */
const hitsShown = 8;
/** Nobody reads what the first letter finds; ms. */
const typingPauseMs = 150;

export function OtherStop({ date, photos, onChoose, onLeave }: OtherStopProps) {
  const [open, setOpen] = useState(false);
  useKeys({ m: () => setOpen(true) }, photos > 0);
  function close(): void {
    setOpen(false);
    onLeave();
  }
  if (open && photos > 0) {
    return (
      <StopSearch
        date={date}
        label={photos > 1 ? `All ${photos} photos belong to` : 'Belongs to another stop of this day'}
        onChoose={(stopId) => {
          close();
          onChoose(stopId);
        }}
        onClose={close}
      />
    );
  }
  return (
    <Button
      variant="default"
      aria-keyshortcuts="M"
      disabled={photos === 0}
      rightSection={<Key>M</Key>}
      onClick={() => setOpen(true)}
    >
      {photos > 1 ? 'All to one stop…' : 'Another stop…'}
    </Button>
  );
}

interface StopSearchProps {
  date: ServiceDate;
  label: string;
  onChoose: (stopId: StopId) => void;
  onClose: () => void;
}

function StopSearch({ date, label, onChoose, onClose }: StopSearchProps) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), typingPauseMs);
  const { data: hits = [], isFetching } = useQuery({
    ...queries.search(asked, { from: date, to: date }),
    enabled: asked.length > 1,
  });
  const fitting = asked.length > 1 ? hits.filter((hit) => hit.date === date).slice(0, hitsShown) : [];
  const byId = new Map(fitting.map((hit) => [hit.stopId, hit]));
  const answered = asked === text.trim() && !isFetching;
  const [first] = fitting;

  // Who types an address and Enter in one go means the first that will be found.
  const [entered, setEntered] = useState(false);
  const choose = useRef(onChoose);
  useEffect(() => {
    choose.current = onChoose;
  });
  const eagerly = entered && answered ? (first?.stopId ?? null) : null;
  useEffect(() => {
    if (eagerly !== null) choose.current(eagerly);
  }, [eagerly]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') onClose();
    // Enter without an arrow key before it means the first that was found.
    if (event.key === 'Enter' && !event.currentTarget.hasAttribute('aria-activedescendant')) setEntered(true);
  }

  return (
    <div className={classes.box}>
      <Select
        label={label}
        placeholder="Address, customer or tracking id"
        autoFocus
        searchable
        searchValue={text}
        onSearchChange={(typed) => {
          setText(typed);
          setEntered(false);
        }}
        data={fitting.map((hit) => ({
          value: hit.stopId,
          label: `${hit.address}, route ${hit.route}, stop ${hit.stop}`,
        }))}
        // The core has searched; what it found must not be filtered again.
        filter={({ options }) => options}
        value={null}
        onChange={(stopId) => stopId !== null && onChoose(stopId)}
        renderOption={({ option }) => <Hit hit={byId.get(option.value)} />}
        nothingFoundMessage={
          asked.length < 2 ? 'Type two letters or more' : isFetching ? 'Looking…' : 'No stop of this day fits'
        }
        comboboxProps={{ withinPortal: true, position: 'top-start' }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function Hit({ hit }: { hit: SearchHit | undefined }) {
  if (!hit) return null;
  return (
    <span className={classes.hit}>
      <bdi className="one-line">{hit.address}</bdi>
      <span className={`one-line ${classes.soft}`}>
        Route {hit.route}, stop {hit.stop}
        {hit.customer !== null && (
          <>
            {' · '}
            <bdi>{hit.customer}</bdi>
          </>
        )}
      </span>
      <span className={classes.soft}>
        <StateMark state={hit.state} />
      </span>
    </span>
  );
}
