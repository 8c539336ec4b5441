/** Lines and photo positions on the map; their colours come from style sheets, so that both schemes are right. */
import { circleMarker, type LatLngTuple, type Map as LeafletMap, layerGroup, polyline } from 'leaflet';
import { useEffect, useRef } from 'react';
import type { RouteMap } from '#shared/routeMap.ts';
import { asLatLng } from '#ui/map/useMapCanvas.ts';
import type { PlacedStop } from './placed.ts';
import classes from './RouteCanvas.module.css';

interface Drawn {
  stops: readonly PlacedStop[];
  photos: RouteMap['photos'];
  selectedId: string | null;
  onSelect: (stopId: string) => void;
}

/** A line one can't hit lets the marks below it be hit. */
const still = { interactive: false, smoothFactor: 0.5 };

/** Hook: the planned way, each photo tied to its stop by a thin line, and both once more, stronger, for the chosen stop. */
export function useRouteLines(map: LeafletMap | null, { stops, photos, selectedId, onSelect }: Drawn): void {
  const select = useRef(onSelect);
  useEffect(() => {
    select.current = onSelect;
  });

  useEffect(() => {
    if (!map) return;
    const places = placesOf(stops);
    const layer = layerGroup().addTo(map);
    polyline([...places.values()], { ...still, className: classes.way ?? '' }).addTo(layer);
    polyline(tiesOf(photos, places), { ...still, className: classes.tie ?? '' }).addTo(layer);
    for (const { stopId, position } of photos) {
      circleMarker(asLatLng(position), { radius: 3.5, className: classes.photo ?? '' })
        .on('click', () => select.current(stopId))
        .addTo(layer);
    }
    return () => void layer.remove();
  }, [map, stops, photos]);

  useEffect(() => {
    if (!map || selectedId === null) return;
    const places = placesOf(stops);
    const here = stops.findIndex(({ stopId }) => stopId === selectedId);
    if (here < 0) return;
    const layer = layerGroup().addTo(map);
    const near = stops.slice(Math.max(0, here - 1), here + 2).map(({ position }) => asLatLng(position));
    polyline(near, { ...still, className: classes.nearWay ?? '' }).addTo(layer);
    const own = photos.filter(({ stopId }) => stopId === selectedId);
    polyline(tiesOf(own, places), { ...still, className: classes.ownTie ?? '' }).addTo(layer);
    for (const { position } of own) {
      circleMarker(asLatLng(position), { ...still, radius: 5, className: classes.ownPhoto ?? '' }).addTo(layer);
    }
    return () => void layer.remove();
  }, [map, stops, photos, selectedId]);
}

function placesOf(stops: readonly PlacedStop[]): ReadonlyMap<string, LatLngTuple> {
  return new Map(stops.map(({ stopId, position }) => [stopId, asLatLng(position)]));
}

/** One line a photo, from where it was taken to its stop; a stop without a position has no line. */
function tiesOf(photos: RouteMap['photos'], places: ReadonlyMap<string, LatLngTuple>): LatLngTuple[][] {
  return photos.flatMap(({ stopId, position }) => {
    const stop = places.get(stopId);
    return stop ? [[asLatLng(position), stop]] : [];
  });
}
