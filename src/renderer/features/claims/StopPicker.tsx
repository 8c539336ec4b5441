/** Finds the stop that is meant by a tracking id, an address or a name, and says by what each was found. */
import { TextInput } from '@mantine/core';
import { IconMapPinOff } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { asApiError, thumbnailUrl } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import { ClaimMark } from '#ui/ClaimMark.tsx';
import { formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import { useRested } from '#ui/useRested.ts';
import { type ChoosableStop, choicesOf, type StopChoice } from './choices.ts';
import { erasedWords } from './claimWords.ts';
import classes from './StopPicker.module.css';

/** After the last letter, in ms. */
const pauseMs = 150;
/** As in the contract's `findClaimStops`. */
const longestText = 500;

export interface StopChoosing {
  text: string;
  setText(text: string): void;
  choices: readonly StopChoice[];
  /** Null: nothing was found yet. */
  chosen: StopChoice | null;
  choose(key: string): void;
  /** What is worth knowing about what was found, or why nothing could be. */
  sentence: string;
  /** The choices are those of the text as it stands. */
  isCurrent: boolean;
}

interface ChoosingStart {
  text: string;
  came: ChoosableStop | null;
  /** A claim can be about no stop at all. */
  mayBeNone: boolean;
}

/** Hook: what fits the text, and which of it is chosen; the first until somebody chooses. */
export function useStopChoosing({ text: first, came, mayBeNone }: ChoosingStart): StopChoosing {
  const [text, setText] = useState(first);
  const [wanted, setWanted] = useState<string | null>(null);
  const bare = text.trim();
  const asked = useRested(bare, pauseMs);
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    ...queries.claimStops(asked),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const found = bare === '' || asked === '' ? undefined : data;
  const { data: thereAlready = [] } = useQuery({
    ...queries.stopClaims(came?.stopId ?? ''),
    enabled: came !== null,
  });
  const choices = choicesOf({ found, came, thereAlready, mayBeNone });
  const isCurrent = bare === asked && (asked === '' || (!isPlaceholderData && !(isFetching && data === undefined)));
  return {
    text,
    setText(next) {
      setText(next.slice(0, longestText));
      setWanted(null);
    },
    choices,
    chosen: choices.find(({ key }) => key === wanted) ?? choices[0] ?? null,
    choose: setWanted,
    sentence: error && bare !== '' ? asApiError(error).message : (found?.sentence ?? ''),
    isCurrent,
  };
}

interface StopPickerProps {
  choosing: StopChoosing;
  /** The text is given; who opens the dialog goes on with the next field. */
  autoFocus: boolean;
  /** Enter, or a press on a choice: this one. */
  onTake: () => void;
}

export function StopPicker({ choosing, autoFocus, onTake }: StopPickerProps) {
  const { text, setText, choices, chosen, choose, sentence, isCurrent } = choosing;
  const listId = useId();
  const place = choices.findIndex(({ key }) => key === chosen?.key);
  const takes = useTakeWhenCurrent(isCurrent, onTake);
  useEffect(() => {
    if (place >= 0) document.getElementById(`${listId}-${place}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, place]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      const next = choices[Math.min(choices.length - 1, Math.max(0, place + by))];
      if (next) choose(next.key);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      if (text.trim() !== '' || chosen !== null) takes.take();
    }
  }

  return (
    <div className={classes.picker}>
      <TextInput
        label="Tracking id, address or name"
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls={listId}
        aria-activedescendant={place >= 0 ? `${listId}-${place}` : undefined}
        autoComplete="off"
        spellCheck={false}
        {...(autoFocus && { 'data-autofocus': true })}
        value={text}
        maxLength={longestText}
        onChange={(event) => {
          takes.forget();
          setText(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      <p className={classes.sentence} role="status">
        {sentence || (text.trim() === '' ? 'What the customer or the carrier wrote, as it is written.' : 'Looking…')}
      </p>
      <div id={listId} className={classes.list} role="listbox" aria-label="What is meant">
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field above has the focus and the keys.
          <div
            key={choice.key}
            id={`${listId}-${index}`}
            className={classes.choice}
            role="option"
            aria-selected={choice.key === chosen?.key}
            onClick={() => choose(choice.key)}
            onDoubleClick={onTake}
          >
            {choice.stop === null ? <NoStop choice={choice} /> : <Stop stop={choice.stop} choice={choice} />}
          </div>
        ))}
      </div>
      <p className={classes.keys} aria-hidden="true">
        <Key>↑</Key> <Key>↓</Key> choose <Key>Enter</Key> this one
      </p>
    </div>
  );
}

function Stop({ stop, choice: { why, already } }: { stop: ChoosableStop; choice: StopChoice }) {
  const address = [stop.address || erasedWords, stop.postcode].filter(Boolean).join(', ');
  const where = [`${stop.route}, stop ${stop.stop}`, stop.driver, stop.customer].filter(Boolean).join(' · ');
  return (
    <>
      <Thumb url={stop.photoId ? thumbnailUrl(stop.photoId) : null} alt="" width={52} height={39} />
      <span className={classes.words}>
        <bdi className={`one-line ${classes.address}`} title={address}>
          {address}
        </bdi>
        <bdi className={`one-line ${classes.soft}`} title={where}>
          {where}
        </bdi>
        <bdi className={`one-line ${classes.why}`} title={why}>
          {why}
        </bdi>
      </span>
      <span className={classes.side}>
        <span>{formatDay(stop.date)}</span>
        <StateMark state={stop.state} />
        {already && (
          <span className={classes.already}>
            <ClaimMark state={already.state} /> {already.number}
          </span>
        )}
      </span>
    </>
  );
}

function NoStop({ choice: { why, already } }: { choice: StopChoice }) {
  return (
    <>
      <span className={classes.none}>
        <IconMapPinOff size={18} stroke={1.6} aria-hidden="true" />
      </span>
      <span className={classes.words}>
        <span className={classes.address}>A claim without a stop</span>
        <span className={`one-line ${classes.soft}`}>{why}</span>
      </span>
      {already && (
        <span className={classes.already}>
          <ClaimMark state={already.state} /> {already.number}
        </span>
      )}
    </>
  );
}

/** Enter pressed before the answer is here waits for it: it must not take what fitted the letters before. */
function useTakeWhenCurrent(isCurrent: boolean, onTake: () => void) {
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    if (!waits || !isCurrent) return;
    setWaits(false);
    onTake();
  }, [waits, isCurrent, onTake]);
  return { take: () => setWaits(true), forget: () => setWaits(false) };
}
