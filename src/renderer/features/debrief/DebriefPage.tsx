/** One driver's evening, to be talked over: the trend, the rejected pictures with the reasons, what is still open. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { asApiError } from '#app/client.ts';
import { usePlace, useServiceDate } from '#app/desk.ts';
import { hidePartsOf } from '#app/hiding.ts';
import { queries } from '#app/queries.ts';
import type { Debrief } from '#shared/scores.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatDay } from '#ui/format.ts';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { DebriefExports } from './DebriefExports.tsx';
import classes from './DebriefPage.module.css';
import { DriverSummary } from './DriverSummary.tsx';
import { PictureCard } from './PictureCard.tsx';

export function DebriefPage() {
  const date = useServiceDate();
  const { driver } = usePlace();
  const {
    data: debrief,
    error,
    refetch,
  } = useQuery({
    ...queries.debrief(date ?? '', driver ?? ''),
    enabled: date !== null && driver !== undefined,
  });
  if (debrief) return <Page key={`${debrief.date} ${driver}`} debrief={debrief} />;
  return (
    <>
      <PageHeader title="Debrief" note={date === null ? '' : formatDay(date)} />
      {driver === undefined ? (
        <EmptyState
          icon={<IconUserOff size={28} stroke={1.5} />}
          title="No driver is chosen"
          actions={
            <Button
              renderRoot={(props) => <Link to="/scores" search={date === null ? {} : { day: date }} {...props} />}
            >
              Choose one in the scores
            </Button>
          }
        >
          A debrief is one page about one driver’s evening.
        </EmptyState>
      ) : error ? (
        <ErrorState title="This debrief can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
      ) : (
        <LoadingRows label="Loading the debrief" />
      )}
    </>
  );
}

function Page({ debrief }: { debrief: Debrief }) {
  const { date, score, pictures, timeZone } = debrief;
  const navigate = useNavigate();
  const toScores = { day: date, driver: score.driver };
  useKeys({ Escape: () => void navigate({ to: '/scores', search: toScores }) });
  const name = score.driverName ?? score.driver;
  return (
    <>
      <PageHeader
        title={`Debrief: ${name}`}
        note={
          <>
            <Link className={classes.back} to="/scores" search={toScores} title="Back to the scores (Esc)">
              <IconArrowLeft size={14} aria-hidden="true" /> Scores
            </Link>{' '}
            · {formatDay(date)}
          </>
        }
      />
      <div className={classes.page}>
        <DebriefExports date={date} driver={score.driver} timeZone={timeZone} />
        <div className={classes.columns}>
          <DriverSummary debrief={debrief} />
          <section className={classes.pictures} aria-labelledby="rejected-pictures">
            <h3 id="rejected-pictures" className={classes.title}>
              {pictures.length === 0 ? 'No picture was rejected tonight' : `Rejected pictures (${pictures.length})`}
            </h3>
            <p className={classes.about}>
              {pictures.length === 0
                ? 'Pictures that a person rejects in the review stand here with their reason.'
                : 'As the page shows them: hide faces and house numbers before it is printed.'}
            </p>
            <ul className={classes.cards}>
              {pictures.map((picture) => (
                <li key={`${picture.photoId} ${picture.stopId}`}>
                  <PictureCard
                    picture={picture}
                    timeZone={timeZone}
                    onEdit={() => hidePartsOf({ ...picture, date, forCustomer: false })}
                  />
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  );
}
