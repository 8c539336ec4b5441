/** One driver, area or address with its figures; and the heads over the columns. */
import { IconAlertTriangle, IconChevronsDown } from '@tabler/icons-react';
import type { ClaimFigure, FigureGroup } from '#shared/claimFigures.ts';
import { formatCount } from '#ui/format.ts';
import classes from './ClaimFiguresPage.module.css';
import { countsWords, groupWords, nameOf, perThousand, verdictWords } from './figureWords.ts';
import { IntervalBar } from './IntervalBar.tsx';

export function FigureHeads({ by, depotRate }: { by: FigureGroup; depotRate: number }) {
  return (
    <div className={`${classes.columns} ${classes.heads}`} aria-hidden="true">
      <span>{groupWords[by]}</span>
      <span className={classes.number}>Deliveries</span>
      <span className={classes.number}>Claims</span>
      <span className={classes.number}>Rejected</span>
      <span className={classes.number}>In 1,000</span>
      <span className={classes.bar}>95 % interval; dashed: the depot’s {perThousand(depotRate)}</span>
      <span />
    </div>
  );
}

interface FigureRowProps {
  figure: ClaimFigure;
  by: FigureGroup;
  depotRate: number;
  scale: number;
}

export function FigureRow({ figure, by, depotRate, scale }: FigureRowProps) {
  const { deliveries, claimed, rejected, rate, low, high, verdict, sentence } = figure;
  const standsOut = verdict === 'stands-out';
  const name = nameOf(figure, by);
  return (
    <div className={classes.columns} title={sentence}>
      <span className={`one-line ${classes.name}`} dir="auto">
        {name}
      </span>
      <span className={classes.number} aria-hidden="true">
        {formatCount(deliveries)}
      </span>
      <span className={classes.number} data-none={claimed === 0} aria-hidden="true">
        {claimed === 0 ? '–' : formatCount(claimed)}
      </span>
      <span className={classes.number} data-none={rejected === 0}>
        <span aria-hidden="true">{rejected === 0 ? '–' : formatCount(rejected)}</span>
        <span className="unseen">
          {countsWords(figure)}
          {rejected > 0 && `, ${formatCount(rejected)} rejected`};{' '}
        </span>
      </span>
      <span className={classes.number} aria-hidden="true">
        {perThousand(rate)}
      </span>
      <span className={classes.bar}>
        <IntervalBar rate={rate} low={low} high={high} depotRate={depotRate} scale={scale} standsOut={standsOut} />
        <span className={classes.range} aria-hidden="true">
          {perThousand(low)}–{perThousand(high)}
        </span>
      </span>
      <span className={classes.verdict} data-verdict={verdict}>
        {standsOut && <IconAlertTriangle size={14} stroke={2} aria-hidden="true" />}
        {verdict === 'fewer' && <IconChevronsDown size={14} stroke={2} aria-hidden="true" />}
        {verdictWords[verdict]}
      </span>
    </div>
  );
}
