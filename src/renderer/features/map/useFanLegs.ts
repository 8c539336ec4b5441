/** Thin lines from a door to the marks that fan out around it. */
import { divIcon, type Map as LeafletMap, layerGroup, marker } from 'leaflet';
import { useEffect } from 'react';
import { asLatLng } from '#ui/map/useMapCanvas.ts';
import type { Offset, PlacedStop } from './placed.ts';
import classes from './RouteCanvas.module.css';

const svg = 'http://www.w3.org/2000/svg';

/** Hook: draws them under all marks: a leg that lay over a mark would look like a part of its sign. */
export function useFanLegs(map: LeafletMap, stops: readonly PlacedStop[], fan: ReadonlyMap<string, Offset>): void {
  useEffect(() => {
    const layer = layerGroup().addTo(map);
    for (const { stopId, position } of stops) {
      const offset = fan.get(stopId);
      if (!offset) continue;
      const icon = divIcon({ html: legTo(offset), className: classes.anchor ?? '', iconSize: [0, 0] });
      marker(asLatLng(position), { icon, keyboard: false, interactive: false, zIndexOffset: -10_000 }).addTo(layer);
    }
    return () => void layer.remove();
  }, [map, stops, fan]);
}

function legTo({ x, y }: Offset): HTMLElement {
  const holder = document.createElement('div');
  const drawing = document.createElementNS(svg, 'svg');
  drawing.setAttribute('class', classes.leg ?? '');
  drawing.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(svg, 'line');
  for (const [name, value] of Object.entries({ x2: x, y2: y })) line.setAttribute(name, String(value));
  drawing.append(line);
  holder.append(drawing);
  return holder;
}
