/** The chosen opt-out: since when and by whom, the pictures that were taken already, and the ways to end it. */
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { noteDecision } from '#app/decisions.ts';
import { ensurePerson } from '#app/signing.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { OptOutView } from '#shared/optOuts.ts';
import { formatMoment } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { Notice } from '#ui/Notice.tsx';
import { StandingMark } from './OptOutRow.tsx';
import classes from './OptOutsPage.module.css';
import { daysWords, reachWords, sourceWords, targetWords, whomWords } from './optOutWords.ts';
import { TakenPictures } from './TakenPictures.tsx';

interface OptOutDetailProps {
  optOut: OptOutView;
  timeZone: string;
  today: ServiceDate;
  ending: boolean;
  onEnding: (ending: boolean) => void;
  /** A decision is on its way. */
  pending: boolean;
  onTakeBack: () => void;
}

export function OptOutDetail(props: OptOutDetailProps) {
  const { optOut, timeZone, today, ending, onEnding, pending, onTakeBack } = props;
  const isOpen = optOut.standing === 'standing' || optOut.standing === 'coming';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard.
    <section className={classes.panel} aria-label="The chosen opt-out" tabIndex={0}>
      <h3 className={classes.title}>
        <bdi>{whomWords(optOut)}</bdi>
      </h3>
      <p className={classes.facts}>
        <StandingMark standing={optOut.standing} />
        {targetWords[optOut.by]}, {daysWords(optOut)}
      </p>
      <p className={classes.facts}>
        {sourceWords[optOut.source]}, {formatMoment(optOut.at, timeZone)}
        {optOut.person !== null && (
          <>
            {' by '}
            <bdi>{optOut.person}</bdi>
          </>
        )}
      </p>
      {optOut.note !== null && <p className={classes.note}>{optOut.note}</p>}
      <p className={classes.facts}>{reachWords(optOut)}</p>
      {ending ? (
        <EndForm optOut={optOut} today={today} onDone={() => onEnding(false)} />
      ) : (
        <div className={classes.ways}>
          {isOpen && (
            <Button variant="default" aria-keyshortcuts="e" rightSection={<Key>E</Key>} onClick={() => onEnding(true)}>
              End it…
            </Button>
          )}
          <Button
            variant="default"
            aria-keyshortcuts="u"
            rightSection={<Key>U</Key>}
            disabled={pending}
            title="As if it had never been entered; an entry of its own in the ledger"
            onClick={onTakeBack}
          >
            Take back
          </Button>
        </div>
      )}
      <TakenPictures optOut={optOut} timeZone={timeZone} />
    </section>
  );
}

function EndForm({ optOut, today, onDone }: { optOut: OptOutView; today: ServiceDate; onDone: () => void }) {
  const client = useQueryClient();
  const [lastDay, setLastDay] = useState(today);
  const [failure, setFailure] = useState<string | null>(null);
  async function end(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (lastDay === '') return;
    await ensurePerson(client);
    try {
      const { sentence } = await call('endOptOut', { id: optOut.id, lastDay });
      noteDecision(sentence, 'undone');
      onDone();
    } catch (problem) {
      setFailure(asApiError(problem).message);
    }
  }
  return (
    <form className={classes.ending} aria-label="End the opt-out" onSubmit={(event) => void end(event)}>
      <TextInput
        type="date"
        label="Last day without photos"
        value={lastDay}
        required
        autoFocus
        onChange={(event) => setLastDay(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
      {failure !== null && <Notice level="error">{failure}</Notice>}
      <div className={classes.ways}>
        <Button type="submit">End it</Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
