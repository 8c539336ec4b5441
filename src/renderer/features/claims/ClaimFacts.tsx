/** What is claimed, by whom and about which delivery; and what is otherwise since it came. */
import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ClaimDetail, ClaimView } from '#shared/claims.ts';
import { formatDay, formatMoment, formatTime } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { allegationWords, askerWords, outcomeWords } from '#ui/words.ts';
import classes from './ClaimPage.module.css';
import { erasedWords, placeOf, stopWords } from './claimWords.ts';

interface ClaimFactsProps {
  claim: ClaimView;
  timeZone: string;
  changes: ClaimDetail['changes'];
  onOpenStop: () => void;
}

export function ClaimFacts({ claim, timeZone, changes, onOpenStop }: ClaimFactsProps) {
  const { allegation, asker, askedBy, words, stop, received, due, openedAt, openedBy, source } = claim;
  return (
    <>
      <h3 className={classes.says}>
        <span>{allegationWords[allegation]}</span>
        <bdi className={classes.place}>{placeOf(claim)}</bdi>
      </h3>
      {changes.length > 0 && (
        <section className={classes.changes} aria-label="Otherwise since the claim came">
          <IconAlertTriangle size={16} stroke={1.8} aria-hidden="true" />
          <ul className={classes.plain}>
            {changes.map((change) => (
              <li key={change} className={classes.breakable}>
                {change}
              </li>
            ))}
          </ul>
        </section>
      )}
      <dl className={classes.facts}>
        <Fact word="Asked for">
          <bdi>{words || erasedWords}</bdi>
        </Fact>
        <Fact word="Asked by">
          {askerWords[asker]}
          {askedBy !== null && (
            <>
              , <bdi>{askedBy}</bdi>
            </>
          )}
        </Fact>
        <Fact word="Received">{formatDay(received)}</Fact>
        <Fact word="Answer due">{due === null ? 'no date' : formatDay(due)}</Fact>
        <Fact word="Opened">
          {formatMoment(openedAt, timeZone)}
          {openedBy !== null && (
            <>
              {' by '}
              <bdi>{openedBy}</bdi>
            </>
          )}
          {source === 'csv' && ', from a list'}
        </Fact>
        {stop && (
          <>
            <Fact word="Delivery">
              <UnstyledButton className={classes.link} aria-keyshortcuts="G" onClick={onOpenStop}>
                <bdi>{stopWords(stop)}</bdi> <Key>G</Key>
              </UnstyledButton>
              <span className={classes.aside}>
                {outcomeWords[stop.outcome]}
                {stop.completedAt !== null && ` at ${formatTime(stop.completedAt, timeZone)}`}
                {stop.driver !== null && (
                  <>
                    {' by '}
                    <bdi>{stop.driver}</bdi>
                  </>
                )}
              </span>
            </Fact>
            <Fact word="Customer">{stop.customer === null ? 'not named' : <bdi>{stop.customer}</bdi>}</Fact>
            <Fact word="Picture">
              <StateMark state={stop.state} />
            </Fact>
          </>
        )}
      </dl>
    </>
  );
}

function Fact({ word, children }: { word: string; children: ReactNode }) {
  return (
    <>
      <dt>{word}</dt>
      <dd>{children}</dd>
    </>
  );
}
