/** The day's routes, worst first, each with its bar. */
import { Menu, UnstyledButton } from '@mantine/core';
import { IconArrowsSort, IconChevronDown } from '@tabler/icons-react';
import { type Ref, useCallback, useEffect, useState } from 'react';
import type { DayView, RouteSummary } from '#shared/views.ts';
import { RouteBar } from '#ui/RouteBar.tsx';
import { SignOffMark } from '#ui/SignOffMark.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { VirtualList } from '#ui/VirtualList.tsx';
import classes from './RouteList.module.css';
import { isOutOfOrder, keepOrder, orderRoutes, type RouteOrder, routeOrderWords } from './routeOrder.ts';
import { SignOffFoot } from './SignOffFoot.tsx';

interface RouteListProps {
  day: DayView;
  selectedId: string | null;
  onSelect: (routeId: string) => void;
  /** Enter: on to the stops. */
  onOpen: (routeId: string) => void;
  listRef: Ref<HTMLDivElement>;
}

/** How long the figures must rest before the rows move, in ms: while pictures pour in, a list in motion can't be read. */
const calmMs = 2000;

/**
 * Figures change in place. Rows are put in order again once the figures have come to rest, but never under the pointer
 * or the keys: then a button offers it.
 */
export function RouteList({ day, selectedId, onSelect, onOpen, listRef }: RouteListProps) {
  const [order, setOrder] = useState<RouteOrder>('worst');
  const wanted = orderRoutes(day.routes, order);
  const [shown, setShown] = useState({ date: day.date, order, ids: wanted });
  if (shown.date !== day.date || shown.order !== order) setShown({ date: day.date, order, ids: wanted });
  const routes = keepOrder(day.routes, shown.ids);

  const [inUse, setInUse] = useState({ pointer: false, focus: false });
  const outOfOrder = isOutOfOrder(routes, wanted);
  const sortAgain = () => setShown({ date: day.date, order, ids: wanted });
  const wantedKey = wanted.join();
  const { timeZone } = day;
  const renderRow = useCallback((route: RouteSummary) => <RouteRow route={route} timeZone={timeZone} />, [timeZone]);
  const selected = day.routes.find(({ id }) => id === selectedId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the wanted order starts the wait anew.
  useEffect(() => {
    if (!outOfOrder || inUse.pointer || inUse.focus) return;
    const timer = setTimeout(sortAgain, calmMs);
    return () => clearTimeout(timer);
  }, [outOfOrder, inUse, wantedKey]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices whether the list is in use.
    <div
      className={classes.pane}
      onPointerEnter={() => setInUse((use) => ({ ...use, pointer: true }))}
      onPointerLeave={() => setInUse((use) => ({ ...use, pointer: false }))}
      onFocus={() => setInUse((use) => ({ ...use, focus: true }))}
      onBlur={() => setInUse((use) => ({ ...use, focus: false }))}
    >
      <header className={classes.head}>
        <h2 className={classes.title}>Routes</h2>
        <span className={classes.count}>{day.routes.length}</span>
        {outOfOrder && (
          <UnstyledButton
            className={classes.sort}
            title="Figures have changed since: put the routes in order again"
            onClick={sortAgain}
          >
            <IconArrowsSort size={13} aria-hidden="true" /> sort again
          </UnstyledButton>
        )}
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <UnstyledButton className={classes.sort} data-end="true" aria-label={`Order: ${routeOrderWords[order]}`}>
              {routeOrderWords[order]} <IconChevronDown size={12} aria-hidden="true" />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {(['worst', 'route', 'driver'] as const).map((choice) => (
              <Menu.Item key={choice} onClick={() => setOrder(choice)} fw={choice === order ? 650 : undefined}>
                {choice === 'worst' ? 'worst first' : routeOrderWords[choice]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </header>
      <VirtualList
        ref={listRef}
        label="Routes"
        items={routes}
        keyOf={keyOf}
        rowHeight={46}
        selectedKey={selectedId}
        onSelect={onSelect}
        onOpen={onOpen}
        renderRow={renderRow}
      />
      {selected && <SignOffFoot route={selected} timeZone={timeZone} />}
    </div>
  );
}

const keyOf = ({ id }: RouteSummary) => id;

function RouteRow({ route, timeZone }: { route: RouteSummary; timeZone: string }) {
  const { counts, signOff } = route;
  const driver = route.driverName ?? route.driver ?? '';
  const review = counts.needsReview + counts.candidate;
  return (
    <div className={classes.row}>
      <span className={classes.line}>
        <span className={`one-line ${classes.code}`} title={route.route}>
          {route.route}
        </span>
        <span
          className={`one-line ${classes.driver}`}
          title={[route.driver, route.driverName].filter(Boolean).join(' · ')}
        >
          {signOff?.changed ? <strong className={classes.changed}>changed</strong> : driver}
        </span>
        <span className={classes.figures}>
          {counts.missing > 0 && <StateMark state="missing" word={String(counts.missing)} />}
          {review > 0 && <StateMark state="needs-review" word={String(review)} />}
          {counts.syncing > 0 && <StateMark state="syncing" word={String(counts.syncing)} />}
          {counts.missing + review + counts.syncing === 0 && <StateMark state="confirmed" word="Settled" bare />}
        </span>
        <SignOffMark signOff={signOff} timeZone={timeZone} />
      </span>
      <RouteBar counts={counts} />
    </div>
  );
}
