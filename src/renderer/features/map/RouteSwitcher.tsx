/** Which route is on the map: chosen by typing a part of its code or its driver's name. */
import { Select } from '@mantine/core';
import { useRef } from 'react';
import type { RouteId } from '#shared/ids.ts';
import type { RouteSummary } from '#shared/views.ts';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './MapPage.module.css';

interface RouteSwitcherProps {
  /** Worst first. */
  routes: readonly RouteSummary[];
  routeId: RouteId;
  onChoose: (routeId: RouteId) => void;
}

export function RouteSwitcher({ routes, routeId, onChoose }: RouteSwitcherProps) {
  const field = useRef<HTMLInputElement>(null);
  useKeys({ r: () => field.current?.click() });
  const data = routes.map(({ id, route, driver, driverName }) => ({
    value: id,
    label: [route, driver, driverName]
      .filter((part) => part !== null)
      .join(' · ')
      .slice(0, 200),
  }));
  return (
    <Select
      ref={field}
      className={classes.switcher ?? ''}
      aria-label="Route on the map"
      aria-keyshortcuts="r"
      data={data}
      value={routeId}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      limit={60}
      nothingFoundMessage="No route of this day holds that"
      rightSection={<Key>R</Key>}
      rightSectionPointerEvents="none"
      onFocus={(event) => event.currentTarget.select()}
      onChange={(value) => {
        if (value === null) return;
        onChoose(value);
        // The keys go back to the stops.
        field.current?.blur();
      }}
    />
  );
}
