/** The outlines of the areas on the map; colours come from style sheets, so that both schemes are right. */
import { type LatLngTuple, type Map as LeafletMap, layerGroup, type Point, polygon, polyline } from 'leaflet';
import { useEffect, useRef } from 'react';
import type { DraftArea, Ring } from './draft.ts';
import classes from './ProgrammeMap.module.css';

export const asLatLngs = (ring: Ring): LatLngTuple[] => ring.map(([longitude, latitude]) => [latitude, longitude]);

/**
 * Hook: draws all areas that have a shape, the chosen one stronger, those that are not in force on the date broken.
 * @param draws the chosen area is being drawn: a click on another shape is a point, not a choice.
 */
export function useAreaShapes(
  map: LeafletMap | null,
  shown: {
    areas: readonly DraftArea[];
    chosenId: string | null;
    inForce: ReadonlySet<string>;
    draws: boolean;
    /** @param at where on the map, in its pixels. */
    onChoose: (id: string, at: Point) => void;
  },
): void {
  const { areas, chosenId, inForce, draws } = shown;
  const choose = useRef(shown.onChoose);
  useEffect(() => {
    choose.current = shown.onChoose;
  });
  useEffect(() => {
    if (!map) return;
    const layer = layerGroup().addTo(map);
    // The chosen one last: it lies on top.
    for (const area of areas.toSorted((one, other) => Number(one.id === chosenId) - Number(other.id === chosenId))) {
      if (area.by !== 'polygon') continue;
      const isChosen = area.id === chosenId;
      const looks = [classes.area, isChosen && classes.chosenArea, !inForce.has(area.id) && classes.idleArea];
      const className = looks.filter(Boolean).join(' ');
      for (const rings of area.polygons) {
        const [outline = []] = rings;
        if (outline.length < 3) {
          if (outline.length > 0) polyline(asLatLngs(outline), { className, interactive: false }).addTo(layer);
          continue;
        }
        const shape = polygon(rings.map(asLatLngs), { className, interactive: !isChosen && !draws, smoothFactor: 0.8 });
        shape.on('click', ({ containerPoint }) => choose.current(area.id, containerPoint)).addTo(layer);
      }
    }
    return () => void layer.remove();
  }, [map, areas, chosenId, inForce, draws]);
}
