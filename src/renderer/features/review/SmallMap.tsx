/** Address and picture on the ground, with the driver's stops before and after: enough to see “across the street” or “another town”. */
import type { Position } from '#shared/views.ts';
import { formatDistance } from '#ui/format.ts';
import classes from './SmallMap.module.css';
import { layOut, type MapPoint } from './smallMapSums.ts';

interface SmallMapProps {
  stop: Position | null;
  photo: Position | null;
  before: Position | null;
  after: Position | null;
  /** There is a picture, whether it says where it was taken or not. */
  hasPicture: boolean;
  /** Between address and picture; null where it isn't known. */
  metres: number | null;
}

const width = 320;
const height = 132;

export function SmallMap({ stop, photo, before, after, hasPicture, metres }: SmallMapProps) {
  if (stop === null) {
    return (
      <div className={classes.map}>
        <p className={classes.nothing}>The address has no position</p>
      </div>
    );
  }
  const map = layOut({ stop, photo, before, after }, width, height);
  const words =
    metres === null
      ? 'Map of the address; the picture has no position'
      : `The picture was taken ${formatDistance(metres)} from the address`;
  return (
    <div className={classes.map}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
        {map.before && <Neighbour at={map.before} word="before" house={map.stop} />}
        {map.after && <Neighbour at={map.after} word="after" house={map.stop} />}
        {map.photo && (
          <line className={classes.way} x1={map.stop.x} y1={map.stop.y} x2={map.photo.x} y2={map.photo.y} />
        )}
        <path className={classes.stop} d={`M${map.stop.x - 7} ${map.stop.y + 6}v-8l7 -6l7 6v8z`} />
        {map.photo && (
          <>
            <circle className={classes.photo} cx={map.photo.x} cy={map.photo.y} r="5.5" />
            <circle className={classes.eye} cx={map.photo.x} cy={map.photo.y} r="2" />
          </>
        )}
        <g className={classes.north} transform={`translate(${width - 16} 20)`}>
          <rect x="-12" y="-16" width="24" height="32" />
          <path d="M0 -11L4 1L0 -2L-4 1Z" />
          <text y="12" textAnchor="middle">
            N
          </text>
        </g>
        <g className={classes.scale} transform={`translate(10 ${height - 10})`}>
          <path d={`M0 -4V0H${map.scale.pixels}V-4`} />
          <text x={map.scale.pixels / 2} y="-5" textAnchor="middle">
            {formatDistance(map.scale.metres)}
          </text>
        </g>
      </svg>
      {photo === null && hasPicture && <span className={classes.note}>no position in the picture</span>}
    </div>
  );
}

/** So near the house the word would lie over it; the mark alone says enough. */
const wordReach = 30;

function Neighbour({ at, word, house }: { at: MapPoint; word: string; house: MapPoint }) {
  const hasRoom = Math.hypot(at.x - house.x, at.y - house.y) > wordReach;
  return (
    <g className={classes.neighbour} data-outside={at.outside}>
      <circle cx={at.x} cy={at.y} r="3.5" />
      {hasRoom && (
        <text
          x={at.x}
          y={at.y < 20 ? at.y + 14 : at.y - 6}
          textAnchor={at.x < 40 ? 'start' : at.x > width - 40 ? 'end' : 'middle'}
        >
          {word}
        </text>
      )}
    </g>
  );
}
