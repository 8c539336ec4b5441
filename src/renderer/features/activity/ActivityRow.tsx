/** One entry of the ledger in two lines: what was decided, then who, when and where. */
import type { ActivityEntry } from '#shared/activity.ts';
import { formatMoment } from '#ui/format.ts';
import classes from './ActivityPage.module.css';
import { personWord } from './activityWords.ts';

export function ActivityRow({ entry, timeZone }: { entry: ActivityEntry; timeZone: string }) {
  const { sentence, note, person, at, stop, undone } = entry;
  const where = stop && [stop.route, `stop ${stop.stop}`, stop.driver].filter((part) => part !== null).join(' · ');
  return (
    <div className={classes.row} data-undone={undone !== null}>
      <span className={classes.when}>{formatMoment(at, timeZone)}</span>
      <span className={`one-line ${classes.sentence}`} title={sentence.slice(0, 500)}>
        <bdi>{sentence.slice(0, 500)}</bdi>
        {note !== null && <bdi className={classes.rowNote}>“{note.slice(0, 200)}”</bdi>}
      </span>
      <span className={`one-line ${classes.fate}`}>
        {undone !== null && `taken back by ${personWord(undone.person)}`}
      </span>
      <bdi className={`one-line ${classes.person}`}>{personWord(person)}</bdi>
      <bdi className={`one-line ${classes.where}`}>{where ?? ''}</bdi>
    </div>
  );
}
