/** Where a JPEG's head ends: everything that a camera says about a picture stands before its first scan. */

const startOfScan = 0xda;
/** Markers without a length: start and end of image, restarts, and TEM. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);

/**
 * The segments before the first scan; all bytes where no scan is found. `bytes` begins as a JPEG does. A reader of metadata that
 * is given megabytes copies and searches them.
 */
export function jpegHead(bytes: Buffer): Buffer {
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return bytes;
    const marker = bytes[at + 1] as number;
    if (marker === startOfScan) return bytes.subarray(0, at);
    // Any number of FF may stand before a marker.
    if (marker === 0xff) at += 1;
    else if (isBare(marker)) at += 2;
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return bytes;
}
