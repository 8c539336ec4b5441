/** What people do to a picture before they use it once more. */
import sharp from 'sharp';
import type { Random } from '#main/sample/random.ts';

export interface Change {
  name: string;
  /** The copy, as a JPEG. */
  make(picture: Buffer, random: Random): Promise<Buffer>;
}

const quality = 90;

/** Shares of the width and height that are cut off. */
async function cropped(picture: Buffer, left: number, top: number, right: number, bottom: number): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  const [x, y] = [Math.round(left * width), Math.round(top * height)];
  const box = {
    ...{
      left: x,
      top: y,
      width: width - x - Math.round(right * width),
      height: height - y - Math.round(bottom * height),
    },
  };
  return sharp(picture).extract(box).jpeg({ quality }).toBuffer();
}

const tenth = 0.1;

export const changes: readonly Change[] = [
  ...[80, 60, 40, 20].map((level) => ({
    name: `JPEG quality ${level}`,
    make: (picture: Buffer) => sharp(picture).jpeg({ quality: level }).toBuffer(),
  })),
  ...[0.6, 0.8, 1.2, 1.4].map((factor) => ({
    name: `brightness ${factor > 1 ? '+' : '−'}${Math.round(Math.abs(factor - 1) * 100)} %`,
    make: (picture: Buffer) => sharp(picture).linear(factor, 0).jpeg({ quality }).toBuffer(),
  })),
  { name: 'mirrored', make: (picture) => sharp(picture).flop().jpeg({ quality }).toBuffer() },
  {
    name: 'half the size',
    make: async (picture) =>
      sharp(picture)
        .resize(Math.round((await sharp(picture).metadata()).width / 2))
        .jpeg({ quality })
        .toBuffer(),
  },
  { name: 'crop 10 %, centred (5 % off each side)', make: (picture) => cropped(picture, 0.05, 0.05, 0.05, 0.05) },
  { name: 'crop 10 % off the left', make: (picture) => cropped(picture, tenth, 0, 0, 0) },
  { name: 'crop 10 % off the top', make: (picture) => cropped(picture, 0, tenth, 0, 0) },
  { name: 'crop 10 % off the right', make: (picture) => cropped(picture, 0, 0, tenth, 0) },
  { name: 'crop 10 % off the bottom', make: (picture) => cropped(picture, 0, 0, 0, tenth) },
  { name: 'crop 10 % off two sides that meet', make: (picture) => cropped(picture, 0, tenth, tenth, 0) },
  { name: 'crop 10 % off all four sides', make: (picture) => cropped(picture, tenth, tenth, tenth, tenth) },
  {
    name: 'crop 0 to 10 % off each side, at random',
    make: (picture, random) => cropped(picture, ...fourOf(random, tenth)),
  },
  {
    name: 'all at once: random crop, mirrored, +20 %, quality 40',
    make: async (picture, random) => {
      const cut = await cropped(picture, ...fourOf(random, tenth));
      return sharp(cut).flop().linear(1.2, 0).jpeg({ quality: 40 }).toBuffer();
    },
  },
  {
    name: 'crop 15 % off all four sides (beyond what is sought)',
    make: (picture) => cropped(picture, 0.15, 0.15, 0.15, 0.15),
  },
];

function fourOf(random: Random, atMost: number): [number, number, number, number] {
  const one = () => random.between(0, atMost);
  return [one(), one(), one(), one()];
}

/** Twelve pictures that have nothing in common, cut out of a large one; none of a small one. */
export async function scenesOf(picture: Buffer): Promise<Buffer[]> {
  const { width, height } = await sharp(picture).metadata();
  const [columns, rows] = width > height ? [4, 3] : [3, 4];
  const size = { width: Math.floor(width / columns), height: Math.floor(height / rows) };
  if (Math.min(size.width, size.height) < 200) return [];
  const scenes: Buffer[] = [];
  for (let at = 0; at < columns * rows; at++) {
    const box = { left: (at % columns) * size.width, top: Math.floor(at / columns) * size.height, ...size };
    scenes.push(await sharp(picture).extract(box).jpeg({ quality }).toBuffer());
  }
  return scenes;
}
