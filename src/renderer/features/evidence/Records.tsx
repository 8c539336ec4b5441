/** What people decided, what the customer was sent, and what was claimed: each entry, under the facts that are made of them. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { keepDay } from '#app/place.ts';
import type { ClaimView } from '#shared/claims.ts';
import type { Evidence, Fact } from '#shared/evidence.ts';
import { ClaimMark } from '#ui/ClaimMark.tsx';
import { ConfirmationMark } from '#ui/ConfirmationMark.tsx';
import { formatMoment } from '#ui/format.ts';
import { allegationWords } from '#ui/words.ts';
import { FactList } from './FactList.tsx';
import { factsIn, type Section } from './factWords.ts';
import classes from './Records.module.css';

interface RecordsProps {
  evidence: Evidence;
  facts: readonly Fact[];
  lit: ReadonlySet<string>;
}

export function Records({ evidence, facts, lit }: RecordsProps) {
  const { detail, confirmations, claims, otherClaims, timeZone, date } = evidence;
  const part = (section: Section) => factsIn(facts, section);
  return (
    <div className={classes.records}>
      <Part title="The delivery" facts={part('delivery')} lit={lit} none="The manifest names no parcel.">
        <ul className={classes.plain}>
          {detail.packageList.map(({ trackingId, leftAt }) => (
            <li key={trackingId}>
              <b>
                <bdi>{trackingId}</bdi>
              </b>
              {leftAt !== null && <q className={classes.words}>{leftAt}</q>}
            </li>
          ))}
        </ul>
      </Part>
      <Part title="Decisions" facts={part('decided')} lit={lit} none="Nobody decided anything here.">
        <ul className={classes.plain}>
          {detail.decisions.map((decision) => (
            <li key={decision.entryId} data-undone={decision.undone}>
              <bdi>{decision.sentence}</bdi>{' '}
              <span className={classes.aside}>
                {formatMoment(decision.at, timeZone)}
                {decision.person !== null && (
                  <>
                    {' '}
                    by <bdi>{decision.person}</bdi>
                  </>
                )}
                {decision.undone && ', taken back'}
              </span>
              {decision.note !== null && <q className={classes.words}>{decision.note}</q>}
            </li>
          ))}
        </ul>
      </Part>
      <Part title="What the customer was sent" facts={part('told')} lit={lit} none="No confirmation was made.">
        <ul className={classes.plain}>
          {confirmations.map((confirmation) => (
            <li key={confirmation.id}>
              <ConfirmationMark state={confirmation.state} />{' '}
              <Link to="/confirmations" search={{ day: date, stop: detail.row.id }}>
                {formatMoment(confirmation.changedAt, timeZone)}
              </Link>{' '}
              {confirmation.sentence}
            </li>
          ))}
        </ul>
      </Part>
      <Part
        title="Claims"
        facts={part('claimed')}
        lit={lit}
        none="No claim about this stop, its address, driver or day."
      >
        <ClaimList claims={[...claims, ...otherClaims.address]} />
      </Part>
    </div>
  );
}

function ClaimList({ claims }: { claims: readonly ClaimView[] }) {
  return (
    <ul className={classes.plain}>
      {claims.map((claim) => (
        <li key={claim.id}>
          <ClaimMark state={claim.state} />{' '}
          <Link to="/claims/$claim" params={{ claim: claim.id }} search={keepDay}>
            {claim.number}
          </Link>{' '}
          {allegationWords[claim.allegation]} <span className={classes.aside}>{claim.sentence}</span>
        </li>
      ))}
    </ul>
  );
}

interface PartProps {
  title: string;
  facts: readonly Fact[];
  lit: ReadonlySet<string>;
  /** What is said where nothing is. */
  none: string;
  children: ReactNode;
}

function Part({ title, facts, lit, none, children }: PartProps) {
  return (
    <section className={classes.part} aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      {facts.length === 0 && <p className={classes.none}>{none}</p>}
      <FactList facts={facts} lit={lit} />
      <div className={classes.entries}>{children}</div>
    </section>
  );
}
