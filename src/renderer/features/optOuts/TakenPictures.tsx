/** Pictures that were taken already where none may be shown: named, never shown; each is looked at where it belongs, behind the veil. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { noteDecision } from '#app/decisions.ts';
import { queries } from '#app/queries.ts';
import { ensurePerson } from '#app/signing.ts';
import type { OptOutView } from '#shared/optOuts.ts';
import { askFirst } from '#ui/askFirst.tsx';
import { formatAmount, formatDay, formatTime } from '#ui/format.ts';
import { Notice } from '#ui/Notice.tsx';
import classes from './OptOutsPage.module.css';

export function TakenPictures({ optOut, timeZone }: { optOut: OptOutView; timeZone: string }) {
  const client = useQueryClient();
  const { data, error } = useQuery(queries.optOutPictures(optOut.id));
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const pictures = data?.pictures ?? [];

  async function erase(): Promise<void> {
    setPending(true);
    setFailure(null);
    await ensurePerson(client);
    try {
      const stopIds = [...new Set(pictures.map(({ stopId }) => stopId))].slice(0, 1000);
      const { sentence } = await call('eraseNow', { stopIds, what: ['picture', 'thumbnail'], why: 'opt-out' });
      noteDecision(sentence, 'undone');
      await client.invalidateQueries({ queryKey: ['opt-outs'] });
    } catch (problem) {
      setFailure(asApiError(problem).message);
    }
    setPending(false);
  }
  const ask = () =>
    askFirst({
      title: 'Erase these pictures?',
      children: `Porchlight forgets ${formatAmount(pictures.length, 'picture')} and its copies for good; the ledger keeps that they were there. Files in the synced folder stay where they are and are listed under Privacy. This can’t be taken back.`,
      labels: { confirm: 'Erase', cancel: 'Keep them' },
      onConfirm: () => void erase(),
    });

  if (error) return <Notice level="error">{asApiError(error).message}</Notice>;
  if (pictures.length === 0) return null;
  return (
    <>
      <h4 className={classes.subtitle}>
        {formatAmount(pictures.length, 'picture')} taken already, left out of copies, exports and debriefs
      </h4>
      {failure !== null && <Notice level="error">{failure}</Notice>}
      <div className={classes.ways}>
        <Button variant="default" disabled={pending} onClick={ask}>
          {pending ? 'Erasing…' : 'Erase them…'}
        </Button>
      </div>
      <ul className={classes.matches}>
        {pictures.map((picture) => (
          <li key={`${picture.photoId} ${picture.stopId}`}>
            <Link to="/" search={{ day: picture.date, route: picture.routeId, stop: picture.stopId }}>
              {formatDay(picture.date)}, {picture.route}, stop {picture.stop}
            </Link>
            <span className={classes.why}>
              <bdi>{picture.address}</bdi>
              {picture.takenAt !== null && `, taken ${formatTime(picture.takenAt, timeZone)}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
