/** One claim in two lines: when it is due, where it was, what they say, and what is next. */
import type { ClaimView } from '#shared/claims.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { ClaimMark } from '#ui/ClaimMark.tsx';
import columns from '#ui/rowColumns.module.css';
import { allegationWords, askerWords } from '#ui/words.ts';
import classes from './ClaimRow.module.css';
import { isWaiting, placeOf, stopWords } from './claimWords.ts';
import { DueMark } from './DueMark.tsx';

interface ClaimRowProps {
  claim: ClaimView;
  today: ServiceDate;
}

export function ClaimRow({ claim, today }: ClaimRowProps) {
  const { number, state, allegation, asker, askedBy, stop, words, due, sentence } = claim;
  const place = placeOf(claim);
  const under = underPlace(claim, place);
  const driver = stop?.driver ?? '';
  return (
    <div className={`${columns.columns} ${classes.columns}`}>
      <span className={classes.due}>
        <DueMark due={due} today={today} isWaiting={isWaiting(claim)} />
      </span>
      <span className={columns.two}>
        <span className={columns.first}>{number}</span>
        <span className={columns.second}>
          <ClaimMark state={state} />
        </span>
      </span>
      <span className={columns.two}>
        <bdi
          className={`one-line ${columns.first} ${classes.place}`}
          data-erased={words === '' && stop === null}
          title={place}
        >
          {place}
        </bdi>
        <bdi className={`one-line ${columns.second}`} title={under}>
          {under}
        </bdi>
      </span>
      <span className={columns.two}>
        <span className="one-line">{allegationWords[allegation]}</span>
        <bdi className={`one-line ${columns.second}`} title={askedBy ?? ''}>
          {askedBy ?? askerWords[asker]}
        </bdi>
      </span>
      <span className={`${columns.two} ${classes.driver}`}>
        <bdi className="one-line" title={driver}>
          {driver || '–'}
        </bdi>
        <bdi className={`one-line ${columns.second}`} title={stop ? stopWords(stop) : ''}>
          {stop?.route ?? ''}
        </bdi>
      </span>
      <span className={`${columns.sentence} ${classes.sentence}`} title={sentence}>
        {sentence}
      </span>
    </div>
  );
}

/** What was written when it was opened, where the place says something else; else which delivery it was. */
function underPlace({ stop, lostStop, words }: ClaimView, place: string): string {
  if (stop === null)
    return lostStop === null ? 'Porchlight never saw this parcel' : 'Its stop is not in the index any more';
  return words === '' || place.includes(words) ? stopWords(stop) : `${words} · ${stopWords(stop)}`;
}

/** Above the columns. */
export function ClaimHeads() {
  return (
    <div className={`${columns.columns} ${columns.heads} ${classes.columns}`} aria-hidden="true">
      <span>Due</span>
      <span>Number and state</span>
      <span>Where, and what was asked for</span>
      <span>What they say</span>
      <span className={classes.driver}>Driver</span>
      <span className={classes.sentence}>What is next</span>
    </div>
  );
}
