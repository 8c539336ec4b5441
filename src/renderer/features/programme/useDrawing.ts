/** Drawing an area: points by click, tap or key; and, while nothing is drawn, corners that arrows on the map move. */
import type { Map as LeafletMap, LeafletMouseEvent } from 'leaflet';
import { useEffect, useRef } from 'react';
import { useKeys } from '#ui/useKeys.ts';
import { insertPoint, movePoint, type Point, pointAt, type Ring, removePoint } from './draft.ts';

/** Pixels that an arrow moves a corner by: a house or two at street level; with Shift one pixel. */
const stride = 10;
const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface Drawing {
  ring: Ring;
  /** Corner that keys are about. */
  chosen: number | null;
  /** A click on the map is a point; arrows move the map, so that its middle can be one. */
  draws: boolean;
  onRing: (ring: Ring, chosen: number | null) => void;
  onChoose: (index: number | null) => void;
  onDraws: (draws: boolean) => void;
}

export interface DrawingActions {
  /** A point in the middle of the map, after the chosen corner. */
  addAtCentre(): void;
  remove(): void;
  step(by: number): void;
  /** The keys of the map act from here on. */
  focus(): void;
}

/** Hook: binds the drawing (null: nothing is drawn) to the map and to keys. */
export function useDrawing(map: LeafletMap | null, drawing: Drawing | null): DrawingActions {
  const latest = useRef(drawing);
  useEffect(() => {
    latest.current = drawing;
  });

  function add(point: Point): void {
    const now = latest.current;
    if (!now) return;
    const { ring, index } = insertPoint(now.ring, now.chosen, point);
    now.onRing(ring, index);
  }
  function addAtCentre(): void {
    if (!map) return;
    const { lng, lat } = map.getCenter();
    add(pointAt(lng, lat));
  }
  function remove(): void {
    const now = latest.current;
    if (!now || now.ring.length === 0) return;
    const index = now.chosen ?? now.ring.length - 1;
    const ring = removePoint(now.ring, index);
    now.onRing(ring, ring.length === 0 ? null : Math.max(0, index - 1));
  }
  function choose(index: number): void {
    const now = latest.current;
    const point = now?.ring[index];
    if (!now || !point) return;
    now.onChoose(index);
    map?.panInside([point[1], point[0]], { padding: [48, 48] });
  }
  function step(by: number): void {
    const now = latest.current;
    if (!now || now.ring.length === 0) return;
    choose(
      now.chosen === null ? (by > 0 ? 0 : now.ring.length - 1) : (now.chosen + by + now.ring.length) % now.ring.length,
    );
  }

  useEffect(() => {
    if (!map) return;
    const onClick = ({ latlng }: LeafletMouseEvent) => {
      const now = latest.current;
      if (!now?.draws) return;
      const { ring, index } = insertPoint(now.ring, now.chosen, pointAt(latlng.lng, latlng.lat));
      now.onRing(ring, index);
    };
    const onKey = (event: KeyboardEvent) => {
      const now = latest.current;
      const direction = arrows[event.key];
      const corner = now?.chosen === null || now?.chosen === undefined ? undefined : now.ring[now.chosen];
      if (
        !now ||
        now.draws ||
        !corner ||
        now.chosen === null ||
        !direction ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey
      )
        return;
      // The map would be moved instead.
      event.preventDefault();
      event.stopImmediatePropagation();
      const by = event.shiftKey ? 1 : stride;
      const place = map.latLngToContainerPoint([corner[1], corner[0]]).add([direction[0] * by, direction[1] * by]);
      const { lng, lat } = map.containerPointToLatLng(place);
      now.onRing(movePoint(now.ring, now.chosen, pointAt(lng, lat)), now.chosen);
      map.panInside([lat, lng], { padding: [48, 48] });
    };
    const element = map.getContainer();
    map.on('click', onClick);
    element.addEventListener('keydown', onKey, { capture: true });
    return () => {
      map.off('click', onClick);
      element.removeEventListener('keydown', onKey, { capture: true });
    };
  }, [map]);

  // A double click would zoom away from what is being drawn.
  const draws = drawing?.draws ?? false;
  useEffect(() => {
    if (!map || !draws) return;
    map.doubleClickZoom.disable();
    return () => void map.doubleClickZoom.enable();
  }, [map, draws]);

  useKeys(
    {
      a: addAtCentre,
      p: () => drawing?.onDraws(!draws),
      '.': () => step(1),
      ',': () => step(-1),
      Delete: remove,
      Backspace: remove,
      Escape: () => (draws ? drawing?.onDraws(false) : drawing?.onChoose(null)),
    },
    drawing !== null,
  );
  return { addAtCentre, remove, step, focus: () => map?.getContainer().focus({ preventScroll: true }) };
}
