/** The day's routes, worst first, each with its bar. */
import { Menu, UnstyledButton } from '@mantine/core';
import { IconArrowsSort, IconChevronDown } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import type { DayView, RouteSummary } from '#shared/views.ts';
import { RouteBar } from '#ui/RouteBar.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { VirtualList } from '#ui/VirtualList.tsx';
import classes from './RouteList.module.css';
import { isOutOfOrder, keepOrder, orderRoutes, type RouteOrder, routeOrderWords } from './routeOrder.ts';

interface RouteListProps {
  day: DayView;
  selectedId: string | null;
  onSelect: (routeId: string) => void;
  /** Enter: on to the stops. */
  onOpen: (routeId: string) => void;
  listRef: Ref<HTMLDivElement>;
}

/**
 * Figures change in place. The rows are put in order when the day or the order is chosen, and afterwards only on request:
 * a list that sorts itself all evening can't be read, and moves under the pointer.
 */
export function RouteList({ day, selectedId, onSelect, onOpen, listRef }: RouteListProps) {
  const [order, setOrder] = useState<RouteOrder>('worst');
  const wanted = orderRoutes(day.routes, order);
  const [shown, setShown] = useState({ date: day.date, order, ids: wanted });
  if (shown.date !== day.date || shown.order !== order) setShown({ date: day.date, order, ids: wanted });
  const routes = keepOrder(day.routes, shown.ids);

  return (
    <>
      <header className={classes.head}>
        <h2 className={classes.title}>Routes</h2>
        <span className={classes.count}>{day.routes.length}</span>
        {isOutOfOrder(routes, wanted) && (
          <UnstyledButton
            className={classes.sort}
            title="Figures have changed since: put the routes in order again"
            onClick={() => setShown({ date: day.date, order, ids: wanted })}
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
    </>
  );
}

const keyOf = ({ id }: RouteSummary) => id;
const renderRow = (route: RouteSummary) => <RouteRow route={route} />;

function RouteRow({ route }: { route: RouteSummary }) {
  const { counts } = route;
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
          {driver}
        </span>
        <span className={classes.figures}>
          {counts.missing > 0 && <StateMark state="missing" word={String(counts.missing)} />}
          {review > 0 && <StateMark state="needs-review" word={String(review)} />}
          {counts.syncing > 0 && <StateMark state="syncing" word={String(counts.syncing)} />}
          {counts.missing + review + counts.syncing === 0 && <StateMark state="confirmed" word="Settled" bare />}
        </span>
      </span>
      <RouteBar counts={counts} />
    </div>
  );
}
