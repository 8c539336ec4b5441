/**
 * Makes parts of a picture unreadable for good. A light blur can be undone; what is left here is a handful of coarse colours,
 * from which no face or house number can be made again.
 */
import sharp, { type Sharp } from 'sharp';
import type { PictureHiding } from '#shared/hiding.ts';
import type { PictureBoxView } from '#shared/scores.ts';

/** Cells along the longer side of a part. Faces stay recognisable down to about 8 cells, digits can be guessed at 4. */
const cells = 3;
/** Colours are told in steps of a sixteenth: exact averages would let a guess ("is it a 7?") be checked. */
const colourStep = 16;

interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

const wholePicture: PictureBoxView = { x: 0, y: 0, width: 1, height: 1 };

/** The picture with every hidden part replaced; boxes in fractions of its width and height. */
export async function hideParts(picture: Sharp, { boxes, outside }: PictureHiding): Promise<Sharp> {
  const { data, info } = await picture.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = () =>
    sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels }, limitInputPixels: false });
  const cover = async (area: Area) => placed(await unreadable(pixels().extract(area), area), area);
  const areasOf = (parts: readonly PictureBoxView[], toArea: typeof outward) =>
    parts.map((part) => toArea(part, info.width, info.height)).filter((area) => area !== null);
  if (!outside) return pixels().composite(await Promise.all(areasOf(boxes, outward).map(cover)));

  // The whole is made unreadable first, and what may be seen is laid over it: what nobody drew can't be left open by mistake.
  const shown = areasOf(boxes, inward).map(async (area) =>
    placed(await pixels().extract(area).toColourspace('srgb').raw().toBuffer(), area),
  );
  const covers = await Promise.all(areasOf([wholePicture], outward).map(cover));
  return pixels().composite([...covers, ...(await Promise.all(shown))]);
}

function placed(input: Buffer, { left, top, width, height }: Area) {
  return { input, raw: { width, height, channels: 3 as const }, left, top };
}

/** Whole pixels, inward: no pixel beside what may be seen. */
function inward(part: PictureBoxView, width: number, height: number): Area | null {
  const left = Math.ceil(Math.max(0, part.x) * width);
  const top = Math.ceil(Math.max(0, part.y) * height);
  const right = Math.min(width, Math.floor((part.x + part.width) * width));
  const bottom = Math.min(height, Math.floor((part.y + part.height) * height));
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null;
}

/** Whole pixels, outward: no edge of a number plate may look out. Null where the part lies outside the picture. */
function outward(part: PictureBoxView, width: number, height: number): Area | null {
  const left = Math.floor(Math.max(0, part.x) * width);
  const top = Math.floor(Math.max(0, part.y) * height);
  const right = Math.min(width, Math.ceil((part.x + part.width) * width));
  const bottom = Math.min(height, Math.ceil((part.y + part.height) * height));
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null;
}

/** Raw RGB of the area's size: averaged to a few cells, their colours coarse, then drawn soft. */
async function unreadable(cut: Sharp, { width, height }: Area): Promise<Buffer> {
  const longer = Math.max(width, height);
  const across = Math.max(1, Math.round((cells * width) / longer));
  const down = Math.max(1, Math.round((cells * height) / longer));
  const { data, info } = await cut
    .resize(across, down, { fit: 'fill' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.min(255, Math.round((data[i] as number) / colourStep) * colourStep);
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
}
