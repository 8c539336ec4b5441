/** Whether the stop's customer was told, when and how; each leads to the outbox. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '#app/queries.ts';
import type { ConfirmationView } from '#shared/confirmations.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { ConfirmationChannel } from '#shared/words.ts';
import { formatTime } from '#ui/format.ts';
import { useRested } from '#ui/useRested.ts';
import { confirmationWords } from '#ui/words.ts';
import classes from './Facts.module.css';

interface CustomerToldProps {
  date: ServiceDate;
  stopId: StopId;
  timeZone: string;
}

/** Draws nothing where no confirmation was made. */
export function CustomerTold({ date, stopId, timeZone }: CustomerToldProps) {
  // Whoever walks through the stops asks about those where they stay.
  const isStaying = useRested(stopId, 150, '') === stopId;
  const { data } = useQuery({ ...queries.stopConfirmations(stopId), enabled: isStaying });
  if (!data || data.length === 0) return null;
  return (
    <>
      <dt>Customer told</dt>
      <dd>
        <ul className={classes.plain}>
          {latestOfEach(data).map((confirmation) => (
            <li key={confirmation.id}>
              <Link className={classes.told} to="/confirmations" search={{ day: date, stop: stopId }}>
                {toldWords(confirmation, timeZone)}
              </Link>
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}

const byWords: Record<ConfirmationChannel, string> = {
  email: 'by e-mail',
  webhook: 'by webhook',
  pages: 'as a web page',
};

/** `21:04 by e-mail`, or `Not yet by e-mail: on hold`. */
export function toldWords({ channel, state, changedAt }: ConfirmationView, timeZone: string): string {
  const by = byWords[channel];
  if (state === 'sent' || state === 'delivered') return `${formatTime(changedAt, timeZone)} ${by}`;
  const isOpen = state === 'ready' || state === 'held' || state === 'sending';
  return `${isOpen ? 'Not yet' : state === 'uncertain' ? 'Perhaps' : 'Not'} ${by}: ${confirmationWords[state].toLowerCase()}`;
}

/** Of each way the one that counts: the latest that went out, else the latest. @param all latest change first. */
export function latestOfEach(all: readonly ConfirmationView[]): ConfirmationView[] {
  return [...Map.groupBy(all, ({ channel }) => channel).values()].flatMap((same) => {
    const out = same.find(({ state }) => state === 'sent' || state === 'delivered') ?? same[0];
    return out ? [out] : [];
  });
}
