/** How many of the day's stops are inside, outside and unknown; and while something is changed, what saving it would do. */
import { Button } from '@mantine/core';
import type { ServiceDate } from '#shared/ids.ts';
import { coverages, type ProgrammeDay } from '#shared/programme.ts';
import { formatAmount, formatCount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { changeWords, coverageSentences, coverageWords } from './areaWords.ts';
import { CoverageMark } from './CoverageMark.tsx';
import classes from './ProgrammePage.module.css';
import type { ProgrammeEditor } from './programmeDraft.ts';

interface ProgrammeFootProps {
  editor: ProgrammeEditor;
  day: ProgrammeDay;
  date: ServiceDate;
  /** What is shown is of the areas before the last change. */
  isWaiting: boolean;
}

export function ProgrammeFoot({ editor, day, date, isWaiting }: ProgrammeFootProps) {
  const { isChanged, isOvertaken, problem, failure, saving } = editor;
  return (
    <footer className={classes.foot}>
      <ul className={classes.counts} aria-label="Stops of the day" data-waiting={isWaiting}>
        {coverages.map((coverage) => (
          <li key={coverage} title={coverageSentences[coverage]}>
            <CoverageMark
              coverage={coverage}
              word={`${coverageWords[coverage]} ${formatCount(day.counts[coverage])}`}
            />
          </li>
        ))}
        {day.unplaced > 0 && (
          <li className={classes.unplaced}>{formatAmount(day.unplaced, 'stop')} without a position, not on the map</li>
        )}
      </ul>
      {isChanged && (
        <div className={classes.saving}>
          <p className={classes.change} role="status" data-problem={failure !== null || isOvertaken}>
            {failure ??
              (isOvertaken
                ? 'The areas were changed elsewhere while you were at it.'
                : (problem?.sentence ?? (isWaiting ? 'Counting…' : changeWords(day, date))))}
          </p>
          <Button variant="default" onClick={editor.discard}>
            Discard
          </Button>
          {isOvertaken ? (
            <Button onClick={editor.keepMine}>Go on with mine</Button>
          ) : (
            <Button
              aria-keyshortcuts="s"
              rightSection={<Key>S</Key>}
              disabled={problem !== null}
              loading={saving}
              onClick={editor.save}
            >
              Save
            </Button>
          )}
        </div>
      )}
    </footer>
  );
}
