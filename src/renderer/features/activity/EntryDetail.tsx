/** The chosen entry in full: its note, its hash, who took it back; and what can be done about it. */
import { Button } from '@mantine/core';
import type { ActivityEntry } from '#shared/activity.ts';
import { formatDay, formatMoment, formatTimeWithSeconds } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import classes from './ActivityPage.module.css';
import { personWord, takeBackWord } from './activityWords.ts';

interface EntryDetailProps {
  entry: ActivityEntry;
  timeZone: string;
  /** A decision is on its way. */
  pending: boolean;
  onOpen: () => void;
  onTakeBack: () => void;
  onOnlyStop: () => void;
}

export function EntryDetail({ entry, timeZone, pending, onOpen, onTakeBack, onOnlyStop }: EntryDetailProps) {
  const { seq, sentence, note, person, at, stop, undone, hash } = entry;
  const takeBack = takeBackWord(entry);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard.
    <section className={classes.detail} aria-label="The chosen entry in full" tabIndex={0}>
      <div className={classes.words} aria-live="polite">
        <p className={classes.full}>
          <bdi>{sentence}</bdi>
        </p>
        {note !== null && <p className={classes.note}>{note}</p>}
        <p className={classes.facts}>
          <bdi>{personWord(person)}</bdi>, {formatMoment(at, timeZone).slice(0, -5)}
          {formatTimeWithSeconds(at, timeZone)}
          {stop && (
            <>
              {' · '}
              <bdi>
                {stop.route}, stop {stop.stop} of {formatDay(stop.date)}
              </bdi>
              {stop.stopId === null && ' (not in the index any more)'}
            </>
          )}
          {undone && (
            <>
              {' · '}taken back by <bdi>{personWord(undone.person)}</bdi>, {formatMoment(undone.at, timeZone)}
            </>
          )}
        </p>
        <p className={classes.facts}>
          Entry {seq} of the ledger, its hash begins with <code>{hash}</code>
        </p>
      </div>
      <div className={classes.ways}>
        {stop !== null && stop.stopId !== null && (
          <>
            <Button variant="default" aria-keyshortcuts="Enter" rightSection={<Key>Enter</Key>} onClick={onOpen}>
              Open the stop
            </Button>
            <Button variant="default" aria-keyshortcuts="o" rightSection={<Key>O</Key>} onClick={onOnlyStop}>
              Only this stop
            </Button>
          </>
        )}
        {takeBack !== null && (
          <Button
            variant="default"
            aria-keyshortcuts="u"
            rightSection={<Key>U</Key>}
            disabled={pending}
            onClick={onTakeBack}
          >
            {takeBack}
          </Button>
        )}
      </div>
    </section>
  );
}
