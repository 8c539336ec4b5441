/** The parcels, the customer, and what people decided about the stop. */
import { UnstyledButton } from '@mantine/core';
import type { StopDetail } from '#shared/views.ts';
import { formatMoment, formatTime } from '#ui/format.ts';
import { handoverWords, outcomeWords } from '#ui/words.ts';
import { CustomerTold } from './CustomerTold.tsx';
import classes from './Facts.module.css';
import { StopOptOuts } from './StopOptOuts.tsx';

interface StopFactsProps {
  detail: StopDetail;
  pending: boolean;
  onUndo: (entryId: string) => void;
}

export function StopFacts({ detail, pending, onUndo }: StopFactsProps) {
  const { row, packageList, contact, decisions, timeZone, route } = detail;
  const customer = [row.customer, contact].filter((part) => part !== null).join(' · ');
  return (
    <dl className={classes.list}>
      <dt>{packageList.length === 1 ? 'Parcel' : 'Parcels'}</dt>
      <dd>
        <ul className={classes.plain}>
          {packageList.map((parcel) => (
            <li key={parcel.trackingId} className={classes.breakable}>
              <span className={classes.tracking}>{parcel.trackingId}</span> {outcomeWords[parcel.outcome].toLowerCase()}
              {parcel.handover !== null && `, ${handoverWords[parcel.handover].toLowerCase()}`}
              {parcel.completedAt !== null && ` at ${formatTime(parcel.completedAt, timeZone)}`}
              {parcel.leftAt !== null && <span className={classes.aside}> “{parcel.leftAt}”</span>}
            </li>
          ))}
        </ul>
      </dd>
      {customer !== '' && (
        <>
          <dt>Customer</dt>
          <dd className={classes.breakable}>{customer}</dd>
        </>
      )}
      {row.history && (
        <>
          <dt>Before</dt>
          <dd className={classes.breakable}>{row.history.sentence}</dd>
        </>
      )}
      <StopOptOuts detail={detail} />
      <dt>Driver</dt>
      <dd className={classes.breakable}>
        {[route.driverName, route.driver].filter(Boolean).join(' · ') || 'not named'}
      </dd>
      <CustomerTold date={route.date} stopId={row.id} timeZone={timeZone} />
      {decisions.length > 0 && (
        <>
          <dt>Decisions</dt>
          <dd>
            <ul className={classes.plain}>
              {decisions.map((decision) => (
                <li key={decision.entryId} className={classes.decision} data-undone={decision.undone}>
                  <span>
                    {decision.sentence}
                    <span className={classes.aside}>
                      {' '}
                      {formatMoment(decision.at, timeZone)}
                      {decision.person !== null && ` by ${decision.person}`}
                      {decision.undone && ', taken back'}
                    </span>
                    {decision.note !== null && <q className={classes.words}>{decision.note}</q>}
                    {decision.changedSince !== null && <span className={classes.changed}>{decision.changedSince}</span>}
                  </span>
                  {!decision.undone && (
                    <UnstyledButton
                      className={classes.undo}
                      disabled={pending}
                      onClick={() => onUndo(decision.entryId)}
                    >
                      Take back
                    </UnstyledButton>
                  )}
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
    </dl>
  );
}
