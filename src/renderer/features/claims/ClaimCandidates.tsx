/** Other stops that a claim may be about, each with its reason. */
import { UnstyledButton } from '@mantine/core';
import type { ClaimDetail } from '#shared/claims.ts';
import type { StopId } from '#shared/ids.ts';
import classes from './ClaimPage.module.css';
import { erasedWords, stopWords } from './claimWords.ts';

interface ClaimCandidatesProps {
  candidates: ClaimDetail['candidates'];
  /** It is about a stop already. */
  isTied: boolean;
  pending: boolean;
  onTie: (stopId: StopId) => void;
}

export function ClaimCandidates({ candidates, isTied, pending, onTie }: ClaimCandidatesProps) {
  if (candidates.length === 0) return null;
  return (
    <section className={classes.block} aria-label="Other stops that it may mean">
      <header className={classes.blockHead}>
        <h3>{isTied ? 'It may mean another stop' : 'It may mean'}</h3>
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
  );
}
