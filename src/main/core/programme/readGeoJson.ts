/**
 * Polygons out of a GeoJSON file (RFC 7946): of a Feature, a FeatureCollection, a geometry alone, in collections too. A feature
 * that can't be used costs only itself, and is told by its number and name.
 */
import { mostAreas, mostPoints, type Polygon, type ReadAreas } from '#shared/programme.ts';

/** Bytes. A country's postcode districts in full detail; the points' limit is reached long before with less detail. */
export const largestGeoJson = 20_000_000;
const mostPointsOfRing = 20_000;
const mostRings = 100;
const mostPolygons = 200;
/** What is told of a file in which everything is wrong. */
const mostProblems = 50;
/** Collections in collections in collections: more than this is no map. */
const deepestCollection = 8;
/** Decimals of a degree that are kept: 11 cm, far below what any address is known to. */
const decimals = 1e6;

export type ReadGeoJsonResult = { ok: true; found: ReadAreas } | { ok: false; code: string; message: string };

type Refusal = { problem: string };
type Fields = Record<string, unknown>;
type Point = [number, number];

export function readGeoJson(bytes: Uint8Array): ReadGeoJsonResult {
  const root = parse(bytes);
  if (!root.ok) return root;
  const refused = refuseWhole(root.value);
  if (refused) return refused;
  const features = featuresOf(root.value);
  if (features === null) {
    return no(
      'not-geojson',
      `This is JSON, but no GeoJSON: its type is ${told(root.value.type)}, not FeatureCollection, Feature, Polygon or MultiPolygon.`,
    );
  }
  if (features.length === 0) return no('no-areas', 'The file holds no feature, so there is no area in it.');

  const found: ReadAreas = { areas: [], problems: [] };
  const tell = (problem: string) => {
    if (found.problems.length < mostProblems) found.problems.push(problem);
  };
  let points = 0;
  for (const [index, feature] of features.entries()) {
    const { name, geometry } = nameAndGeometry(feature);
    const who = `Feature ${index + 1}${name === null ? '' : ` (“${name}”)`}`;
    const polygons = polygonsOf(geometry, 0);
    if ('problem' in polygons) {
      tell(`${who} ${polygons.problem}`);
      continue;
    }
    if (polygons.length > mostPolygons) {
      tell(`${who} has ${polygons.length} polygons; at most ${mostPolygons} can be one area.`);
      continue;
    }
    const own = polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
    if (points + own > mostPoints || found.areas.length === mostAreas) {
      const limit = found.areas.length === mostAreas ? `${mostAreas} areas` : `${mostPoints} points`;
      tell(`${who} and what comes after it is left out: all areas together may have ${limit}. Simplify the shapes.`);
      break;
    }
    points += own;
    found.areas.push({ name: name ?? `Area ${index + 1}`, polygons });
  }
  if (found.areas.length === 0 && found.problems.length === 1) return no('no-areas', found.problems[0] as string);
  return { ok: true, found };
}

const no = (code: string, message: string): ReadGeoJsonResult & { ok: false } => ({ ok: false, code, message });

function parse(bytes: Uint8Array): { ok: true; value: Fields } | (ReadGeoJsonResult & { ok: false }) {
  if (bytes.length === 0) return no('upload-empty', 'The file is empty.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return no('not-utf8', 'The file is no GeoJSON: GeoJSON is text in UTF-8, and this is something else.');
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isFields(value)) return { ok: true, value };
  } catch {
    // Told below: where in the text it breaks helps nobody who exported it from a map.
  }
  return no(
    'not-geojson',
    'The file is no GeoJSON: it does not hold one JSON object. A KML or Shapefile must be exported as GeoJSON first.',
  );
}

/** Another projection, or another format that is JSON too. */
function refuseWhole(root: Fields): (ReadGeoJsonResult & { ok: false }) | null {
  if (root.type === 'Topology') {
    return no('topojson', 'This is TopoJSON. Export it as GeoJSON instead.');
  }
  const { crs } = root;
  if (!isFields(crs)) return null;
  const properties = isFields(crs.properties) ? crs.properties : {};
  const name = typeof properties.name === 'string' ? properties.name : String(crs.type);
  if (/(CRS:?:?84|EPSG:?:?(\d|\.)*:?4326)$/i.test(name)) return null;
  return no(
    'other-projection',
    `The file is in the projection ${told(name)}. Export it with longitude and latitude (WGS 84, EPSG:4326), as GeoJSON asks for.`,
  );
}

/** Null: it is no GeoJSON. */
function featuresOf(root: Fields): readonly unknown[] | null {
  switch (root.type) {
    case 'FeatureCollection':
      return Array.isArray(root.features) ? root.features : [];
    case 'Feature':
    case 'Polygon':
    case 'MultiPolygon':
    case 'GeometryCollection':
    case 'Point':
    case 'MultiPoint':
    case 'LineString':
    case 'MultiLineString':
      return [root];
    default:
      return null;
  }
}

function nameAndGeometry(feature: unknown): { name: string | null; geometry: unknown } {
  if (!isFields(feature)) return { name: null, geometry: undefined };
  if (feature.type !== 'Feature') return { name: null, geometry: feature };
  const properties = isFields(feature.properties) ? feature.properties : {};
  const given = Object.entries(properties).find(([key]) => key.toLowerCase() === 'name')?.[1];
  return { name: plainName(given), geometry: feature.geometry };
}

