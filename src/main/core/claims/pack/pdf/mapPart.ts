/** A sketch of where the driver was: the stops around this one in their order, and where the pictures were taken. No map is asked for. */
import { metresBetween } from '#core/domain/geo.ts';
import { ink } from '#core/exports/print/pen.ts';
import type { Evidence } from '#shared/evidence.ts';
import type { Position } from '#shared/views.ts';
import type { Flow } from './flow.ts';

const height = 200;
const inset = 26;
/** Metres: a sketch that shows less would make a phone's error look like a distance. */
const smallestSpan = 120;

interface Place {
  position: Position;
  kind: 'this' | 'other' | 'picture';
  label: string;
}

/** Draws nothing where nothing has a position. */
export function drawMap(flow: Flow, evidence: Evidence | null): void {
  const places = evidence ? placesOf(evidence) : [];
  if (places.length < 2) return;
  flow.heading('Where it was', height + 16);
  const { printout, y } = flow;
  const { doc, pen, left, width } = printout;
  doc.save().rect(left, y, width, height).clip();
  doc.rect(left, y, width, height).fill(ink.wash);
  const at = projection(places, { x: left, y, width, height });
  const way = places.filter(({ kind }) => kind !== 'picture').map(({ position }) => at.place(position));
  doc.lineWidth(0.8).strokeColor(ink.faint).dash(3, { space: 2 });
  for (const [n, [px, py]] of way.entries()) {
    if (n === 0) doc.moveTo(px, py);
    else doc.lineTo(px, py);
  }
  doc.stroke().undash();
  for (const { position, kind, label } of places) {
    const [px, py] = at.place(position);
    if (kind === 'picture') {
      doc.polygon([px, py - 5], [px + 4.6, py + 3.4], [px - 4.6, py + 3.4]).fill('#2459b5');
    } else {
      doc.circle(px, py, kind === 'this' ? 5 : 2.8).fill(kind === 'this' ? '#b83212' : ink.faint);
    }
    // On either side of the dot: a picture is taken at its door as a rule, and the two must not be written over each other.
    if (label !== '' && kind === 'picture') pen.text(label, px - 87, py - 5, 80, { size: 7.5, align: 'right' });
    else if (label !== '') pen.text(label, px + 7, py - 5, 170, { size: 7.5 });
  }
  const bar = niceLength(width / 5 / at.pointsPerMetre);
  const end = left + 10 + bar * at.pointsPerMetre;
  doc
    .moveTo(left + 10, y + height - 10)
    .lineTo(end, y + height - 10)
    .lineWidth(1.2)
    .strokeColor(ink.text)
    .stroke();
  pen.text(bar < 1000 ? `${bar} m` : `${bar / 1000} km`, left + 10, y + height - 23, 100, { size: 7.5 });
  doc.restore();
  flow.y += height + 4;
  const legend =
    'Large dot: this address. Small dots: the driver’s stops before and after, in their order. Triangles: where pictures were taken, as their phones say.';
  flow.text(legend, { size: 8, colour: ink.soft, lines: 2 });
}

function placesOf({ timeline, photos, detail }: Evidence): Place[] {
  const places: Place[] = timeline.flatMap(({ position, isThis, address }) =>
    position ? [{ position, kind: isThis ? ('this' as const) : ('other' as const), label: isThis ? address : '' }] : [],
  );
  const own = detail.row.position;
  if (own && !places.some(({ kind }) => kind === 'this'))
    places.push({ position: own, kind: 'this', label: detail.row.address });
  for (const [n, { position }] of photos.entries()) {
    if (position) placePicture(places, position, photos.length > 1 ? String(n + 1) : '');
  }
  // A picture far away must not make a dot of the street: what lies beyond 5 km is told in words.
  const centre = places.find(({ kind }) => kind === 'this')?.position ?? places[0]?.position;
  return centre ? places.filter(({ position }) => metresBetween(centre, position) < 5000) : [];
}

/** Pictures of one place are one triangle with all their numbers. */
function placePicture(places: Place[], position: Position, number: string): void {
  const there = places.find((place) => place.kind === 'picture' && metresBetween(place.position, position) < 3);
  if (there) there.label = [there.label, number].filter(Boolean).join(', ');
  else places.push({ position, kind: 'picture', label: number });
}

/** Metres on a flat sheet around the middle: exact to a hair over a few kilometres. */
function projection(places: readonly Place[], box: { x: number; y: number; width: number; height: number }) {
  const latitudes = places.map(({ position }) => position.latitude);
  const longitudes = places.map(({ position }) => position.longitude);
  const middle = {
    latitude: (Math.min(...latitudes) + Math.max(...latitudes)) / 2,
    longitude: (Math.min(...longitudes) + Math.max(...longitudes)) / 2,
  };
  const perDegree = 111_195;
  const east = (longitude: number) =>
    (longitude - middle.longitude) * perDegree * Math.cos((middle.latitude * Math.PI) / 180);
  const north = (latitude: number) => (latitude - middle.latitude) * perDegree;
  const wide = Math.max(smallestSpan, 2 * Math.max(...longitudes.map((each) => Math.abs(east(each)))));
  const high = Math.max(smallestSpan, 2 * Math.max(...latitudes.map((each) => Math.abs(north(each)))));
  const pointsPerMetre = Math.min((box.width - 2 * inset) / wide, (box.height - 2 * inset) / high);
  return {
    pointsPerMetre,
    place: ({ latitude, longitude }: Position): [number, number] => [
      box.x + box.width / 2 + east(longitude) * pointsPerMetre,
      box.y + box.height / 2 - north(latitude) * pointsPerMetre,
    ],
  };
}

/** 1, 2 or 5 with zeros: the longest that fits. */
function niceLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, metres)));
  return ([5, 2, 1].find((step) => step * power <= metres) ?? 1) * power;
}
