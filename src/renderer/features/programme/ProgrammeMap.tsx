/** The day's stops by whether the programme runs at them, the areas, and the one that is being drawn. */
import { useComputedColorScheme } from '@mantine/core';
import type { Map as LeafletMap, LeafletMouseEvent } from 'leaflet';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ProgrammeDay } from '#shared/programme.ts';
import type { Settings } from '#shared/settings.ts';
import type { Position } from '#shared/views.ts';
import { MapFrame } from '#ui/map/MapFrame.tsx';
import { useGround } from '#ui/map/useGround.ts';
import { useMapCanvas } from '#ui/map/useMapCanvas.ts';
import { useKeys } from '#ui/useKeys.ts';
import { boxOf, type DraftArea, type Point } from './draft.ts';
import classes from './ProgrammeMap.module.css';
import { type Dot, StopDots } from './stopDots.ts';
import { useAreaShapes } from './useAreaShapes.ts';
import type { Drawing, DrawingActions } from './useDrawing.ts';
import { useDrawing } from './useDrawing.ts';
import { useHandles } from './useHandles.ts';

interface ProgrammeMapProps {
  day: ProgrammeDay;
  /** Another one is framed anew. */
  date: string;
  ground: Settings['map'] | undefined;
  areas: readonly DraftArea[];
  chosenId: string | null;
  onChoose: (areaId: string) => void;
  chosenStop: string | null;
  onStop: (dot: Dot | null) => void;
  /** Null: the chosen area has no shape. */
  drawing: Drawing | null;
  /** Hands out what buttons beside the map do on it. */
  actions: React.RefObject<DrawingActions | null>;
}

/** Where nothing has a position yet: the inhabited earth. */
const theWorld: readonly Position[] = [
  { latitude: 62, longitude: -125 },
  { latitude: -40, longitude: 150 },
];

export function ProgrammeMap(props: ProgrammeMapProps) {
  const { day, date, ground: wanted, areas, chosenId, onChoose, chosenStop, onStop, drawing, actions } = props;
  const framed = useMemo(() => positionsOf(day, areas), [day, areas]);
  const { map, hold, zoomBy, showAll } = useMapCanvas(framed, date);
  const ground = useGround(map, wanted);
  const inForce = useMemo(() => new Set(day.areas.flatMap(({ id, inForce }) => (inForce ? [id] : []))), [day.areas]);
  const draws = drawing?.draws ?? false;
  const [dots] = useState(() => new StopDots());
  useAreaShapes(map, {
    ...{ areas, chosenId, inForce, draws },
    // Who clicks a stop means the stop, not the area that it lies in.
    onChoose: (id, { x, y }) => dots.at(x, y) === null && onChoose(id),
  });
  useDots(map, dots, day, chosenStop, draws ? null : onStop);
  const isTooFar = useHandles(
    map,
    drawing && {
      ring: drawing.ring,
      chosen: drawing.chosen,
      onChoose: drawing.onChoose,
      onChange: drawing.onRing,
    },
  );
  const drawingActions = useDrawing(map, drawing);
  useEffect(() => {
    actions.current = drawingActions;
  });
  useComeInView(map, areas, chosenId);
  const zoomIn = () => zoomBy(1);
  const zoomOut = () => zoomBy(-1);
  useKeys({ '+': zoomIn, '=': zoomIn, '-': zoomOut, '0': showAll });

  return (
    <MapFrame label="Map of the programme" {...{ hold, ground, zoomIn, zoomOut, showAll }} whole="the whole day">
      {drawing && (
        <svg
          className={classes.centre}
          viewBox="0 0 24 24"
          width="24"
          height="24"
          aria-hidden="true"
          data-draws={draws}
        >
          <path d="M12 1v8 M12 15v8 M1 12h8 M15 12h8" />
        </svg>
      )}
      {isTooFar && <p className={classes.tooFar}>Zoom in to move single points of this line.</p>}
    </MapFrame>
  );
}

/** Corners of what is to be seen: the day's stops, else the areas, else the earth. */
function positionsOf(day: ProgrammeDay, areas: readonly DraftArea[]): readonly Position[] {
  const stops = boxOf(day.stops.map(([longitude, latitude]): Point => [longitude, latitude]));
  const box = stops ?? boxOf(areas.flatMap(({ polygons }) => polygons.flat(2)));
  if (!box) return theWorld;
  const [west, south, east, north] = box;
  return [
    { latitude: south, longitude: west },
    { latitude: north, longitude: east },
  ];
}

/** Hook: the stops; a click chooses the nearest. @param onStop null: clicks are not about stops now. */
function useDots(
  map: LeafletMap | null,
  dots: StopDots,
  day: ProgrammeDay,
  chosenStop: string | null,
  onStop: ((dot: Dot | null) => void) | null,
): void {
  const scheme = useComputedColorScheme('light');
  const latest = useRef(onStop);
  useEffect(() => {
    latest.current = onStop;
  });
  useEffect(() => {
    if (!map) return;
    dots.addTo(map);
    const onClick = ({ containerPoint }: LeafletMouseEvent) =>
      latest.current?.(dots.at(containerPoint.x, containerPoint.y));
    map.on('click', onClick);
    return () => {
      map.off('click', onClick);
      dots.remove();
    };
  }, [map, dots]);
  useEffect(() => {
    if (map) dots.show(day.stops, chosenStop);
  }, [map, dots, day.stops, chosenStop]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the canvas takes its colours from the scheme when it is drawn.
  useEffect(() => {
    const drawn = requestAnimationFrame(() => dots.draw());
    return () => cancelAnimationFrame(drawn);
  }, [dots, scheme]);
}

/** Hook: an area that is chosen and lies elsewhere is brought into view. */
function useComeInView(map: LeafletMap | null, areas: readonly DraftArea[], chosenId: string | null): void {
  const latest = useRef(areas);
  useEffect(() => {
    latest.current = areas;
  });
  useEffect(() => {
    const area = latest.current.find(({ id }) => id === chosenId);
    const box = area ? boxOf(area.polygons.flat(2)) : null;
    if (!map || !box) return;
    const [west, south, east, north] = box;
    const corners: [[number, number], [number, number]] = [
      [south, west],
      [north, east],
    ];
    if (!map.getBounds().intersects(corners)) map.fitBounds(corners, { padding: [40, 40], animate: false });
  }, [map, chosenId]);
}
