/** The search for labels in grey pixels. */
import type { PictureCode } from './contract.ts';
import type { GreyPixels, ReadCodes } from './zxingReader.ts';

/** Characters of a code's text that are kept: a tracking id has forty at most, and a page shows a few lines. */
const keptCharacters = 500;

/** What is read in a picture of grey pixels; stops trying when `isOver`. */
export async function searchLabels(
  pixels: GreyPixels,
  read: ReadCodes,
  _isOver: () => boolean,
): Promise<PictureCode[]> {
  const found = await read(pixels, { formats: ['Code128', 'QRCode', 'DataMatrix', 'PDF417'] });
  return found.map(({ format, text, position }) => {
    const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
    const left = Math.min(...corners.map((corner) => corner.x)) / pixels.width;
    const top = Math.min(...corners.map((corner) => corner.y)) / pixels.height;
    const right = Math.max(...corners.map((corner) => corner.x)) / pixels.width;
    const bottom = Math.max(...corners.map((corner) => corner.y)) / pixels.height;
    return { format, text: text.slice(0, keptCharacters), x: left, y: top, width: right - left, height: bottom - top };
  });
}
