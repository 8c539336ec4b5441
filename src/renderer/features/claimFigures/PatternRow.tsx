/** One pattern of a driver, with what was seen. */
import type { ClaimPattern } from '#shared/claimFigures.ts';
import { formatAmount } from '#ui/format.ts';
import classes from './ClaimFiguresPage.module.css';
import { nameOf, patternWords } from './figureWords.ts';

export function PatternHeads() {
  return (
    <div className={`${classes.patternColumns} ${classes.heads}`} aria-hidden="true">
      <span>Driver</span>
      <span>What was seen</span>
      <span />
      <span className={classes.number}>Stops</span>
    </div>
  );
}

export function PatternRow({ pattern }: { pattern: ClaimPattern }) {
  const { kind, driver, name, stops, sentence } = pattern;
  return (
    <div className={classes.patternColumns} title={sentence}>
      <span className={`one-line ${classes.name}`} dir="auto">
        {nameOf({ key: driver, name }, 'driver')}
      </span>
      <span className="one-line">{patternWords[kind]}</span>
      <span className={`one-line ${classes.soft}`}>{sentence}</span>
      <span className={classes.number}>{formatAmount(stops, kind === 'upload-times' ? 'evening' : 'stop')}</span>
    </div>
  );
}
