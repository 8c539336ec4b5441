/** One route's stops, as rows to run down with the eye. */
import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { type Ref, useCallback } from 'react';
import type { StopFilter } from '#app/place.ts';
import { rowPicture } from '#app/rowPicture.ts';
import { filterStops } from '#app/undecided.ts';
import type { RouteView, StopRow } from '#shared/views.ts';
import { attendedHandovers } from '#shared/words.ts';
import type { Choosing } from '#ui/choosing.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { addressOf } from '#ui/erasedWords.ts';
import { formatAmount, formatTime } from '#ui/format.ts';
import { HistoryMark } from '#ui/HistoryMark.tsx';
import { Key } from '#ui/Key.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import { VirtualList } from '#ui/VirtualList.tsx';
import { flagWords, handoverWords, outcomeWords, stateWords } from '#ui/words.ts';
import { StopFilterBar } from './StopFilterBar.tsx';
import classes from './StopList.module.css';

interface StopListProps {
  route: RouteView;
  filter: StopFilter;
  onFilter: (filter: StopFilter) => void;
  selectedId: string | null;
  /** Stops that are chosen together with the active one. */
  chosen: ReadonlySet<string>;
  onSelect: (stopId: string, how: Choosing) => void;
  /** Enter: the review begins at the active stop. */
  onOpen: () => void;
  onMap: () => void;
  listRef: Ref<HTMLDivElement>;
}

export function StopList(props: StopListProps) {
  const { route, filter, onFilter, selectedId, chosen, onSelect, onOpen, onMap, listRef } = props;
  const { summary, timeZone } = route;
  const stops = filterStops(route.stops, filter);
  const renderRow = useCallback((stop: StopRow) => <StopLine stop={stop} timeZone={timeZone} />, [timeZone]);
  const driver = [summary.driver, summary.driverName].filter((part) => part !== null).join(' ');
  return (
    <>
      <header className={classes.head}>
        <h2 className={`one-line ${classes.title}`} title={summary.route}>
          {summary.route}
        </h2>
        <span className={`one-line ${classes.driver}`} title={driver}>
          {driver}
        </span>
        <span className={classes.size}>{formatAmount(summary.counts.stops, 'stop')}</span>
        {!summary.synced && <StateMark state="syncing" word="van not synced yet" />}
        <Button
          className={`${classes.way} ${classes.first}`}
          variant="subtle"
          color="gray"
          size="compact-xs"
          aria-keyshortcuts="G"
          title="The route on a map"
          rightSection={<Key>G</Key>}
          onClick={onMap}
        >
          Map
        </Button>
        <Button
          className={classes.way}
          variant="default"
          size="compact-xs"
          aria-keyshortcuts="Enter"
          title="One picture at a time, the worst first"
          rightSection={<Key>Enter</Key>}
          onClick={onOpen}
        >
          Review
        </Button>
      </header>
      <StopFilterBar counts={summary.counts} filter={filter} onFilter={onFilter} />
      <div className={`${classes.columns} ${classes.heads}`} aria-hidden="true">
        <span className={classes.sequence}>#</span>
        <span>Photo</span>
        <span>Address</span>
        <span className={classes.left}>Left at</span>
        <span>Time</span>
        <span>State</span>
      </div>
      {stops.length === 0 && filter !== 'all' ? (
        <EmptyState
          icon={<IconFilterOff size={28} stroke={1.5} />}
          title={`No stop of ${summary.route} is “${stateWords[filter]}”`}
          actions={
            <Button variant="default" onClick={() => onFilter('all')}>
              Show all stops
            </Button>
          }
        />
      ) : (
        <VirtualList
          ref={listRef}
          label={`Stops of route ${summary.route}`}
          items={stops}
          keyOf={keyOf}
          rowHeight={32}
          selectedKey={selectedId}
          chosen={chosen}
          letters={false}
          onSelect={onSelect}
          onOpen={onOpen}
          renderRow={renderRow}
          autoFocus
        />
      )}
    </>
  );
}

const keyOf = ({ id }: StopRow) => id;

function StopLine({ stop, timeZone }: { stop: StopRow; timeZone: string }) {
  const leftAt =
    stop.outcome === 'delivered' && stop.handover !== null ? handoverWords[stop.handover] : outcomeWords[stop.outcome];
  const packages = stop.packages > 1 ? ` (${stop.packages} parcels)` : '';
  return (
    <div className={classes.columns}>
      <span className={classes.sequence}>{stop.sequence ?? '·'}</span>
      <Thumb {...rowPicture(stop)} alt="" width={36} height={26} more={Math.max(0, stop.photoCount - 1)} />
      <span className={classes.place}>
        <span className={`one-line ${classes.address}`} title={`${addressOf(stop)}${packages}`}>
          {addressOf(stop)}
          {packages && <span className={classes.packages}>{packages}</span>}
        </span>
        {stop.history && <HistoryMark history={stop.history} />}
      </span>
      <span className={`one-line ${classes.left}`} title={leftAt}>
        {leftAt}
      </span>
      <span className={classes.time}>{stop.completedAt === null ? '' : formatTime(stop.completedAt, timeZone)}</span>
      <span className="one-line" title={stop.reason ?? stateWords[stop.state]}>
        <StateMark state={stop.state} word={wordOf(stop)} />
      </span>
    </div>
  );
}

/** The word beside the mark says as much as fits: what is wrong, how many candidates, why no photo is owed. */
function wordOf(stop: StopRow): string {
  const [flag] = stop.flags;
  if (stop.state === 'candidate' && stop.candidateCount > 1) return `${stateWords.candidate} (${stop.candidateCount})`;
  if (stop.state === 'needs-review' && flag) return flagWords[flag];
  if (stop.state === 'not-required') {
    if (stop.outcome !== 'delivered') return 'Not delivered';
    if (stop.handover !== null && attendedHandovers.includes(stop.handover)) return 'Handed over';
  }
  return stateWords[stop.state];
}