/** What a file calls an area, without what would turn the text around it or break its line; null: nothing. */
function plainName(given: unknown): string | null {
  if (typeof given !== 'string' && typeof given !== 'number') return null;
  const plain = String(given)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? null : [...plain].slice(0, 100).join('');
}

function polygonsOf(geometry: unknown, depth: number): Polygon[] | Refusal {
  if (geometry === null || geometry === undefined) return { problem: 'has no geometry, so it is no area.' };
  if (!isFields(geometry)) return { problem: 'has a geometry that is no GeoJSON.' };
  switch (geometry.type) {
    case 'Polygon': {
      const polygon = polygonOf(geometry.coordinates);
      return 'problem' in polygon ? polygon : [polygon];
    }
    case 'MultiPolygon': {
      if (!Array.isArray(geometry.coordinates) || geometry.coordinates.length === 0) return noCoordinates;
      return together(geometry.coordinates.map(polygonOf).map((each) => ('problem' in each ? each : [each])));
    }
    case 'GeometryCollection': {
      if (!Array.isArray(geometry.geometries) || geometry.geometries.length === 0) {
        return { problem: 'is an empty collection, so it is no area.' };
      }
      if (depth === deepestCollection) return { problem: 'is a collection in too many collections.' };
      return together(geometry.geometries.map((each: unknown) => polygonsOf(each, depth + 1)));
    }
    case 'Point':
    case 'MultiPoint':
    case 'LineString':
    case 'MultiLineString':
      return { problem: `is a ${geometry.type}: only a Polygon or a MultiPolygon is an area.` };
    default:
      return { problem: `has a geometry of type ${told(geometry.type)}, which GeoJSON does not know.` };
  }
}

const noCoordinates: Refusal = { problem: 'has no coordinates.' };

/** All or none: an area that lacks a part would be another area. */
function together(parts: readonly (Polygon[] | Refusal)[]): Polygon[] | Refusal {
  const polygons: Polygon[] = [];
  for (const part of parts) {
    if ('problem' in part) return part;
    polygons.push(...part);
  }
  return polygons;
}

function polygonOf(coordinates: unknown): Polygon | Refusal {
  if (!Array.isArray(coordinates) || coordinates.length === 0) return noCoordinates;
  if (coordinates.length > mostRings) {
    return { problem: `has ${coordinates.length - 1} holes; at most ${mostRings - 1} can be kept.` };
  }
  const rings: Point[][] = [];
  for (const [index, ring] of coordinates.entries()) {
    const points = ringOf(ring);
    if ('problem' in points) return { problem: `${points.problem}${index === 0 ? '' : ` (hole ${index})`}` };
    rings.push(points);
  }
  return rings;
}

function ringOf(ring: unknown): Point[] | Refusal {
  if (!Array.isArray(ring)) return noCoordinates;
  if (ring.length > mostPointsOfRing + 1) {
    return { problem: `has a line of ${ring.length} points; at most ${mostPointsOfRing} can be kept. Simplify it.` };
  }
  const points: Point[] = [];
  let [west, east] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [index, position] of ring.entries()) {
    const [x, y] = Array.isArray(position) ? (position as unknown[]) : [];
    if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) {
      return { problem: `has ${told(position)} where its point ${index + 1} should be [longitude, latitude].` };
    }
    if (Math.abs(x) > 180 || Math.abs(y) > 90) {
      const hint =
        Math.abs(x) <= 90 && Math.abs(y) <= 180
          ? 'Latitude and longitude seem to have changed places'
          : 'It seems to be in another projection: export it with longitude and latitude (WGS 84)';
      return { problem: `has the point ${told(position)}, which is nowhere on earth in degrees. ${hint}.` };
    }
    const point: Point = [Math.round(x * decimals) / decimals, Math.round(y * decimals) / decimals];
    const before = points.at(-1);
    if (before && before[0] === point[0] && before[1] === point[1]) continue;
    west = Math.min(west, point[0]);
    east = Math.max(east, point[0]);
    points.push(point);
  }
  if (east - west > 180) {
    return { problem: 'reaches across the 180th meridian, or around the earth. Cut it there into two polygons.' };
  }
  const [first] = points;
  const last = points.at(-1);
  // RFC 7946 asks for a closed ring; one that only lacks its last point is what everybody means by it.
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) points.push([...first]);
  if (points.length < 4) return { problem: 'has a line of fewer than three different points, which encloses nothing.' };
  if (points.length > mostPointsOfRing) {
    return { problem: `has a line of ${points.length} points; at most ${mostPointsOfRing} can be kept. Simplify it.` };
  }
  return points;
}

/** Anything as a short text for a sentence. */
function told(value: unknown): string {
  // What is nested can be deeper than anything that writes it out can follow.
  const parts = Array.isArray(value) ? value : isFields(value) ? Object.values(value) : [];
  if (parts.some((each) => typeof each === 'object' && each !== null)) return 'something nested';
  const text = typeof value === 'string' ? (plainName(value) ?? '') : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `“${text.slice(0, 60)}…”` : typeof value === 'string' ? `“${text}”` : text;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
