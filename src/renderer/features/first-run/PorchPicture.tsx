/** A front door at dusk: its porch light is on, and a parcel stands before it. */
import classes from './PorchPicture.module.css';

export function PorchPicture() {
  return (
    <svg className={classes.picture} viewBox="0 0 320 180" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <defs>
        <radialGradient id="porch-glow">
          <stop offset="0" className={classes.glowInner} />
          <stop offset="0.45" className={classes.glowMiddle} />
          <stop offset="1" className={classes.glowOuter} />
        </radialGradient>
      </defs>
      <rect width="320" height="180" className={classes.wall} />
      {[24, 46, 68, 90, 112, 134].map((y) => (
        <path key={y} d={`M0 ${y}H320`} className={classes.board} />
      ))}
      <circle cx="214" cy="62" r="150" fill="url(#porch-glow)" />
      <rect x="116" y="26" width="76" height="124" rx="3" className={classes.frame} />
      <rect x="123" y="33" width="62" height="117" rx="2" className={classes.door} />
      <rect x="132" y="42" width="44" height="34" rx="2" className={classes.pane} />
      <path d="M154 42V76M132 59H176" className={classes.bar} />
      <rect x="132" y="88" width="44" height="48" rx="2" className={classes.panel} />
      <circle cx="179" cy="94" r="2.6" className={classes.brass} />
      <path d="M214 38V46" className={classes.arm} />
      <path d="M206 46H222L225 66H203Z" className={classes.lamp} />
      <path d="M205 46L214 40L223 46Z" className={classes.cap} />
      <text x="214" y="92" className={classes.number}>
        12
      </text>
      <rect y="150" width="320" height="30" className={classes.ground} />
      <rect x="100" y="148" width="112" height="10" rx="2" className={classes.step} />
      <g>
        <rect x="196" y="118" width="44" height="32" rx="2" className={classes.parcel} />
        <rect x="214" y="118" width="8" height="32" className={classes.tape} />
        <rect x="200" y="136" width="11" height="8" rx="1" className={classes.label} />
      </g>
      <path
        d="M62 150c-3-22-10-30-20-38 4 12 4 24 8 38zM70 150c0-26 6-38 18-48-4 14-6 30-8 48z"
        className={classes.leaf}
      />
      <path d="M52 136H84L80 154H56Z" className={classes.pot} />
    </svg>
  );
}
