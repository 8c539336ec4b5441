/** Beside a picture: how long it is kept, what holds it, and (where the settings say so) who looked at it. */
import { UnstyledButton } from '@mantine/core';
import { IconClock, IconClockX, IconEraser, IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useDecisions } from '#app/decisions.ts';
import { keepDay } from '#app/place.ts';
import { queries } from '#app/queries.ts';
import type { Shot } from '#app/shots.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import type { HoldView } from '#shared/privacy.ts';
import type { StopDetail } from '#shared/views.ts';
import { formatMoment } from '#ui/format.ts';
import { LineAction } from '#ui/LineAction.tsx';
import { NoteDialog } from '#ui/NoteDialog.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { type Countdown, countdown } from './countdown.ts';
import classes from './Keeping.module.css';
import { seenWords } from './seenWords.ts';

interface KeepingProps {
  date: ServiceDate;
  /** Undefined until it is here. */
  detail: StopDetail | undefined;
  shot: Shot | null;
  timeZone: string;
}

const icons = { kept: IconClock, due: IconClockX, held: IconLock, erased: IconEraser };

export function Keeping({ date, detail, shot, timeZone }: KeepingProps) {
  const { data: settings } = useQuery(queries.settings());
  const { data: status } = useQuery(queries.status());
  const { decide, pending } = useDecisions();
  const [asking, setAsking] = useState(false);
  const stopId = detail?.row.id ?? null;
  const holds = detail?.holds ?? [];
  const ask = () => stopId !== null && setAsking(true);
  useKeys({ l: ask });

  const kept: Countdown | null =
    settings && status && detail && shot?.facts
      ? countdown({
          ...{ date, today: status.today, days: settings.retention.picture },
          held: holds.length > 0,
          erased: shot.tied?.erased ?? false,
        })
      : null;
  const Icon = icons[kept?.kind ?? 'kept'];
  return (
    <section className={classes.keeping} aria-label="How long it is kept">
      <div className={classes.line}>
        <span className={classes.words} data-kind={kept?.kind} title={kept?.words}>
          {kept && <Icon className={classes.icon} size={14} stroke={1.8} aria-hidden="true" />}
          <span className="one-line">{kept?.words ?? (detail && !shot ? 'No picture is kept here' : '')}</span>
        </span>
        <LineAction
          letter="L"
          title="Nothing of this stop is erased while a hold stands, as for an open claim"
          aria-disabled={stopId === null}
          onClick={ask}
        >
          Hold
        </LineAction>
      </div>
      {holds.length > 0 && (
        <ul className={classes.holds}>
          {holds.map((hold) => (
            <Hold
              key={hold.entryId}
              hold={hold}
              timeZone={timeZone}
              pending={pending}
              onRelease={() => void decide({ kind: 'release-hold', entryId: hold.entryId })}
            />
          ))}
        </ul>
      )}
      {settings?.showViews && shot && <Seen photoId={shot.id} timeZone={timeZone} />}
      <NoteDialog
        title="Why must nothing of this stop be erased?"
        action="Put the hold"
        needed
        open={asking}
        onClose={() => setAsking(false)}
        onNote={(note) => {
          setAsking(false);
          if (stopId !== null) void decide({ kind: 'hold', stopId, note });
        }}
      />
    </section>
  );
}

interface HoldProps {
  hold: HoldView;
  timeZone: string;
  pending: boolean;
  onRelease: () => void;
}

/** A claim keeps its stop until somebody judges it: there is nothing to release here. */
function Hold({ hold: { note, person, at, claim }, timeZone, pending, onRelease }: HoldProps) {
  return (
    <li className={classes.hold}>
      <IconLock className={classes.icon} size={14} stroke={1.8} aria-hidden="true" />
      <span className={classes.reason}>
        <span className="unseen">Hold: </span>
        <bdi>{note}</bdi>
        <span className={classes.aside}>
          {' '}
          {person !== null && `${person}, `}
          {formatMoment(at, timeZone)}
        </span>
      </span>
      {claim !== undefined ? (
        <Link className={classes.release} to="/claims/$claim" params={{ claim: claim.id }} search={keepDay}>
          Claim {claim.number}
        </Link>
      ) : (
        <UnstyledButton
          className={classes.release}
          disabled={pending}
          aria-label={`Release the hold: ${note}`}
          onClick={onRelease}
        >
          Release
        </UnstyledButton>
      )}
    </li>
  );
}

function Seen({ photoId, timeZone }: { photoId: PhotoId; timeZone: string }) {
  const { data: looks } = useQuery(queries.looks(photoId));
  const { data: status } = useQuery(queries.status());
  return <p className={classes.seen}>{looks && status ? seenWords(looks, status.now, timeZone) : ''}</p>;
}
