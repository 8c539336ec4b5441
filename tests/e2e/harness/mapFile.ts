/** Small PMTiles files (specification, version 3): one tile that stands for the whole world at every zoom. */
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';

const tileTypes = { vectors: 1, pictures: 2 } as const;
/** Runs are counted in 32 bits: up to this zoom one run holds all tiles. */
const deepestZoom = 15;

/** Writes a file of pictures (a street grid) or of vectors (the same as roads over earth). */
export async function writeMapFile(path: string, kind: 'pictures' | 'vectors'): Promise<void> {
  const tile = kind === 'pictures' ? await streetPicture() : streetVectors();
  const zooms = Array.from({ length: deepestZoom + 1 }, (_, zoom) => zoom);
  const directory = Buffer.from([
    ...varint(zooms.length),
    // Tile numbers as distances: each zoom begins where the one before ends.
    ...zooms.flatMap((zoom) => varint(zoom === 0 ? 0 : 4 ** (zoom - 1))),
    ...zooms.flatMap((zoom) => varint(4 ** zoom)),
    ...zooms.flatMap(() => varint(tile.length)),
    // Offsets are written plus one: every zoom has the same tile.
    ...zooms.flatMap(() => varint(1)),
  ]);
  const metadata = Buffer.from(JSON.stringify({ attribution: '<a href="https://example.com">© Street makers</a>' }));
  const header = Buffer.alloc(127);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(3, 7);
  const metadataAt = header.length + directory.length;
  const tilesAt = metadataAt + metadata.length;
  const numbers = [
    header.length,
    directory.length,
    metadataAt,
    metadata.length,
    tilesAt,
    0,
    tilesAt,
    tile.length,
    1,
    1,
    1,
  ];
  for (const [index, number] of numbers.entries()) header.writeBigUInt64LE(BigInt(number), 8 + index * 8);
  // Clustered, nothing compressed, the kind of tile, the zooms.
  for (const [index, byte] of [1, 1, 1, tileTypes[kind], 0, deepestZoom].entries()) header.writeUInt8(byte, 96 + index);
  for (const [index, degrees] of [-180, -85, 180, 85].entries()) header.writeInt32LE(degrees * 1e7, 102 + index * 4);
  await writeFile(path, Buffer.concat([header, directory, metadata, tile]));
}

/** A tile of streets as a PNG. */
export function streetPicture(): Promise<Buffer> {
  const streets = [32, 96, 160, 224].map((at) => `M0 ${at}H256M${at} 0V256`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#f2efe9"/><rect x="104" y="104" width="48" height="48" fill="#c8e6b4"/><path d="${streets}" stroke="#fff" stroke-width="9"/><path d="${streets}" stroke="#d9d3c7" stroke-width="1"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** The same as a Mapbox vector tile with the layers that Protomaps' files have. */
function streetVectors(): Buffer {
  const extent = 4096;
  const earth = feature(3, [9, ...point(0, 0), 26, ...point(extent, 0), ...point(0, extent), ...point(-extent, 0), 15]);
  const streets = [512, 1536, 2560, 3584].flatMap((at) => [
    feature(2, [9, ...point(0, at), 10, ...point(extent, 0)]),
    feature(2, [9, ...point(at, 0), 10, ...point(0, extent)]),
  ]);
  return Buffer.from([
    ...layer('earth', ['kind', 'earth'], [earth], extent),
    ...layer('roads', ['kind', 'major_road'], streets, extent),
  ]);
}

function layer(name: string, [key, value]: readonly [string, string], features: number[][], extent: number): number[] {
  const text = (field: number, words: string) => block(field, [...Buffer.from(words)]);
  const body = [
    ...text(1, name),
    ...features.flatMap((bytes) => block(2, bytes)),
    ...text(3, key),
    ...block(4, text(1, value)),
    ...varint((5 << 3) | 0),
    ...varint(extent),
    ...varint((15 << 3) | 0),
    ...varint(2),
  ];
  return block(3, body);
}

/** The layer has one key and one value: the tag says “the first of each”. */
function feature(type: number, geometry: number[]): number[] {
  return [
    ...block(2, [...varint(0), ...varint(0)]),
    ...varint((3 << 3) | 0),
    ...varint(type),
    ...block(4, geometry.flatMap(varint)),
  ];
}

/** A step of a drawing, in zigzag numbers. */
function point(x: number, y: number): [number, number] {
  const zigzag = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value);
  return [zigzag(x), zigzag(y)];
}

/** A field of bytes. */
function block(field: number, bytes: number[]): number[] {
  return [...varint((field << 3) | 2), ...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
