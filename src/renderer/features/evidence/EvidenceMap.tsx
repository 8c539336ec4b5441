/** The stop on the map: its address, where its pictures were taken, and the driver's way through the stops around it. */

import { IconMapPinOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { circleMarker, type Map as LeafletMap, layerGroup, polyline, tooltip } from 'leaflet';
import { useEffect, useMemo } from 'react';
import { queries } from '#app/queries.ts';
import type { Evidence } from '#shared/evidence.ts';
import type { Position } from '#shared/views.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { MapFrame } from '#ui/map/MapFrame.tsx';
import { useGround } from '#ui/map/useGround.ts';
import { asLatLng, useMapCanvas } from '#ui/map/useMapCanvas.ts';
import classes from './EvidenceMap.module.css';

interface EvidenceMapProps {
  evidence: Evidence;
  /** The picture that is looked at. */
  photoId: string | null;
}

export function EvidenceMap({ evidence, photoId }: EvidenceMapProps) {
  const places = useMemo(() => placesOf(evidence), [evidence]);
  if (places.own.length === 0 && places.way.length === 0) {
    return (
      <EmptyState icon={<IconMapPinOff size={28} stroke={1.5} />} title="Nothing here has a position">
        Neither the address, nor its pictures, nor the stops around it.
      </EmptyState>
    );
  }
  return <Placed evidence={evidence} places={places} photoId={photoId} />;
}

type Places = ReturnType<typeof placesOf>;

function Placed({ evidence, places, photoId }: EvidenceMapProps & { places: Places }) {
  const { data: settings } = useQuery(queries.settings());
  const framed = places.own.length > 0 ? places.own : places.way.map(({ position }) => position);
  const { map, hold, zoomBy, showAll } = useMapCanvas(framed, evidence.detail.row.id);
  const ground = useGround(map, settings?.map);
  useMarks(map, places, photoId);
  return (
    <MapFrame
      label="Map of the address, its pictures and the stops around it"
      {...{ hold, ground, showAll }}
      zoomIn={() => zoomBy(1)}
      zoomOut={() => zoomBy(-1)}
      whole="the address and its pictures"
    />
  );
}

function placesOf({ detail, photos, timeline }: Evidence) {
  const door = detail.row.position;
  const pictures = photos.flatMap(({ id, position }) => (position === null ? [] : [{ id, position }]));
  const own = [...(door ? [door] : []), ...pictures.map(({ position }) => position)];
  const way = timeline.flatMap((stop) => (stop.position === null ? [] : [{ ...stop, position: stop.position }]));
  return { door, pictures, own, way };
}

/** Nothing on it takes the keys or the mouse from the map: the timeline beside it leads to the stops. */
const still = { interactive: false };

function useMarks(map: LeafletMap | null, { door, pictures, way }: Places, photoId: string | null): void {
  useEffect(() => {
    if (!map) return;
    const layer = layerGroup().addTo(map);
    const line = (from: Position, to: Position, name: string | undefined) =>
      polyline([asLatLng(from), asLatLng(to)], { ...still, className: name ?? '' }).addTo(layer);
    polyline(
      way.map(({ position }) => asLatLng(position)),
      { ...still, className: classes.way ?? '' },
    ).addTo(layer);
    for (const { position, isThis, stop } of way) {
      if (isThis) continue;
      circleMarker(asLatLng(position), { ...still, radius: 5, className: classes.other ?? '' }).addTo(layer);
      label(layer, position, stop);
    }
    for (const { id, position } of pictures) {
      if (door) line(door, position, id === photoId ? classes.ownTie : classes.tie);
      const name = id === photoId ? classes.ownPicture : classes.picture;
      circleMarker(asLatLng(position), { ...still, radius: id === photoId ? 6 : 4.5, className: name ?? '' }).addTo(
        layer,
      );
    }
    if (door) circleMarker(asLatLng(door), { ...still, radius: 8, className: classes.door ?? '' }).addTo(layer);
    return () => void layer.remove();
  }, [map, door, pictures, way, photoId]);
}

function label(layer: ReturnType<typeof layerGroup>, position: Position, words: string): void {
  // A text node: what a manifest calls a stop is never read as HTML.
  const content = document.createElement('span');
  content.textContent = words;
  tooltip({ permanent: true, direction: 'right', offset: [6, 0], className: classes.label ?? '', interactive: false })
    .setLatLng(asLatLng(position))
    .setContent(content)
    .addTo(layer);
}
