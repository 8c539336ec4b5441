/** Looks a picture up among the hashes of others: as it is, cut out of one of them, the whole of which one was cut out, or mirrored. */
import {
  type AxisBasis,
  acrossRows,
  axisBasis,
  downRows,
  hashOf,
  hashPieces,
  middle,
  mirrorBits,
  type PictureHash,
  pieceBits,
  type Span,
} from '#core/imaging/fingerprint.ts';
import type { Laying } from '#core/imaging/samePicture.ts';
import { type HashTable, ones, type TableEntry } from './hashTable.ts';

/** A picture that may be the sought one in another dress. */
export interface Likeness {
  entry: TableEntry;
  /** The sought picture is to be mirrored before it is compared. */
  mirrored: boolean;
  /** Where the other picture is thought to lie in the sought one (mirrored, if so). */
  start: Laying;
  /** Bits of 64 that differ. */
  away: number;
}

/** Shares of an axis that a crop may take away at its two ends. Crops in between are met by refining. */
const crops = [
  { start: 0, end: 0 },
  { start: 0.1, end: 0 },
  { start: 0, end: 0.1 },
  { start: 0.05, end: 0.05 },
  { start: 0.1, end: 0.1 },
];

/** Where the middle of the picture that the sought one was cut out of lies in the sought one, and the other way round. */
const cutOut = crops.map(({ start, end }) => ({
  from: (middle.from - start) / (1 - start - end),
  to: (middle.to - start) / (1 - start - end),
}));
const cutInto = crops.map(({ start, end }) => ({
  from: start + middle.from * (1 - start - end),
  to: start + middle.to * (1 - start - end),
}));

/** All windows that are tried, by the span across that they share. Uncropped stands in both lists, and is tried once. */
const windows: ReadonlyArray<{
  across: Span;
  rows: AxisBasis;
  downs: ReadonlyArray<{ span: Span; basis: AxisBasis }>;
}> = [
  ...cutOut.map((across) => ({ across, downs: cutOut })),
  ...cutInto.map((across, n) => ({ across, downs: n === 0 ? cutInto.slice(1) : cutInto })),
].map(({ across, downs }) => ({
  across,
  rows: axisBasis(across),
  downs: downs.map((span) => ({ span, basis: axisBasis(span) })),
}));

/** Bits that may differ where the windows only nearly meet. Docs/quality.md has the measurements behind this and the next. */
export const roughBits = 12;
/** Bits that may differ where they meet. */
export const fineBits = 8;
/** Of each piece the weakest bits are tried either way: the ones that a crop or a compression turns. */
const weakBits = 3;
/** Pictures that are refined: real ones are among the nearest, and a thousand identical ones must cost no more than a few. */
const refinedAtMost = 24;

/** Everything in the tables that looks like the picture, nearest first. */
export function seek(
  miniature: Uint8Array,
  tables: readonly HashTable[],
  isWanted: (entry: TableEntry) => boolean,
): Likeness[] {
  const nearest = new Map<string, Rough>();
  const values = new Float64Array(hashPieces * pieceBits);
  for (const { across, rows: acrossBasis, downs } of windows) {
    const rows = acrossRows(miniature, acrossBasis);
    for (const { span: down, basis } of downs) {
      downRows(rows, basis, values);
      const straight = hashOf(values);
      const flips = weakFlips(values);
      for (const mirrored of [false, true]) {
        const sought = mirrored ? mirrorOf(straight) : straight;
        const probes = probesOf(sought, flips);
        for (const [t, table] of tables.entries()) {
          table.near(sought, probes, roughBits, (at, away) => {
            const key = `${t} ${at} ${mirrored}`;
            const known = nearest.get(key);
            if (!known || away < known.away) nearest.set(key, { table, at, mirrored, across, down, away });
          });
        }
      }
    }
  }
  const found: Likeness[] = [];
  const rough = [...nearest.values()].sort((a, b) => a.away - b.away);
  let refined = 0;
  for (const { table, at, mirrored, across, down } of rough) {
    if (refined === refinedAtMost) break;
    const entry = table.entry(at);
    if (!isWanted(entry)) continue;
    refined++;
    const likeness = refine(miniature, entry, { mirrored, across, down });
    if (likeness.away <= fineBits) found.push(likeness);
  }
  return found.sort((a, b) => a.away - b.away);
}

