/** Grey pixels: halved, turned upright, and lit evenly. */

/** Greyscale, one byte a pixel, rows side by side. */
export interface GreyPixels {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Each pixel is the mean of four; an odd row or column at the end is left out. */
export function halved({ data, width, height }: GreyPixels): GreyPixels {
  const [across, down] = [width >> 1, height >> 1];
  const half = new Uint8Array(across * down);
  for (let y = 0; y < down; y++) {
    let upper = 2 * y * width;
    let to = y * across;
    for (const end = to + across; to < end; to++, upper += 2) {
      const lower = upper + width;
      const sum = at(data, upper) + at(data, upper + 1) + at(data, lower) + at(data, lower + 1);
      half[to] = (sum + 2) >> 2;
    }
  }
  return { data: half, width: across, height: down };
}

/** A picture with its halves, down to about a hundred pixels. */
export function pyramidOf(pixels: GreyPixels): GreyPixels[] {
  const levels = [pixels];
  for (let last = pixels; Math.min(last.width, last.height) >= 200; levels.push(last)) last = halved(last);
  return levels;
}

/** A rectangle in a picture, turned; centre and sides in pixels of the whole picture. */
export interface Turned {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Radians, clockwise on the screen. */
  angle: number;
}

/**
 * Cuts the rectangle out upright; `scale` pixels of the copy for one of the picture. What lies outside is as the picture's
 * edge is: any other grey would be an edge of its own.
 */
export function cutOut(levels: readonly GreyPixels[], part: Turned, scale: number): GreyPixels {
  // From the smallest level that still has all the detail, so that shrinking mixes pixels instead of skipping them.
  const depth = Math.max(0, Math.min(levels.length - 1, Math.floor(-Math.log2(Math.min(1, scale)) + 0.01)));
  const level = levels[depth] as GreyPixels;
  const zoom = 1 / 2 ** depth;
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  const copy = new Uint8Array(width * height);
  const [alongX, alongY] = [(Math.cos(part.angle) * zoom) / scale, (Math.sin(part.angle) * zoom) / scale];
  const { data, width: across, height: down } = level;
  for (let y = 0, to = 0; y < height; y++) {
    const [fromX, fromY] = [-(width - 1) / 2, y - (height - 1) / 2];
    let sourceX = (part.x + 0.5) * zoom - 0.5 + fromX * alongX - fromY * alongY;
    let sourceY = (part.y + 0.5) * zoom - 0.5 + fromX * alongY + fromY * alongX;
    for (let x = 0; x < width; x++, to++, sourceX += alongX, sourceY += alongY) {
      const nearX = sourceX < 0 ? 0 : sourceX > across - 1.001 ? across - 1.001 : sourceX;
      const nearY = sourceY < 0 ? 0 : sourceY > down - 1.001 ? down - 1.001 : sourceY;
      const left = Math.floor(nearX);
      const top = Math.floor(nearY);
      const right = nearX - left;
      const bottom = nearY - top;
      const from = top * across + left;
      const upper = at(data, from) + right * (at(data, from + 1) - at(data, from));
      const lower = at(data, from + across) + right * (at(data, from + across + 1) - at(data, from + across));
      copy[to] = upper + bottom * (lower - upper) + 0.5;
    }
  }
  return { data: copy, width, height };
}

/** Steps of 255 that a black print has by a sensor's own glow: below it nothing is told apart. */
const black = 6;
const stops = Uint8Array.from({ length: 256 }, (_, value) =>
  Math.round((255 * Math.log((value + black) / black)) / Math.log((255 + black) / black)),
);

/** In steps of a lens's stops: a shadow takes as much from paper as from print, and the two stay as far apart as before. */
export function inStops({ data, width, height }: GreyPixels): GreyPixels {
  return { data: data.map((value) => stops[value] as number), width, height };
}

/** Tiles a picture is lit by, along its longer side: wider than bars and squares are, narrower than shadows. */
const tilesAlong = 16;

/**
 * Stretches each part of the picture to the whole range between its own dark and its own light, so that print in a shadow is as
 * black on white as print in the sun.
 */
export function evenlyLit({ data, width, height }: GreyPixels): GreyPixels {
  const side = Math.max(8, Math.ceil(Math.max(width, height) / tilesAlong));
  const across = Math.ceil(width / side);
  const down = Math.ceil(height / side);
  const low = new Float32Array(across * down);
  const high = new Float32Array(across * down);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const [dark, light] = rangeOf({ data, width, height }, column * side, row * side, side);
      low[row * across + column] = dark;
      high[row * across + column] = light;
    }
  }
  const copy = new Uint8Array(data.length);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const place = placeAmong(x / side - 0.5, y / side - 0.5, across, down);
      const dark = between(low, place);
      const light = Math.max(dark + leastRange, between(high, place));
      copy[pixel] = Math.max(0, Math.min(255, (255 * (at(data, pixel) - dark)) / (light - dark)));
    }
  }
  return { data: copy, width, height };
}

/** Steps of 255 that paper and print lie apart at least; less is noise. */
const leastRange = 16;

/** The 5th and the 95th of a hundred pixels of a tile and half of its neighbours. */
function rangeOf({ data, width, height }: GreyPixels, left: number, top: number, side: number): [number, number] {
  const counts = new Uint32Array(256);
  const reach = side >> 1;
  let count = 0;
  for (let y = Math.max(0, top - reach); y < Math.min(height, top + side + reach); y += 2) {
    for (let x = Math.max(0, left - reach); x < Math.min(width, left + side + reach); x += 2) {
      const value = at(data, y * width + x);
      counts[value] = (counts[value] as number) + 1;
      count++;
    }
  }
  return [quantile(counts, count * 0.05), quantile(counts, count * 0.95)];
}

function quantile(counts: Uint32Array, below: number): number {
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += counts[value] as number;
    if (seen > below) return value;
  }
  return 255;
}

interface Place {
  from: number;
  right: number;
  down: number;
  /** To the tile on the right and to the one below; 0 at the edge. */
  stepRight: number;
  stepDown: number;
}

function placeAmong(column: number, row: number, across: number, down: number): Place {
  const x = Math.max(0, Math.min(across - 1, column));
  const y = Math.max(0, Math.min(down - 1, row));
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return {
    from: top * across + left,
    right: x - left,
    down: y - top,
    stepRight: left < across - 1 ? 1 : 0,
    stepDown: top < down - 1 ? across : 0,
  };
}

function between(values: Float32Array, { from, right, down, stepRight, stepDown }: Place): number {
  const value = (index: number) => values[index] as number;
  const upper = value(from) + right * (value(from + stepRight) - value(from));
  const lower = value(from + stepDown) + right * (value(from + stepDown + stepRight) - value(from + stepDown));
  return upper + down * (lower - upper);
}

function at(data: Uint8Array, index: number): number {
  return data[index] as number;
}
