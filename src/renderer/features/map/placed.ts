/** What the map draws of a route: pure sums over positions. Lengths are pixels unless they say otherwise. */
import type { RouteMap } from '#shared/routeMap.ts';
import type { Position } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';

export type MapStop = RouteMap['stops'][number];
export type PlacedStop = MapStop & { position: Position };

/** The stops that the manifest gives a position, in planned order. */
export function placedStops(stops: readonly MapStop[]): readonly PlacedStop[] {
  return stops.filter((stop): stop is PlacedStop => stop.position !== null);
}

/** How much a state asks for the eye; the higher is drawn on top and keeps its label where there is no room for both. */
export const urgency: Record<StopState, number> = {
  missing: 6,
  'needs-review': 5,
  candidate: 4,
  syncing: 3,
  excused: 2,
  confirmed: 1,
  'not-required': 0,
};

export interface Offset {
  x: number;
  y: number;
}

/** Positions this near are one door: 0.00005° are some five metres. */
const degreesApart = 0.00005;
/** Room that a mark takes in a fan. */
const markRoom = 24;
/** The first ring leaves the door itself free. */
const firstRing = 22;

/**
 * Stops at one position fan out in rings around it, so that each can be seen and hit at every zoom.
 * A stop that is alone at its position has no entry.
 */
export function fanOut(stops: readonly PlacedStop[]): ReadonlyMap<string, Offset> {
  const doors = new Map<string, string[]>();
  for (const { stopId, position } of stops) {
    const door = `${Math.round(position.latitude / degreesApart)} ${Math.round(position.longitude / degreesApart)}`;
    doors.set(door, [...(doors.get(door) ?? []), stopId]);
  }
  const offsets = new Map<string, Offset>();
  for (const ids of doors.values()) {
    if (ids.length < 2) continue;
    for (const [index, offset] of fan(ids.length).entries()) offsets.set(ids[index] as string, offset);
  }
  return offsets;
}

/** Places for `count` marks, in rings that are filled from the inside, clockwise from the top. */
function fan(count: number): readonly Offset[] {
  const offsets: Offset[] = [];
  for (let ring = 0; offsets.length < count; ring += 1) {
    const radius = firstRing + ring * markRoom;
    const places = Math.min(Math.floor((2 * Math.PI * radius) / markRoom), count - offsets.length);
    for (let place = 0; place < places; place += 1) {
      const angle = (place / places) * 2 * Math.PI - Math.PI / 2;
      offsets.push({ x: Math.round(radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) });
    }
  }
  return offsets;
}

/** A mark on the screen that wants a label. */
export interface Labelled {
  id: string;
  /** Middle of the mark. */
  x: number;
  y: number;
  /** Width of the short label (its number), and of the long one (with the address). */
  short: number;
  long: number;
  /** The higher is served first. */
  weight: number;
  /** Gets this label at least, whatever is in the way. */
  atLeast: LabelKind;
}

/** What stands beside a mark. */
export type LabelKind = 'none' | 'short' | 'long';

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Half of a mark, and half of a line of text. */
const halfMark = 9;
const halfLine = 8;
/** Cells in which neighbours are looked for: larger than any mark, smaller than a screen. */
const cell = 64;

/**
 * Gives labels while there is room: numbers first, those that ask for the eye before the others, then addresses.
 * No label covers a mark or another label. @param withLong addresses are wanted at all (the map is near enough).
 */
export function thinLabels(marks: readonly Labelled[], withLong: boolean): ReadonlyMap<string, LabelKind> {
  const room = new Room();
  for (const { x, y } of marks)
    room.take({ left: x - halfMark, right: x + halfMark, top: y - halfMark, bottom: y + halfMark });
  const labels = new Map<string, LabelKind>();
  const inOrder = marks.toSorted((one, other) => other.weight - one.weight);
  for (const mark of inOrder) {
    const box = labelBox(mark, mark.atLeast === 'long' ? mark.long : mark.short);
    const shown = mark.atLeast !== 'none' || room.isFree(box);
    if (shown) room.take(box);
    labels.set(mark.id, mark.atLeast === 'long' ? 'long' : shown ? 'short' : 'none');
  }
  if (!withLong) return labels;
  for (const mark of inOrder) {
    if (labels.get(mark.id) !== 'short') continue;
    const further = { ...labelBox(mark, mark.long), left: mark.x + halfMark + mark.short + 3 };
    if (!room.isFree(further)) continue;
    room.take(further);
    labels.set(mark.id, 'long');
  }
  return labels;
}

function labelBox({ x, y }: Labelled, width: number): Box {
  return { left: x + halfMark + 1, right: x + halfMark + 1 + width, top: y - halfLine, bottom: y + halfLine };
}

/** Boxes that are taken, found by cell. */
class Room {
  readonly #cells = new Map<string, Box[]>();

  take(box: Box): void {
    for (const key of cellsOf(box)) this.#cells.set(key, [...(this.#cells.get(key) ?? []), box]);
  }

  isFree(box: Box): boolean {
    return !cellsOf(box).some((key) => this.#cells.get(key)?.some((other) => overlap(box, other)));
  }
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}

function cellsOf({ left, right, top, bottom }: Box): string[] {
  const keys: string[] = [];
  for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x += 1) {
    for (let y = Math.floor(top / cell); y <= Math.floor(bottom / cell); y += 1) keys.push(`${x} ${y}`);
  }
  return keys;
}
