/** The map itself: plain ground or tiles, the planned way, the stops, where the photos were taken. */
import { useEffect, useMemo } from 'react';
import type { RouteMap } from '#shared/routeMap.ts';
import type { Settings } from '#shared/settings.ts';
import { MapFrame } from '#ui/map/MapFrame.tsx';
import { useGround } from '#ui/map/useGround.ts';
import { asLatLng, useMapCanvas } from '#ui/map/useMapCanvas.ts';
import { useKeys } from '#ui/useKeys.ts';
import { placedStops } from './placed.ts';
import { StopMarks } from './StopMarks.tsx';
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
  const { map, hold, zoom, zoomBy, showAll } = useMapCanvas(positions, route.routeId);
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
    <MapFrame
      label={`Map of route ${route.route}`}
      {...{ hold, ground, zoomIn, zoomOut, showAll }}
      whole="the whole route"
    >
      {map && (
        <StopMarks map={map} zoom={zoom} stops={stops} selectedId={selectedId} onSelect={onSelect} onOpen={onOpen} />
      )}
    </MapFrame>
  );
}
