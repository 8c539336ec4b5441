/** Where a picture can be moved to: the stops of its route first, then what the search finds on other routes. */
import type { StopId } from '#shared/ids.ts';
import type { SearchHit, StopRow } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';

export interface StopChoice {
  stopId: StopId;
  address: string;
  /** `Stop 17`, or `Route R117, stop 17`. */
  where: string;
  state: StopState;
}

/** More than these, and typing on is faster than reading. */
const most = 8;

/**
 * The stops that fit what was typed.
 * @param from the stop where the picture is: never among them.
 * @param hits what the core found over all routes, best first.
 */
export function stopChoices(
  text: string,
  stops: readonly StopRow[],
  from: StopRow,
  hits: readonly SearchHit[],
): StopChoice[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const near = words.length === 0 ? byDistanceInRoute(stops, from) : stops.filter((stop) => fits(stop, words));
  const here = near
    .filter(({ id }) => id !== from.id)
    .slice(0, most)
    .map(({ id, address, stop, state }) => ({ stopId: id, address, where: `Stop ${stop}`, state }));
  const known = new Set([from.id, ...here.map(({ stopId }) => stopId)]);
  const elsewhere = hits
    .filter(({ stopId }) => !known.has(stopId))
    .map((hit) => ({
      stopId: hit.stopId,
      address: hit.address,
      where: hit.routeId === from.routeId ? `Stop ${hit.stop}` : `Route ${hit.route}, stop ${hit.stop}`,
      state: hit.state,
    }));
  return [...here, ...elsewhere].slice(0, most);
}

/** Before anything is typed: the driver's next doors, where a mistaken picture mostly belongs. */
function byDistanceInRoute(stops: readonly StopRow[], from: StopRow): readonly StopRow[] {
  const here = stops.findIndex(({ id }) => id === from.id);
  const apart = (stop: StopRow) => Math.abs(stops.indexOf(stop) - here);
  return stops.slice(Math.max(0, here - most), here + most + 1).toSorted((a, b) => apart(a) - apart(b));
}

function fits(stop: StopRow, words: readonly string[]): boolean {
  const said = `${stop.address} ${stop.stop} ${stop.sequence ?? ''} ${stop.customer ?? ''}`.toLowerCase();
  return words.every((word) => said.includes(word));
}
