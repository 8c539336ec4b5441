/** A JPEG's head: everything that a camera says about a picture stands before its first scan. */

export interface JpegHead {
  /** The segments before the first scan; all bytes where no scan is found. */
  bytes: Buffer;
  /** As stored, before any turning; null where no frame says it. */
  size: { width: number; height: number } | null;
  /**
   * Where EXIF and XMP stand (segments APP1), from their first byte to the one after them; null: there is none, or not all in one
   * place, or EXIF stands there twice.
   */
  said: { start: number; end: number } | null;
}

const startOfScan = 0xda;
const app1 = 0xe1;
/** Start-of-frame markers are C0 to CF but for tables (C4, CC) and a reserved one (C8). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers without a length: start and end of image, restarts, and TEM. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);

/**
 * Walks the segments of `bytes`, which begin as a JPEG does. A reader of metadata that is given megabytes copies and searches
 * them all, and asking a decoder for the size costs as much as decoding a fiftieth of the picture.
 */
export function jpegHead(bytes: Buffer): JpegHead {
  let size: JpegHead['size'] = null;
  const said = runOfApp1();
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] as number;
    if (marker === startOfScan) return { bytes: bytes.subarray(0, at), size, said: said.only() };
    if (isFrame(marker)) size = sizeInFrame(bytes, at);
    const start = at;
    // Any number of FF may stand before a marker.
    if (marker === 0xff) at += 1;
    else if (isBare(marker)) at += 2;
    else at += 2 + bytes.readUInt16BE(at + 2);
    if (marker === app1) said.add(start, at, bytes.toString('latin1', start + 4, start + 8) === 'Exif');
  }
  return { bytes, size, said: said.only() };
}

/** Gathers the segments of EXIF and XMP. Of two EXIFs readers take different ones. */
function runOfApp1() {
  let run: JpegHead['said'] = null;
  let isOne = true;
  let exifs = 0;
  return {
    add(start: number, end: number, isExif: boolean): void {
      isOne &&= run === null || run.end === start;
      if (isExif) exifs++;
      run = { start: run?.start ?? start, end };
    },
    only: (): JpegHead['said'] => (isOne && exifs <= 1 ? run : null),
  };
}

/** Marker (2 bytes), length (2), precision (1), height (2), width (2). A height of 0 is told only after the scan. */
function sizeInFrame(bytes: Buffer, at: number): JpegHead['size'] {
  const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
  return height > 0 && width > 0 ? { width, height } : null;
}
