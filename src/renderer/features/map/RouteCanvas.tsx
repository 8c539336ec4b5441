/** The map itself: plain ground or tiles, the planned way, the stops, where the photos were taken; scale and north. */
import { ActionIcon, Button } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import 'leaflet/dist/leaflet.css';
import { useEffect, useMemo } from 'react';
import type { RouteMap } from '#shared/routeMap.ts';
import type { Settings } from '#shared/settings.ts';
import { useKeys } from '#ui/useKeys.ts';
import { placedStops } from './placed.ts';
import classes from './RouteCanvas.module.css';
import { StopMarks } from './StopMarks.tsx';
import { useGround } from './useGround.ts';
import { asLatLng, useRouteCanvas } from './useRouteCanvas.ts';
import { useRouteLines } from './useRouteLines.ts';

interface RouteCanvasProps {
  route: RouteMap;
  ground: Settings['map'] | undefined;
  selectedId: string | null;
  onSelect: (stopId: string) => void;
  onOpen: (stopId: string) => void;
}

/** Only for a route of which something has a position. + − 0 act wherever the focus is. */
export function RouteCanvas({ route, ground: wanted, selectedId, onSelect, onOpen }: RouteCanvasProps) {
  const stops = useMemo(() => placedStops(route.stops), [route.stops]);
  const { photos } = route;
  // A photo that was taken far off must not make the route small: its line leads out of the picture.
  const framed = stops.length > 0 ? stops : photos;
  const positions = useMemo(() => framed.map(({ position }) => position), [framed]);
  const { map, hold, zoom, zoomBy, showAll } = useRouteCanvas(positions, route.routeId);
  const ground = useGround(map, wanted);
  useRouteLines(map, { stops, photos, selectedId, onSelect });
  const selected = stops.find(({ stopId }) => stopId === selectedId);
  const [latitude, longitude] = selected ? asLatLng(selected.position) : [null, null];
  const zoomIn = () => zoomBy(1, selected?.position);
  const zoomOut = () => zoomBy(-1, selected?.position);
  useKeys({ '+': zoomIn, '=': zoomIn, '-': zoomOut, '0': showAll });

  // One sees where one is going, but the map stands still while the next stop is on it already.
  useEffect(() => {
    if (!map || latitude === null || longitude === null) return;
    const show = () => map.panInside([latitude, longitude], { padding: [64, 64] });
    show();
    map.on('resize', show);
    return () => void map.off('resize', show);
  }, [map, latitude, longitude]);

  return (
    <section className={classes.canvas} aria-label={`Map of route ${route.route}`}>
      <div ref={hold} className={classes.map} />
      {map && (
        <StopMarks map={map} zoom={zoom} stops={stops} selectedId={selectedId} onSelect={onSelect} onOpen={onOpen} />
      )}
      <div className={classes.north} role="img" aria-label="North is up">
        <svg viewBox="0 0 14 20" width="14" height="20" aria-hidden="true">
          <path d="M7 0 12.5 19 7 15 1.5 19Z" fill="currentColor" />
        </svg>
        N
      </div>
      <div className={classes.tools}>
        <ActionIcon aria-label="Zoom in" aria-keyshortcuts="+" title="Zoom in (+)" onClick={zoomIn}>
          <IconPlus size={16} />
        </ActionIcon>
        <ActionIcon aria-label="Zoom out" aria-keyshortcuts="-" title="Zoom out (−)" onClick={zoomOut}>
          <IconMinus size={16} />
        </ActionIcon>
        <ActionIcon aria-label="Show the whole route" aria-keyshortcuts="0" title="Whole route (0)" onClick={showAll}>
          <IconMaximize size={16} />
        </ActionIcon>
      </div>
      {(ground.trouble !== null || ground.needsReload) && (
        <div className={classes.trouble} role="status">
          {ground.needsReload
            ? 'The tile address was changed after this page was opened: it may load from there once it is reloaded.'
            : ground.trouble}
          {ground.needsReload && (
            <Button variant="default" size="compact-xs" onClick={() => location.reload()}>
              Reload the page
            </Button>
          )}
        </div>
      )}
      {ground.attribution !== '' && (
        <bdi className={`one-line ${classes.attribution}`} title={ground.attribution}>
          {ground.attribution}
        </bdi>
      )}
    </section>
  );
}
