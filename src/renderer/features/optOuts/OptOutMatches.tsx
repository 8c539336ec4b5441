/** Stops that an opt-out means, each with the words by which it is meant; and those that are written nearly the same and are not. */
import { Link } from '@tanstack/react-router';
import type { OptOutPreview } from '#shared/optOuts.ts';
import type { OptOutTarget } from '#shared/words.ts';
import { formatAmount, formatDay } from '#ui/format.ts';
import classes from './OptOutsPage.module.css';
import { effectWords, meaningSentence, signedSentence } from './optOutWords.ts';

export function OptOutMatches({ preview, by }: { preview: OptOutPreview; by: OptOutTarget }) {
  const { form, matches, near, stops, signedRoutes } = preview;
  const signed = signedSentence(signedRoutes);
  return (
    <section className={classes.meaning} aria-label="What this means" aria-live="polite">
      <p className={classes.form}>
        Compared as <b>{form}</b>
      </p>
      <p>{meaningSentence(preview, by)}</p>
      {signed !== null && <p className={classes.warning}>{signed}</p>}
      {matches.length > 0 && (
        <ul className={classes.matches}>
          {matches.map((match) => (
            <li key={match.stopId}>
              <Link to="/" search={{ day: match.date, route: match.routeId, stop: match.stopId }}>
                {formatDay(match.date)}, {match.route}, stop {match.stop}
              </Link>
              <span className={classes.why}>
                <bdi>{match.why}</bdi>
              </span>
              <span className={classes.effect}>
                {effectWords[match.effect]}
                {match.pictures > 0 && ` · ${formatAmount(match.pictures, 'picture')}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {stops > matches.length && (
        <p className={classes.faint}>and {formatAmount(stops - matches.length, 'more stop')}</p>
      )}
      {near.length > 0 && (
        <>
          <h4 className={classes.subtitle}>Not meant, though written nearly the same</h4>
          <ul className={classes.matches}>
            {near.map(({ address, postcode, why }) => (
              <li key={`${address} ${postcode}`}>
                <bdi>{[address, postcode].filter(Boolean).join(', ')}</bdi>
                <span className={classes.why}>
                  not matched: <bdi>{why}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
