/** The chosen route in full: the sentence to send to its driver, its files, and each phone with its clock. */
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { ServiceDate } from '#shared/ids.ts';
import type { SyncRow } from '#shared/sync.ts';
import { formatAmount, formatMoment } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { copyText } from './copyText.ts';
import { Phones } from './Phones.tsx';
import classes from './RouteSync.module.css';
import { healthMarks, oddFiles } from './syncWords.ts';

interface RouteSyncProps {
  date: ServiceDate;
  row: SyncRow;
  timeZone: string;
  /** Goes to the route on the desk. */
  onOpen: () => void;
}

export function RouteSync({ date, row, timeZone, onOpen }: RouteSyncProps) {
  const moment = (at: number | null) => (at === null ? 'none yet' : formatMoment(at, timeZone));
  const odd = oddFiles(row);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard.
    <section className={classes.pane} aria-label="The chosen route" tabIndex={0}>
      <h3 className={classes.title}>
        <bdi>{row.route}</bdi>
        <StateMark {...healthMarks[row.health]} />
      </h3>
      <p className={classes.sentence} dir="auto">
        {row.sentence}
      </p>
      <CopyRow text={row.sentence}>
        <Button variant="default" aria-keyshortcuts="Enter" rightSection={<Key>Enter</Key>} onClick={onOpen}>
          To the route
        </Button>
      </CopyRow>
      <dl className={classes.facts}>
        <dt>Last picture</dt>
        <dd>{moment(row.lastTakenAt)}</dd>
        <dt>Last file</dt>
        <dd>{moment(row.lastArrivedAt)}</dd>
        <dt>Pictures</dt>
        <dd>{formatAmount(row.photos, 'picture')}</dd>
        <dt>Since then</dt>
        <dd>{formatAmount(row.deliveriesSince, 'delivery', 'deliveries')}</dd>
        {odd.length > 0 && (
          <>
            <dt>Files</dt>
            <dd>{odd.join(', ')}</dd>
          </>
        )}
      </dl>
      <Phones date={date} row={row} timeZone={timeZone} />
    </section>
  );
}

/** How long the confirmation stands; ms. */
const confirmedMs = 4000;

/** Copies the sentence, to be pasted into a message to the driver (key C), and says so; further buttons stand beside. */
function CopyRow({ text, children }: { text: string; children: ReactNode }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = async () => setState((await copyText(text)) ? 'copied' : 'failed');
  useKeys({ c: () => void copy() });
  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('idle'), confirmedMs);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <div className={classes.actions}>
      <Button aria-keyshortcuts="C" rightSection={<Key>C</Key>} onClick={() => void copy()}>
        Copy the sentence
      </Button>
      {children}
      <span className={classes.copied} role="status">
        {state === 'copied' && '✓ Copied: paste it into a message'}
        {state === 'failed' && 'It could not be copied. Select the sentence and copy it by hand.'}
      </span>
    </div>
  );
}
