/** What is known about the picture on the stage, and why it stands here. */
import type { Shot } from '#app/shots.ts';
import type { RouteId } from '#shared/ids.ts';
import type { OtherUse, PhotoFactsView } from '#shared/views.ts';
import { FileNames } from '#ui/FileNames.tsx';
import { FlagChip } from '#ui/FlagChip.tsx';
import {
  formatAgainstScan,
  formatBytes,
  formatDistance,
  formatMoment,
  formatTimeWithSeconds,
  percentSure,
} from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { peopleWords } from '#ui/peopleWords.ts';
import { flagSentences, methodWords } from '#ui/words.ts';
import { ClockFact } from './ClockFact.tsx';
import classes from './Facts.module.css';
import { LabelFacts } from './LabelFacts.tsx';
import { OtherUses } from './OtherUses.tsx';

interface PhotoFactsProps {
  shot: Shot;
  facts: PhotoFactsView;
  /** Of the stop; undefined until it is here. */
  routeId: RouteId | undefined;
  timeZone: string;
  /** To another stop that stands on the same picture. */
  onGo: (use: OtherUse) => void;
  /** The picture must not be seen unasked. */
  veiled: boolean;
  /** Its time and its distance stand somewhere else already. */
  brief?: boolean;
}

export function PhotoFacts({ shot, facts, routeId, timeZone, onGo, veiled, brief = false }: PhotoFactsProps) {
  const { tied, candidate } = shot;
  const why = tied?.reasons ?? candidate?.why ?? [];
  return (
    <>
      {tied && tied.flags.length > 0 && (
        <ul className={classes.flags}>
          {tied.flags.map((flag) => (
            <li key={flag}>
              <FlagChip flag={flag} blocking={tied.blocking.includes(flag)} />{' '}
              {flag === 'clock-corrected' && routeId !== undefined ? (
                <ClockFact routeId={routeId} device={facts.device} />
              ) : (
                <span>{flagSentences[flag]}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {tied && <OtherUses photo={tied} timeZone={timeZone} veiled={veiled} onGo={onGo} />}
      <dl className={classes.list}>
        {!brief && (
          <>
            <dt>Taken</dt>
            <dd>
              {facts.takenAt === null ? 'unknown' : <b>{formatTimeWithSeconds(facts.takenAt, timeZone)}</b>}
              {tied?.secondsAfterScan != null && `, ${formatAgainstScan(tied.secondsAfterScan)}`}
              <span className={classes.aside}> by {facts.takenFrom}</span>
            </dd>
          </>
        )}
        {tied && !brief && (
          <>
            <dt>Distance</dt>
            <dd>{distanceOf(tied.metresFromStop, facts.position !== null)}</dd>
          </>
        )}
        <dt>{tied ? 'Tied because' : 'May belong'}</dt>
        <dd>
          {tied && `${methodWords[tied.method]}, ${percentSure(tied.confidence)} % sure`}
          {candidate && `${Math.round(candidate.score * 100)} % likely`}
          {why.length > 0 && (
            <ul className={classes.reasons}>
              {why.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          )}
        </dd>
        {facts.quality.length > 0 && (
          <>
            <dt>Quality</dt>
            <dd>
              <ul className={classes.plain}>
                {facts.quality.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {facts.labels && <LabelFacts labels={facts.labels} />}
        {facts.people && facts.people.length > 0 && (
          <>
            <dt>People</dt>
            <dd>
              {peopleWords(facts.people)} <Key>W</Key>
            </dd>
          </>
        )}
        <dt>Phone</dt>
        <dd className={classes.breakable}>{facts.device ?? 'not named in the picture'}</dd>
        <dt>File</dt>
        <dd className={classes.breakable}>
          <FileNames names={facts.fileNames} />
          <span className={classes.aside}>
            {facts.folder !== '' && `in ${facts.folder} · `}
            {facts.width} × {facts.height} · {formatBytes(facts.bytes)} · arrived{' '}
            {formatMoment(facts.arrivedAt, timeZone)}
          </span>
          {!facts.present && <b> The file is no longer in the folder.</b>}
        </dd>
      </dl>
    </>
  );
}

/** `14 m from the address`, or why that can't be said. */
export function distanceOf(metres: number | null, hasPosition: boolean): string {
  if (metres !== null) return `${formatDistance(metres)} from the address`;
  return hasPosition ? 'the address has no position' : 'no position in the picture';
}
