/** The stops beside the map, in planned order; those without a position say so. */
import { IconMapPinOff } from '@tabler/icons-react';
import type { RouteMap } from '#shared/routeMap.ts';
import { formatAmount } from '#ui/format.ts';
import { StateMark } from '#ui/StateMark.tsx';
import { VirtualList } from '#ui/VirtualList.tsx';
import classes from './MapPage.module.css';
import type { MapStop } from './placed.ts';

interface MapStopListProps {
  route: RouteMap;
  /** Stops without a position. */
  unplaced: number;
  selectedId: string | null;
  onSelect: (stopId: string) => void;
  onOpen: (stopId: string) => void;
}

export function MapStopList({ route, unplaced, selectedId, onSelect, onOpen }: MapStopListProps) {
  const amounts = [formatAmount(route.stops.length, 'stop')];
  if (unplaced > 0) amounts.push(`${unplaced} without a position`);
  return (
    <>
      <p className={classes.amounts}>{amounts.join(', ')}</p>
      <VirtualList
        label={`Stops of route ${route.route}`}
        items={route.stops}
        keyOf={keyOf}
        rowHeight={28}
        selectedKey={selectedId}
        onSelect={onSelect}
        onOpen={onOpen}
        renderRow={renderRow}
        autoFocus
      />
    </>
  );
}

const keyOf = ({ stopId }: MapStop) => stopId;

const renderRow = ({ sequence, address, state, position }: MapStop) => (
  <div className={classes.row}>
    <span className={classes.sequence}>{sequence ?? '·'}</span>
    <StateMark state={state} bare />
    <bdi className="one-line" title={address}>
      {address}
    </bdi>
    {position === null && (
      <span className={classes.unplaced} title="No position: not on the map">
        <IconMapPinOff size={14} stroke={1.6} aria-hidden="true" />
        <span className="unseen">no position</span>
      </span>
    )}
  </div>
);
