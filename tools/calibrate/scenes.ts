/**
 * Pictures that are known to be good: real ones, whole and in parts framed like a picture of its own, and drawn ones of what
 * has hardly an edge. All at the size at which they are spoilt.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { decodePicture, openPicture } from '#core/imaging/pictureDecoder.ts';
import { createRandom } from '#main/sample/random.ts';
import { grainy, outOfFocus, type Picture } from './degradations.ts';

/** Long side in pixels: twice what is judged, as small as a messenger makes pictures; noise of a kind is worst here. */
const workingSide = 600;
/** From this long side on, half of a picture has as many pixels as a messenger's whole one. */
const partedFrom = 1600;
/** Lower left, lower right and the middle: where steps, doors and walls are. In shares of the sides. */
const parts = [
  { left: 0, top: 0.5 },
  { left: 0.5, top: 0.5 },
  { left: 0.25, top: 0.1 },
];

export interface Scene {
  name: string;
  picture: Picture;
}

/** Null for a file that can't be opened. */
export async function scenesOf(file: string): Promise<Scene[] | null> {
  const opened = await openPicture(readFileSync(file), 250);
  if (!opened.ok) return null;
  const decoded = await decodePicture(opened.picture, (upright) =>
    upright.flatten({ background: '#ffffff' }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true }),
  );
  if (!decoded.ok) return null;
  const { data, info } = decoded.value;
  const { width, height, channels } = info;
  const whole = () => sharp(data, { raw: { width, height, channels } });
  const scenes = [{ name: basename(file), picture: await atWorkingSize(whole()) }];
  if (Math.max(width, height) < partedFrom) return scenes;
  const size = { width: Math.floor(width / 2), height: Math.floor(height / 2) };
  for (const [at, { left, top }] of parts.entries()) {
    const part = whole().extract({ ...size, left: Math.round(left * width), top: Math.round(top * height) });
    scenes.push({ name: `${basename(file)}, part ${at + 1}`, picture: await atWorkingSize(part) });
  }
  return scenes;
}

async function atWorkingSize(pixels: Sharp): Promise<Picture> {
  const { data, info } = await pixels
    .resize(workingSide, workingSide, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels === 3) return { data, width, height };
  return {
    data: Uint8Array.from({ length: width * height * 3 }, (_, at) => data[Math.floor(at / 3)] as number),
    width,
    height,
  };
}

const [across, down] = [600, 450];

/** Shapes in an SVG of 600 × 450. White paint reflects some 80 % of the light, which is 230 of 255. */
const drawings: Record<string, string> = {
  'white door in the sun': `<rect width="600" height="450" fill="#e7e6e1"/><g fill="none" stroke="#dbd9d3" stroke-width="3">
    <rect x="70" y="40" width="200" height="160"/><rect x="330" y="40" width="200" height="160"/>
    <rect x="70" y="250" width="200" height="180"/><rect x="330" y="250" width="200" height="180"/></g>`,
  'white door with a handle': `<rect width="600" height="450" fill="#e6e4de"/><rect x="520" y="210" width="36" height="14" rx="7" fill="#77736c"/>`,
  'plain wall under a lamp': `<defs><radialGradient id="l" cx="300" cy="60" r="520" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="#e8dcc0"/><stop offset="1" stop-color="#7a705c"/></radialGradient></defs><rect width="600" height="450" fill="url(#l)"/>`,
  'night with flash, parcel at the door': `<rect width="600" height="450" fill="#050506"/><rect x="210" y="90" width="150" height="330" fill="#8f8a80"/><rect x="225" y="110" width="120" height="130" fill="none" stroke="#6d685f" stroke-width="3"/><rect x="250" y="350" width="80" height="62" fill="#b48a5a"/><rect x="268" y="362" width="30" height="22" fill="#efeeea"/>`,
  fog: `<defs><linearGradient id="f" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#c9cccd"/><stop offset="1" stop-color="#a5a8a6"/></linearGradient></defs><rect width="600" height="450" fill="url(#f)"/>`,
  snow: `<defs><linearGradient id="s" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#eef1f4"/><stop offset="1" stop-color="#d9dfe6"/></linearGradient></defs><rect width="600" height="450" fill="url(#s)"/><path d="M0 330Q150 300 320 335T600 315V450H0Z" fill="#dfe5ec"/>`,
  'garage door of boards': `<rect width="600" height="450" fill="#b9bcbe"/>${Array.from({ length: 11 }, (_, board) => `<rect y="${board * 40 + 20}" width="600" height="4" fill="#8d9194"/>`).join('')}`,
};

/** What a lens and a sensor make of each drawing. */
export async function flatScenes(): Promise<Scene[]> {
  return Promise.all(
    Object.entries(drawings).map(async ([name, shapes]) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}">${shapes}</svg>`;
      const drawn = await atWorkingSize(sharp(Buffer.from(svg)).removeAlpha());
      return { name, picture: grainy(outOfFocus(drawn, 0.0008), 2.5, createRandom(name)) };
    }),
  );
}
