/** A Leaflet map: made once, framed by what stands on it, moved by hand and by keys. */
import {
  control,
  map as createMap,
  type LatLngBounds,
  type LatLngTuple,
  type Map as LeafletMap,
  latLngBounds,
} from 'leaflet';
import { useEffect, useRef, useState } from 'react';
import type { Position } from '#shared/views.ts';

/** One stop, or several at one door, are not worth more than the houses around them. */
const nearestZoom = 17;
/** Room around everything when all of it is shown, in pixels; the labels stand to the right of their marks. */
const margins = { paddingTopLeft: [36, 48], paddingBottomRight: [72, 40] } as const;

export interface MapCanvas {
  /** Null until the element is on the page. */
  map: LeafletMap | null;
  /** Goes on the element that becomes the map. */
  hold: React.RefObject<HTMLDivElement | null>;
  /** The zoom after the last change of it. */
  zoom: number;
  /** @param steps doublings; negative is further away. @param around stays where it is, if it can be seen; else the middle does. */
  zoomBy(steps: number, around?: Position): void;
  /** Everything. */
  showAll(): void;
}

export const asLatLng = ({ latitude, longitude }: Position): LatLngTuple => [latitude, longitude];

/**
 * Hook: the map, framed anew when `frameKey` changes (another route), not when positions are only fetched again.
 * @param positions what must be seen when everything is shown; not empty.
 */
export function useMapCanvas(positions: readonly Position[], frameKey: string): MapCanvas {
  const hold = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<LeafletMap | null>(null);
  const [zoom, setZoom] = useState(0);
  const bounds = useRef<LatLngBounds | null>(null);
  bounds.current = latLngBounds(positions.map(asLatLng));
  const showAll = () => map && bounds.current && frame(map, bounds.current);

  useEffect(() => {
    const element = hold.current;
    if (!element) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const made = createMap(element, {
      attributionControl: false,
      zoomControl: false,
      zoomSnap: 0.5,
      maxZoom: 20,
      minZoom: 2,
      zoomAnimation: !still,
      fadeAnimation: !still,
      markerZoomAnimation: !still,
      inertia: !still,
    });
    control.scale({ position: 'bottomleft', maxWidth: 140 }).addTo(made);
    if (bounds.current) frame(made, bounds.current);
    made.on('zoomend', () => setZoom(made.getZoom()));
    setZoom(made.getZoom());
    setMap(made);
    // The pane may change its width without the window doing so.
    const watch = new ResizeObserver(() => made.invalidateSize({ pan: false }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      setMap(null);
      endZoom(made);
      made.remove();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another route is another frame; the same one keeps its place.
  useEffect(() => {
    if (map && bounds.current) frame(map, bounds.current);
  }, [map, frameKey]);

  function zoomBy(steps: number, around?: Position): void {
    if (!map) return;
    const seen = around && map.getBounds().contains(asLatLng(around));
    map.setZoomAround(seen ? asLatLng(around) : map.getCenter(), map.getZoom() + steps);
  }
  return { map, hold, zoom, zoomBy, showAll: () => void showAll() };
}

/**
 * Brings a zoom that is still moving to its end. Leaflet (1.9) ends it by a timer of its own, which would take back what happens
 * meanwhile, and find nothing where the map is gone.
 */
function endZoom(map: LeafletMap): void {
  (map as LeafletMap & { _onZoomTransitionEnd(): void })._onZoomTransitionEnd();
}

function frame(map: LeafletMap, bounds: LatLngBounds): void {
  endZoom(map);
  map.invalidateSize({ pan: false });
  map.fitBounds(bounds, {
    paddingTopLeft: [...margins.paddingTopLeft],
    paddingBottomRight: [...margins.paddingBottomRight],
    maxZoom: nearestZoom,
    animate: false,
  });
}
