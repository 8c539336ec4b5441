/** The corners of the ring that is being edited, as handles: dragged by mouse or finger, chosen by a click. */
import {
  DomEvent,
  divIcon,
  type LatLng,
  type LeafletEvent,
  type Map as LeafletMap,
  layerGroup,
  marker,
  polygon,
} from 'leaflet';
import { useEffect, useRef, useState } from 'react';
import { insertPoint, movePoint, type Point, pointAt, type Ring } from './draft.ts';
import classes from './ProgrammeMap.module.css';
import { asLatLngs } from './useAreaShapes.ts';

/** More handles than this in view are a hedge that nobody can pick one from. */
const mostHandles = 150;
/** Pixels between two corners from which on there is room for a handle between them. */
const roomBetween = 36;

interface Handles {
  ring: Ring;
  chosen: number | null;
  onChoose: (index: number | null) => void;
  onChange: (ring: Ring, chosen: number) => void;
}

const pointOf = ({ lat, lng }: LatLng): Point => pointAt(lng, lat);

/** Hook: the handles of `edited` (null: nothing is edited). @returns true where the map is too far away to show them. */
export function useHandles(map: LeafletMap | null, edited: Handles | null): boolean {
  const latest = useRef(edited);
  useEffect(() => {
    latest.current = edited;
  });
  const view = useView(map);
  const [isTooFar, setTooFar] = useState(false);
  const ring = edited?.ring ?? null;
  const chosen = edited?.chosen ?? null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `view` says that the map shows another part: other handles are in it.
  useEffect(() => {
    if (!map || ring === null) {
      setTooFar(false);
      return;
    }
    const inView = ring.flatMap((point, index) => (map.getBounds().contains([point[1], point[0]]) ? [index] : []));
    const shown = inView.length <= mostHandles ? inView : inView.filter((index) => index === chosen);
    setTooFar(inView.length > mostHandles);
    const layer = layerGroup().addTo(map);
    const outline = polygon(asLatLngs(ring), { interactive: false, className: classes.moving ?? '' });
    /** While a handle is dragged, the line follows it; the ring itself changes once, at the end. */
    const follow = (moved: Ring) => {
      outline.setLatLngs(asLatLngs(moved));
      if (!map.hasLayer(outline)) outline.addTo(layer);
    };
    const positionOf = ({ target }: LeafletEvent) => pointOf((target as ReturnType<typeof marker>).getLatLng());

    for (const index of shown) {
      const [longitude, latitude] = ring[index] as Point;
      const icon = divIcon({ className: classes.handle ?? '', iconSize: [24, 24], html: '<i></i>' });
      const handle = marker([latitude, longitude], { icon, draggable: true, keyboard: false });
      handle.on('drag', (event) => follow(movePoint(ring, index, positionOf(event))));
      handle.on('dragend', (event) => latest.current?.onChange(movePoint(ring, index, positionOf(event)), index));
      handle.on('click', (event) => {
        DomEvent.stop(event.originalEvent);
        latest.current?.onChoose(index);
      });
      handle.addTo(layer);
      const element = handle.getElement();
      element?.setAttribute('data-chosen', String(index === chosen));
      element?.setAttribute('data-corner', String(index + 1));
      // The list of points beside the map says the same, in order.
      element?.setAttribute('aria-hidden', 'true');
    }
    if (inView.length <= mostHandles && ring.length > 1) {
      for (const index of inView) {
        const next = (index + 1) % ring.length;
        if (ring.length === 2 && next === 0) continue;
        const [from, to] = [ring[index] as Point, ring[next] as Point];
        const pixels = map
          .latLngToContainerPoint([from[1], from[0]])
          .distanceTo(map.latLngToContainerPoint([to[1], to[0]]));
        if (pixels < roomBetween) continue;
        const icon = divIcon({ className: classes.between ?? '', iconSize: [20, 20], html: '<i></i>' });
        const middle = marker([(from[1] + to[1]) / 2, (from[0] + to[0]) / 2], {
          icon,
          draggable: true,
          keyboard: false,
        });
        middle.on('drag', (event) => follow(insertPoint(ring, index, positionOf(event)).ring));
        const insert = (event: LeafletEvent) =>
          latest.current?.onChange(insertPoint(ring, index, positionOf(event)).ring, index + 1);
        middle.on('dragend', insert);
        middle.on('click', (event) => {
          DomEvent.stop(event.originalEvent);
          insert(event);
        });
        middle.addTo(layer);
        middle.getElement()?.setAttribute('aria-hidden', 'true');
      }
    }
    return () => void layer.remove();
  }, [map, ring, chosen, view]);
  return isTooFar;
}

/** Hook: a number that is another one when the map shows another part. */
function useView(map: LeafletMap | null): number {
  const [view, setView] = useState(0);
  useEffect(() => {
    if (!map) return;
    const onMoved = () => setView((before) => before + 1);
    map.on('moveend', onMoved);
    return () => void map.off('moveend', onMoved);
  }, [map]);
  return view;
}
