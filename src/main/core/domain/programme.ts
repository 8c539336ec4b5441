/**
 * Where the photo programme runs: which service areas are in force on a service date, and whether a stop lies in one of them.
 * Areas are prepared once and asked tens of thousands of times.
 */

import type { ServiceDate } from '#shared/ids.ts';
import type { Coverage, ServiceArea } from '#shared/programme.ts';
import { liesIn, type PreparedPolygon, preparePolygon } from './polygons.ts';

/** What of a stop an area asks for. */
export interface ProgrammeStop {
  /** Code of its route, as the manifest spells it. */
  route: string;
  postcode: string | null;
  /** Degrees WGS 84; a position needs both. */
  latitude: number | null;
  longitude: number | null;
}

export interface PreparedArea {
  readonly id: string;
  /** Null: the stop lacks what would tell. */
  holds(stop: ProgrammeStop): boolean | null;
}

export interface Programme {
  readonly areas: readonly ServiceArea[];
  /** The areas that are in force on a service date, in their order. */
  on(date: ServiceDate): readonly PreparedArea[];
}

export function isInForce({ from, until }: Pick<ServiceArea, 'from' | 'until'>, date: ServiceDate): boolean {
  return (from === null || from <= date) && (until === null || date <= until);
}

export function prepareProgramme(areas: readonly ServiceArea[]): Programme {
  const prepared = areas.map((area) => ({ area, ready: prepareArea(area) }));
  const byDate = new Map<ServiceDate, readonly PreparedArea[]>();
  return {
    areas,
    on(date) {
      let inForce = byDate.get(date);
      if (!inForce) {
        inForce = prepared.filter(({ area }) => isInForce(area, date)).map(({ ready }) => ready);
        byDate.set(date, inForce);
      }
      return inForce;
    },
  };
}

/** The programme before anybody has said where it runs: everywhere. */
export const everywhere: Programme = prepareProgramme([]);

/**
 * Whether the programme runs at a stop. Without any area in force it runs everywhere. One area that holds the stop is enough;
 * where none does, one that can't tell makes it `unknown`, and the photo is owed: nobody could say that it isn't.
 */
export function coverageOf(inForce: readonly PreparedArea[], stop: ProgrammeStop): Coverage {
  if (inForce.length === 0) return 'inside';
  let isUnknown = false;
  for (const area of inForce) {
    const holds = area.holds(stop);
    if (holds) return 'inside';
    isUnknown ||= holds === null;
  }
  return isUnknown ? 'unknown' : 'outside';
}

/** Of these service dates, those on which two programmes have other areas in force; names make no difference. */
export function datesConcerned(
  before: readonly ServiceArea[],
  after: readonly ServiceArea[],
  dates: readonly ServiceDate[],
): ServiceDate[] {
  const numbers = new Map<string, number>();
  const numberOf = (area: ServiceArea): number => {
    const { id: _id, name: _name, from: _from, until: _until, ...where } = area;
    const text = JSON.stringify(where);
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  };
  const numbered = (areas: readonly ServiceArea[]) => areas.map((area) => ({ area, number: numberOf(area) }));
  const [then, now] = [numbered(before), numbered(after)];
  const shapesOn = (areas: typeof then, date: ServiceDate) =>
    new Set(areas.filter(({ area }) => isInForce(area, date)).map(({ number }) => number));
  const isSame = (one: Set<number>, other: Set<number>) =>
    one.size === other.size && [...one].every((number) => other.has(number));
  return dates.filter((date) => !isSame(shapesOn(then, date), shapesOn(now, date)));
}

function prepareArea(area: ServiceArea): PreparedArea {
  switch (area.by) {
    case 'postcodes':
      return { id: area.id, holds: byPostcode(area.prefixes) };
    case 'routes': {
      const codes = new Set(area.routes.map(plainRoute));
      return { id: area.id, holds: ({ route }) => codes.has(plainRoute(route)) };
    }
    case 'polygon':
      return { id: area.id, holds: byPosition(area.polygons.map(preparePolygon)) };
  }
}

/** A postcode is cut shorter and shorter and looked up: two thousand prefixes cost no more than one. */
function byPostcode(prefixes: readonly string[]): PreparedArea['holds'] {
  const known = new Set(prefixes.map(plainPostcode));
  known.delete('');
  return ({ postcode }) => {
    const plain = postcode === null ? '' : plainPostcode(postcode);
    if (plain === '') return null;
    for (let length = plain.length; length > 0; length--) if (known.has(plain.slice(0, length))) return true;
    return false;
  };
}

function byPosition(polygons: readonly PreparedPolygon[]): PreparedArea['holds'] {
  return ({ longitude, latitude }) => {
    if (longitude === null || latitude === null) return null;
    return polygons.some((polygon) => liesIn(polygon, longitude, latitude));
  };
}

/** Spaces, dashes and case make no difference. */
function plainPostcode(postcode: string): string {
  return postcode.replace(/[\s-]/g, '').toUpperCase();
}

const plainRoute = (route: string) => route.trim().toUpperCase();
