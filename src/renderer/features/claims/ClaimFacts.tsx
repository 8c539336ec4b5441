/** What is claimed, by whom and about which delivery; what is otherwise since it came; which other stops it may mean. */
import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ClaimDetail, ClaimView } from '#shared/claims.ts';
import type { StopId } from '#shared/ids.ts';
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
  candidates: ClaimDetail['candidates'];
  pending: boolean;
  onOpenStop: () => void;
  onTie: (stopId: StopId) => void;
}

export function ClaimFacts({ claim, timeZone, changes, candidates, pending, onOpenStop, onTie }: ClaimFactsProps) {
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
      {candidates.length > 0 && (
        <section className={classes.block} aria-label="Other stops that it may mean">
          <header className={classes.blockHead}>
            <h3>{stop === null ? 'It may mean' : 'It may mean another stop'}</h3>
          </header>
          <ul className={classes.plain}>
            {candidates.map((candidate) => (
              <li key={candidate.stopId} className={classes.entry}>
                <span className={classes.breakable}>
                  <bdi>{candidate.address || erasedWords}</bdi>
                  <span className={classes.aside}>
                    <bdi>{stopWords(candidate)}</bdi> · <bdi>{candidate.why}</bdi>
                  </span>
                </span>
                <UnstyledButton
                  className={classes.link}
                  disabled={pending}
                  aria-label={`It is this one: ${stopWords(candidate)}`}
                  onClick={() => onTie(candidate.stopId)}
                >
                  This one
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </section>
      )}
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
