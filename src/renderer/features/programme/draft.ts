/** Service areas while they are edited: rings are open, and anything may be missing until it is saved. */
import { mostPoints, type Polygon, type ServiceArea } from '#shared/programme.ts';

/** `[longitude, latitude]`, degrees WGS 84. */
export type Point = readonly [number, number];
/** Corners in their order; the line from the last to the first closes it. */
export type Ring = readonly Point[];

export interface DraftArea {
  id: string;
  by: ServiceArea['by'];
  name: string;
  from: string | null;
  until: string | null;
  prefixes: readonly string[];
  routes: readonly string[];
  /** Each: the outline, then its holes. */
  polygons: readonly (readonly Ring[])[];
}

/** One ring of an area: the outline (ring 0) or a hole of one of its polygons. */
export interface Part {
  polygon: number;
  ring: number;
}

export function newArea(by: ServiceArea['by'], name: string): DraftArea {
  return {
    id: crypto.randomUUID(),
    by,
    name,
    from: null,
    until: null,
    prefixes: [],
    routes: [],
    polygons: by === 'polygon' ? [[[]]] : [],
  };
}

export function toDraft(area: ServiceArea): DraftArea {
  return {
    ...newArea(area.by, area.name),
    ...{ id: area.id, from: area.from, until: area.until },
    ...(area.by === 'postcodes' && { prefixes: area.prefixes }),
    ...(area.by === 'routes' && { routes: area.routes }),
    ...(area.by === 'polygon' && { polygons: area.polygons.map((polygon) => polygon.map(open)) }),
  };
}

/** Only for an area without a {@link problemOf}. */
export function toArea({ id, by, name, from, until, prefixes, routes, polygons }: DraftArea): ServiceArea {
  const common = { id, name: name.trim(), from, until };
  switch (by) {
    case 'postcodes':
      return { by, ...common, prefixes: [...prefixes] };
    case 'routes':
      return { by, ...common, routes: [...routes] };
    case 'polygon':
      return { by, ...common, polygons: polygons.map((polygon): Polygon => polygon.map(closed)) };
  }
}

function open(ring: Polygon[number]): Ring {
  const [first] = ring;
  const last = ring.at(-1);
  return first && last && first !== last && first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
}

function closed(ring: Ring): Polygon[number] {
  return [...ring, ring[0] as Point].map(([longitude, latitude]): [number, number] => [longitude, latitude]);
}

/** What is still missing before the area can be saved, as a sentence; null: nothing. */
export function problemOf(area: DraftArea): string | null {
  if (area.name.trim() === '') return 'The area needs a name.';
  if (area.from !== null && area.until !== null && area.from > area.until) return 'The last day is before the first.';
  switch (area.by) {
    case 'postcodes':
      return area.prefixes.length === 0 ? 'Name the beginning of a postcode at least.' : null;
    case 'routes':
      return area.routes.length === 0 ? 'Name a route at least.' : null;
    case 'polygon': {
      const rings = area.polygons.flat();
      if (rings.some((ring) => ring.length < 3)) {
        return rings.length === 1 ? 'Draw three points at least.' : 'Each part needs three points at least.';
      }
      return null;
    }
  }
}

/** The same for all of them together. */
export function problemOfAll(areas: readonly DraftArea[]): { id: string; sentence: string } | null {
  for (const area of areas) {
    const sentence = problemOf(area);
    if (sentence !== null) return { id: area.id, sentence: `“${area.name.trim() || 'Without a name'}”: ${sentence}` };
  }
  const points = areas.reduce(
    (sum, { polygons }) => sum + polygons.flat().reduce((n, ring) => n + ring.length + 1, 0),
    0,
  );
  if (points > mostPoints) {
    const sentence = `All areas together have ${points} points; at most ${mostPoints} can be kept. Simplify the shapes.`;
    return { id: areas[0]?.id ?? '', sentence };
  }
  return null;
}

