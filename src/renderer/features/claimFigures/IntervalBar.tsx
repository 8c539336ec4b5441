/** Where a rate of claims lies: the bar is the interval, the dot the rate as counted, the line the depot's rate. */
import classes from './IntervalBar.module.css';

interface IntervalBarProps {
  rate: number;
  low: number;
  high: number;
  depotRate: number;
  /** Rate at the right end of the scale; what goes beyond is cut off with an arrow. */
  scale: number;
  standsOut: boolean;
}

const width = 150;
const height = 16;
/** Room for the dot at either end. */
const edge = 4;

/** The row says its figures in words: this is for the eye. */
export function IntervalBar({ rate, low, high, depotRate, scale, standsOut }: IntervalBarProps) {
  const xOf = (share: number) => edge + (Math.min(share, scale) / scale) * (width - 2 * edge);
  const isCut = high > scale;
  const end = isCut ? width - 1 : xOf(high);
  return (
    <svg className={classes.bar} viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <line className={classes.depot} x1={xOf(depotRate)} x2={xOf(depotRate)} y1={0} y2={height} />
      <line className={classes.interval} data-out={standsOut} x1={xOf(low)} x2={end} y1={height / 2} y2={height / 2} />
      {isCut && (
        <path
          className={classes.arrow}
          data-out={standsOut}
          d={`M${width - 5} ${height / 2 - 4} L${width - 1} ${height / 2} L${width - 5} ${height / 2 + 4}`}
        />
      )}
      {rate <= scale && <circle className={classes.rate} data-out={standsOut} cx={xOf(rate)} cy={height / 2} r={3} />}
    </svg>
  );
}
