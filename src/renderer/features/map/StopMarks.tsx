/** The stops on the map: the shape and colour of each one's state, numbered where there is room. */
import { divIcon, type Map as LeafletMap, type Marker, marker, point } from 'leaflet';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { asLatLng } from '#ui/map/useMapCanvas.ts';
import { StateMark } from '#ui/StateMark.tsx';
import { fanOut, type LabelKind, type Labelled, type Offset, type PlacedStop, thinLabels, urgency } from './placed.ts';
import classes from './RouteCanvas.module.css';
import { useFanLegs } from './useFanLegs.ts';

interface StopMarksProps {
  map: LeafletMap;
  zoom: number;
  stops: readonly PlacedStop[];
  selectedId: string | null;
  onSelect: (stopId: string) => void;
  onOpen: (stopId: string) => void;
}

/** From here on houses are so far apart that an address beside the mark is of use. */
const addressZoom = 16;
/** Average widths in our type sizes, in pixels; a label that is a little shorter than its room does no harm. */
const digitWidth = 7.2;
const letterWidth = 6.2;
/** As in the style sheet. */
const longestAddress = 190;

const noOffset: Offset = { x: 0, y: 0 };

export function StopMarks({ map, zoom, stops, selectedId, onSelect, onOpen }: StopMarksProps) {
  const fan = useMemo(() => fanOut(stops), [stops]);
  useFanLegs(map, stops, fan);
  const places = useMarkers(map, stops, onSelect, onOpen);
  const near = useMemo(() => neighbours(stops, selectedId), [stops, selectedId]);
  const labels = useMemo(() => {
    const marks = stops.map((stop) => labelled(map, zoom, stop, fan.get(stop.stopId) ?? noOffset, near, selectedId));
    return thinLabels(marks, zoom >= addressZoom);
  }, [map, zoom, stops, fan, near, selectedId]);

  useEffect(() => {
    for (const { stopId, state } of stops) {
      const place = places.get(stopId);
      const lift = stopId === selectedId ? 20 : near.has(stopId) ? 10 : urgency[state];
      if (!place || place.lift === lift) continue;
      place.lift = lift;
      // Leaflet orders marks by their latitude, in pixels: an offset beyond any screen puts ours above that.
      place.marker.setZIndexOffset(lift * 10_000);
    }
  }, [places, stops, near, selectedId]);

  return stops.map((stop) => {
    const place = places.get(stop.stopId);
    if (!place) return null;
    return createPortal(
      <StopMarkOnMap
        stop={stop}
        offset={fan.get(stop.stopId) ?? noOffset}
        label={labels.get(stop.stopId) ?? 'none'}
        selected={stop.stopId === selectedId}
      />,
      place.element,
      stop.stopId,
    );
  });
}

interface MarkerPlace {
  marker: Marker;
  element: HTMLElement;
  /** Above which others it lies: touching all 400 at each step would be felt. */
  lift: number;
}

/** A Leaflet marker for each stop; React draws into it. Made anew only where stops or their positions changed. */
function useMarkers(
  map: LeafletMap,
  stops: readonly PlacedStop[],
  onSelect: (stopId: string) => void,
  onOpen: (stopId: string) => void,
): ReadonlyMap<string, MarkerPlace> {
  const [places, setPlaces] = useState<ReadonlyMap<string, MarkerPlace>>(new Map());
  const latest = useRef({ onSelect, onOpen, stops });
  useEffect(() => {
    latest.current = { onSelect, onOpen, stops };
  });
  const where = stops.map(({ stopId, position }) => `${stopId} ${position.latitude} ${position.longitude}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `where` is what of the stops matters here: a state changes no marker.
  useEffect(() => {
    const made = new Map<string, MarkerPlace>();
    for (const { stopId, position } of latest.current.stops) {
      const element = document.createElement('div');
      const icon = divIcon({ html: element, className: classes.anchor ?? '', iconSize: [0, 0] });
      const placed = marker(asLatLng(position), { icon, keyboard: false })
        .on('click', () => latest.current.onSelect(stopId))
        .on('dblclick', () => latest.current.onOpen(stopId))
        .addTo(map);
      made.set(stopId, { marker: placed, element, lift: 0 });
    }
    setPlaces(made);
    return () => {
      for (const { marker: placed } of made.values()) placed.remove();
    };
  }, [map, where]);
  return places;
}

/** The stops before and after the chosen one, by id. */
function neighbours(stops: readonly PlacedStop[], selectedId: string | null): ReadonlySet<string> {
  const here = stops.findIndex(({ stopId }) => stopId === selectedId);
  if (here < 0) return new Set();
  return new Set([stops[here - 1], stops[here + 1]].flatMap((stop) => (stop ? [stop.stopId] : [])));
}

function labelled(
  map: LeafletMap,
  zoom: number,
  stop: PlacedStop,
  offset: Offset,
  near: ReadonlySet<string>,
  selectedId: string | null,
): Labelled {
  const { x, y } = map.project(asLatLng(stop.position), zoom).add(point(offset.x, offset.y));
  const selected = stop.stopId === selectedId;
  const short = numberOf(stop).length * digitWidth;
  return {
    id: stop.stopId,
    x,
    y,
    short,
    long: short + 5 + Math.min(longestAddress, stop.address.length * letterWidth),
    weight: selected ? 20 : near.has(stop.stopId) ? 10 : urgency[stop.state],
    atLeast: selected ? 'long' : near.has(stop.stopId) ? 'short' : 'none',
  };
}

function numberOf({ sequence, stop }: PlacedStop): string {
  return sequence === null ? stop.slice(0, 6) : String(sequence);
}

interface StopMarkOnMapProps {
  stop: PlacedStop;
  offset: Offset;
  label: LabelKind;
  selected: boolean;
}

/** Hidden from screen readers: the list beside the map says the same, in order. */
const StopMarkOnMap = memo(function StopMarkOnMap({ stop, offset, label, selected }: StopMarkOnMapProps) {
  return (
    <div aria-hidden="true">
      <div
        className={classes.mark}
        data-stop={stop.stopId}
        data-state={stop.state}
        data-selected={selected}
        title={`${numberOf(stop)} · ${stop.address.slice(0, 200)}`}
        style={{ transform: `translate(${offset.x}px, ${offset.y}px)` }}
      >
        <span className={classes.disc}>
          <StateMark state={stop.state} bare />
        </span>
        {label !== 'none' && (
          <span className={classes.label}>
            {numberOf(stop)}
            {label === 'long' && <bdi className={classes.address}>{stop.address.slice(0, 60)}</bdi>}
          </span>
        )}
      </div>
    </div>
  );
});