/** The rings of an area by name: “Outline”, “Hole 1”, “Outline 2”. */
export function partsOf({ polygons }: DraftArea): readonly (Part & { name: string })[] {
  return polygons.flatMap((rings, polygon) =>
    rings.map((_ring, ring) => {
      const number = polygons.length > 1 ? ` ${polygon + 1}` : '';
      return {
        polygon,
        ring,
        name: ring === 0 ? `Outline${number}` : `Hole ${ring}${number && ` of outline${number}`}`,
      };
    }),
  );
}

export function ringAt(area: DraftArea, { polygon, ring }: Part): Ring {
  return area.polygons[polygon]?.[ring] ?? [];
}

export function withRing(area: DraftArea, part: Part, ring: Ring): DraftArea {
  const polygons = area.polygons.map((rings, polygon) =>
    polygon === part.polygon ? rings.map((each, n) => (n === part.ring ? ring : each)) : rings,
  );
  return { ...area, polygons };
}

/** Without the part; an outline takes its holes along, and the last one leaves an empty outline. */
export function withoutPart(area: DraftArea, part: Part): DraftArea {
  const polygons =
    part.ring === 0
      ? area.polygons.filter((_rings, polygon) => polygon !== part.polygon)
      : area.polygons.map((rings, polygon) =>
          polygon === part.polygon ? rings.filter((_ring, n) => n !== part.ring) : rings,
        );
  return { ...area, polygons: polygons.length === 0 ? [[[]]] : polygons };
}

/** 11 cm, as imported areas have it. */
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
const within = (value: number, most: number) => round(Math.min(most, Math.max(-most, value)));

/** A corner as the ring keeps it: on the earth, and no finer than anybody can point. */
export function pointAt(longitude: number, latitude: number): Point {
  return [within(longitude, 180), within(latitude, 90)];
}

/** @param after the corner that it follows; null: at the end. */
export function insertPoint(ring: Ring, after: number | null, point: Point): { ring: Ring; index: number } {
  const index = after === null ? ring.length : after + 1;
  return { ring: [...ring.slice(0, index), point, ...ring.slice(index)], index };
}

export function movePoint(ring: Ring, index: number, point: Point): Ring {
  return ring.map((each, n) => (n === index ? point : each));
}

export function removePoint(ring: Ring, index: number): Ring {
  return ring.filter((_point, n) => n !== index);
}

/** One corner a line: latitude, then longitude, as maps and navigation devices tell them. */
export function pointsAsText(ring: Ring): string {
  return ring.map(([longitude, latitude]) => `${latitude}, ${longitude}`).join('\n');
}

/** Reads what {@link pointsAsText} writes, and what people paste: spaces, semicolons or tabs between the two. */
export function pointsFromText(text: string): { ok: true; ring: Ring } | { ok: false; message: string } {
  const ring: Point[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const plain = line.trim().replaceAll('−', '-');
    if (plain === '') continue;
    const numbers = plain.split(/[\s,;]+/).map(Number);
    const [latitude = Number.NaN, longitude = Number.NaN] = numbers;
    if (numbers.length !== 2 || Number.isNaN(latitude) || Number.isNaN(longitude)) {
      return {
        ok: false,
        message: `Line ${index + 1} should be a latitude and a longitude, such as 45.5122, -122.6587.`,
      };
    }
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
      return { ok: false, message: `Line ${index + 1} is nowhere on earth: latitude comes first, and is at most 90.` };
    }
    ring.push(pointAt(longitude, latitude));
  }
  return { ok: true, ring };
}

/** West, south, east, north of all points; null: there are none. */
export function boxOf(points: Iterable<Point>): readonly [number, number, number, number] | null {
  let [west, south, east, north] = [180, 90, -180, -90];
  let isEmpty = true;
  for (const [longitude, latitude] of points) {
    isEmpty = false;
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return isEmpty ? null : [west, south, east, north];
}