interface Rough {
  table: HashTable;
  at: number;
  mirrored: boolean;
  across: Span;
  down: Span;
  away: number;
}

function mirrorOf(hash: PictureHash): PictureHash {
  return { low: (hash.low ^ mirrorBits.low) >>> 0, high: (hash.high ^ mirrorBits.high) >>> 0 };
}

/** For each piece: the patterns of its weakest bits, turned either way. */
function weakFlips(values: Float64Array): Uint16Array[] {
  return Array.from({ length: hashPieces }, (_, piece) => {
    const flips = new Uint16Array(1 << weakBits);
    let taken = 0;
    for (let n = 0; n < weakBits; n++) {
      let weakest = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let bit = 0; bit < pieceBits; bit++) {
        const strength = Math.abs(values[piece * pieceBits + bit] as number);
        if (strength >= least || taken & (1 << bit)) continue;
        weakest = bit;
        least = strength;
      }
      taken |= 1 << weakest;
      for (let at = 0; at < 1 << n; at++) flips[(1 << n) + at] = (flips[at] as number) | (1 << weakest);
    }
    return flips;
  });
}

function probesOf({ low, high }: PictureHash, flips: readonly Uint16Array[]): Uint16Array[] {
  return flips.map((patterns, piece) => {
    const bit = piece * pieceBits;
    const label = ((bit < 32 ? low : high) >>> (bit % 32)) & 0xffff;
    return patterns.map((flip) => flip ^ label);
  });
}

/** A window may reach over the picture's edge by so much: rounding of a crop to whole pixels, and of its search to steps. */
const leastSide = 0.02;
/** How far a side is moved at a time, and how many bits may differ still after it. */
const stages = [
  { step: 0.02, bits: 11 },
  { step: 0.01, bits: 9 },
  { step: 0.005, bits: fineBits },
];

/** Moves the window's four sides until its hash is as near to the other's as it gets. */
function refine(
  miniature: Uint8Array,
  entry: TableEntry,
  start: { mirrored: boolean; across: Span; down: Span },
): Likeness {
  const values = new Float64Array(hashPieces * pieceBits);
  const wanted = start.mirrored ? { ...entry, ...mirrorOf(entry) } : entry;
  const sides = [start.across.from, start.across.to, start.down.from, start.down.to];
  let rows: Float64Array = new Float64Array();
  /** Moving the sides across changes the rows; moving those up and down does not. */
  const awayAt = (tried: readonly number[], rowsToo: boolean): number => {
    const [left = 0, right = 1, top = 0, bottom = 1] = tried;
    if (Math.min(left, top) < -leastSide || Math.max(right, bottom) > 1 + leastSide) return 64;
    if (rowsToo) rows = acrossRows(miniature, axisBasis({ from: left, to: right }));
    const hash = hashOf(downRows(rows, axisBasis({ from: top, to: bottom }), values));
    return ones(hash.low ^ wanted.low) + ones(hash.high ^ wanted.high);
  };
  let away = awayAt(sides, true);
  for (const { step, bits } of stages) {
    for (let moved = true; moved && away > 0; ) {
      moved = false;
      for (let side = 3; side >= 0; side--) {
        for (const by of [-step, step]) {
          const tried = sides.with(side, (sides[side] as number) + by);
          const kept = rows;
          const then = awayAt(tried, side < 2);
          if (then < away) {
            away = then;
            sides[side] = tried[side] as number;
            moved = true;
          } else {
            rows = kept;
          }
        }
      }
    }
    if (away > bits) break;
  }
  const [left = 0, right = 1, top = 0, bottom = 1] = sides;
  const across = start.mirrored ? { from: 1 - right, to: 1 - left } : { from: left, to: right };
  const laying = { across: wholeOf(across), down: wholeOf({ from: top, to: bottom }) };
  return { entry, mirrored: start.mirrored, start: laying, away };
}

/** From where the other picture's middle lies to where all of it does. */
function wholeOf({ from, to }: Span): Span {
  const length = (to - from) / (middle.to - middle.from);
  return { from: from - middle.from * length, to: to + (1 - middle.to) * length };
}
