/** Under the list: the chosen figure in words, its weeks, and the stops behind it. */
import type { ClaimFigure, ClaimFigures, ClaimPattern, FigureGroup, FigurePeriod } from '#shared/claimFigures.ts';
import classes from './ClaimFiguresPage.module.css';
import { FigureStops } from './FigureStops.tsx';
import { nameOf, patternWords } from './figureWords.ts';
import { WeekChart } from './WeekChart.tsx';

interface FigureDetailProps {
  figures: ClaimFigures;
  figure: ClaimFigure;
  by: FigureGroup;
  days: FigurePeriod;
}

export function FigureDetail({ figures, figure, by, days }: FigureDetailProps) {
  const { claimedByWeek, deliveriesByWeek, sentence, key } = figure;
  return (
    <div className={classes.detail}>
      <div className={classes.about}>
        <h3 className={`one-line ${classes.title}`} dir="auto" title={nameOf(figure, by)}>
          {nameOf(figure, by)}
        </h3>
        <p className={classes.words}>{sentence}.</p>
        <WeekChart weeks={figures.weeks} claimed={claimedByWeek} deliveries={deliveriesByWeek} />
      </div>
      <FigureStops question={{ days, by, key }} />
    </div>
  );
}

export function PatternDetail({ pattern, days }: { pattern: ClaimPattern; days: FigurePeriod }) {
  const { driver, name, kind, sentence } = pattern;
  return (
    <div className={classes.detail}>
      <div className={classes.about}>
        <h3 className={`one-line ${classes.title}`} dir="auto">
          {nameOf({ key: driver, name }, 'driver')}
        </h3>
        <p className={classes.words}>
          {patternWords[kind]}: {sentence}.
        </p>
        <p className={classes.soft}>
          Worth a look, and no more: positions drift, phones lose their network, and parcels of several doors may stand
          on one step. Look at the stops before you ask.
        </p>
      </div>
      <FigureStops question={{ days, by: 'driver', key: driver, pattern: kind }} />
    </div>
  );
}
