/**
 * Real pictures with a label laid on them: what is printed, how large, how turned, how blurred and in what light is known.
 */
import bwip from 'bwip-js/node';
import sharp from 'sharp';
import type { Random } from '#main/sample/random.ts';

export const labelFormats = ['Code128', 'QRCode', 'DataMatrix', 'PDF417'] as const;
export type LabelFormat = (typeof labelFormats)[number];

export const lights = ['daylight', 'dim', 'dark', 'half in shadow'] as const;
export type Light = (typeof lights)[number];

export interface LabelPlan {
  format: LabelFormat;
  text: string;
  /** Width of the code, without its quiet zone, as a share of the picture's width. */
  share: number;
  /** Degrees, clockwise. */
  angle: number;
  /** Sigma of the blur in pixels of the picture. */
  blur: number;
  light: Light;
  /** Where in the free room, 0 to 1 across and down. */
  across: number;
  down: number;
}

/** Three channels, eight bits, rows without gaps. */
export interface Background {
  data: Uint8Array;
  width: number;
  height: number;
}

export interface LabelledPicture {
  jpeg: Buffer;
  /** Pixels that the narrowest bar or the smallest square is wide. */
  module: number;
}

/** Brightness of a picture in that light, as a share of what a camera writes by day. */
const brightness: Record<Light, number> = { daylight: 1, dim: 0.5, dark: 0.25, 'half in shadow': 1 };
/** What is left in the shadow. */
const shadow = 0.35;
/** A sensor's noise in steps of 255; at night cameras amplify it. */
const noise: Record<Light, number> = { daylight: 1.5, dim: 3, dark: 4, 'half in shadow': 1.5 };
/** White paper is not white in a picture, and black print not black. */
const paper = 225;
const print = 25;
const jpegQuality = 85;

/** Symbols as parcel labels carry them. Bars are drawn a quarter as high as the code is wide. */
const symbols: Record<LabelFormat, { bcid: string; quietModules: number; options: object }> = {
  Code128: { bcid: 'code128', quietModules: 10, options: {} },
  QRCode: { bcid: 'qrcode', quietModules: 4, options: { eclevel: 'M' } },
  DataMatrix: { bcid: 'datamatrix', quietModules: 3, options: {} },
  PDF417: { bcid: 'pdf417', quietModules: 4, options: { columns: 4, eclevel: 3 } },
};

export async function readBackground(path: string): Promise<Background> {
  const { data, info } = await sharp(path)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Null when the label, turned as it is, does not fit into the picture. */
export async function layLabel(
  background: Background,
  plan: LabelPlan,
  random: Random,
): Promise<LabelledPicture | null> {
  const { bcid, quietModules, options } = symbols[plan.format];
  const one = await drawn(bcid, plan.text, { ...options, ...(plan.format === 'Code128' && { height: 1 }) }, 1);
  const module = (plan.share * background.width) / one.width;
  // Drawn twice as large as it will be, so that turning it costs no edge.
  const scale = Math.max(1, Math.ceil(2 * module));
  const bars = plan.format === 'Code128' ? { height: (one.width * 0.25) / 2.835 } : {};
  const symbol = await drawn(bcid, plan.text, { ...options, ...bars }, scale);
  const label = await turned(symbol, { quiet: quietModules * scale, angle: plan.angle, shrink: module / scale });
  const { width, height } = label;
  if (width >= background.width || height >= background.height) return null;
  const left = Math.round(plan.across * (background.width - width));
  const top = Math.round(plan.down * (background.height - height));
  const blurred = plan.blur === 0 ? label : await blur(label, plan.blur);
  const data = blend(background, blurred, { left, top }, plan.light, random);
  const raw = { width: background.width, height: background.height, channels: 3 as const };
  return { jpeg: await sharp(data, { raw }).jpeg({ quality: jpegQuality }).toBuffer(), module };
}

interface Label {
  /** 0: print, 255: paper. */
  grey: Uint8Array;
  /** 255 where the label covers the picture. */
  cover: Uint8Array;
  width: number;
  height: number;
}

async function drawn(bcid: string, text: string, options: object, scale: number) {
  const png = await bwip.toBuffer({ bcid, text, scale, backgroundcolor: 'FFFFFF', ...options });
  const { data, info } = await sharp(png)
    .flatten({ background: '#ffffff' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

async function turned(
  symbol: { data: Buffer; width: number; height: number },
  { quiet, angle, shrink }: { quiet: number; angle: number; shrink: number },
): Promise<Label> {
  const { data, info } = await sharp(symbol.data, { raw: { width: symbol.width, height: symbol.height, channels: 1 } })
    .extend({ top: quiet, bottom: quiet, left: quiet, right: quiet, background: '#ffffff' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const large = await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .rotate(angle, { background: { r: 255, g: 255, b: 255, alpha: 0 } })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const size = (side: number) => Math.max(1, Math.round(side * shrink));
  const small = await sharp(large.data, {
    raw: { width: large.info.width, height: large.info.height, channels: 4 },
  })
    .resize(size(large.info.width), size(large.info.height), { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = small.info;
  const grey = new Uint8Array(width * height);
  const cover = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++) {
    grey[at] = small.data[at * 4] as number;
    cover[at] = small.data[at * 4 + 3] as number;
  }
  return { grey, cover, width, height };
}

async function blur(label: Label, sigma: number): Promise<Label> {
  const { width, height } = label;
  const soft = (data: Uint8Array) =>
    sharp(data, { raw: { width, height, channels: 1 } })
      .blur(sigma)
      .toColourspace('b-w')
      .raw()
      .toBuffer();
  return { ...label, grey: await soft(label.grey), cover: await soft(label.cover) };
}

function blend(
  background: Background,
  label: Label,
  { left, top }: { left: number; top: number },
  light: Light,
  random: Random,
): Uint8Array {
  const data = darkened(background.data, brightness[light]);
  const grain = grainOf(random, noise[light]);
  // The shadow's edge runs through the middle of the label, in any direction.
  const direction = random.between(0, 2 * Math.PI);
  const [dx, dy] = [Math.cos(direction), Math.sin(direction)];
  for (let y = 0; y < label.height; y++) {
    for (let x = 0; x < label.width; x++) {
      const at = y * label.width + x;
      const share = (label.cover[at] as number) / 255;
      if (share === 0) continue;
      const isShaded = light === 'half in shadow' && (x - label.width / 2) * dx + (y - label.height / 2) * dy > 0;
      const lit = brightness[light] * (isShaded ? shadow : 1);
      const reflected = print + ((label.grey[at] as number) / 255) * (paper - print);
      const seen = reflected * lit + (grain[at % grain.length] as number);
      const to = ((top + y) * background.width + left + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const behind = data[to + channel] as number;
        data[to + channel] = Math.min(255, Math.max(0, Math.round(behind * (1 - share) + seen * share)));
      }
    }
  }
  return data;
}

function darkened(values: Uint8Array, share: number): Uint8Array {
  // Not `slice`: that of a Buffer is the same bytes again.
  const copy = new Uint8Array(values);
  if (share === 1) return copy;
  for (let at = 0; at < copy.length; at++) copy[at] = (copy[at] as number) * share;
  return copy;
}

/** Noise drawn once and repeated: a prime length leaves no pattern in the rows. */
function grainOf(random: Random, deviation: number): Float32Array {
  return Float32Array.from({ length: 65_521 }, () => random.normal(0, deviation));
}
