/** At a stop: the claims about it, and the way to a new one. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { claimAsked } from '#app/claiming.ts';
import { keepDay } from '#app/place.ts';
import { queries } from '#app/queries.ts';
import type { StopDetail } from '#shared/views.ts';
import { ClaimMark } from '#ui/ClaimMark.tsx';
import { LineAction } from '#ui/LineAction.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { useRested } from '#ui/useRested.ts';
import { allegationWords } from '#ui/words.ts';
import { isWaiting } from './claimWords.ts';
import { DueMark } from './DueMark.tsx';
import classes from './StopClaims.module.css';

/**
 * @param detail undefined until it is here.
 * @param children what else can be done about it, at the end of the line.
 */
export function StopClaims({ detail, children }: { detail: StopDetail | undefined; children?: ReactNode }) {
  const { data: status } = useQuery(queries.status());
  const stopId = detail?.row.id ?? '';
  // Whoever walks through the stops asks about those where they stay.
  const isStaying = useRested(stopId, 150, '') === stopId && stopId !== '';
  const { data: claims = [] } = useQuery({ ...queries.stopClaims(stopId), enabled: isStaying });
  const ask = () => {
    if (!detail) return;
    const { row, route, packageList } = detail;
    const { id, routeId, stop, address, state } = row;
    claimAsked.set({
      text: packageList[0]?.trackingId || address,
      stop: { stopId: id, routeId, date: route.date, route: route.route, stop, address, state },
    });
  };
  useKeys({ i: ask });
  return (
    <section className={classes.claims} aria-label="Claims about this stop">
      <ul className={classes.list}>
        {claims.map((claim) => (
          <li key={claim.id}>
            <Link className={classes.chip} to="/claims/$claim" params={{ claim: claim.id }} search={keepDay}>
              <ClaimMark state={claim.state} />
              <span>{claim.number}</span>
              <span className="one-line">{allegationWords[claim.allegation]}</span>
              {status && claim.due !== null && isWaiting(claim) && (
                <DueMark due={claim.due} today={status.today} isWaiting={isWaiting(claim)} />
              )}
            </Link>
          </li>
        ))}
        {claims.length === 0 && <li className={classes.none}>No claim about it</li>}
      </ul>
      <div className={classes.actions}>
        {children}
        <LineAction
          letter="I"
          title="Somebody says that it never came, or came otherwise than it should"
          aria-disabled={!detail}
          onClick={ask}
        >
          Claim…
        </LineAction>
      </div>
    </section>
  );
}
