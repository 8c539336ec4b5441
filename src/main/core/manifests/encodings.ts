/**
 * Bytes to text, for manifests as depots really send them: UTF-8 with or without BOM, UTF-16 in both orders, Windows-1252
 * from older spreadsheets. Decoding leans on Node's own `StringDecoder` and a table of 32 characters, because the ICU data
 * inside Electron is trimmed and does not promise the legacy converters of `TextDecoder`.
 */
import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** A file that is known to be text, and how to read it. */
export interface TextFile {
  path: string;
  encoding: TextEncoding;
  /** Bytes of the BOM to pass over. */
  bomBytes: number;
  bytes: number;
}

export type InspectTextResult =
  | { ok: true; file: TextFile }
  | { ok: false; code: 'empty' | 'unreadable' | 'half-written' | 'cancelled'; message: string };

/** Small enough that one chunk of a table or of JSON is worked through in a few milliseconds. */
const CHUNK_BYTES = 64 * 1024;
const INSPECT_CHUNK_BYTES = 512 * 1024;
/** Text holds hardly any control characters; pictures and archives hold about one in ten. */
const MOST_CONTROL_CHARACTERS = 0.02;

const signatures: ReadonlyArray<{ bytes: readonly number[]; at?: number; message: string }> = [
  { bytes: [0xff, 0xd8, 0xff], message: 'This is a JPEG picture, not a table.' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], message: 'This is a PNG picture, not a table.' },
  { bytes: [0x66, 0x74, 0x79, 0x70], at: 4, message: 'This is a picture or a film, not a table.' },
  { bytes: [0x52, 0x49, 0x46, 0x46], message: 'This is a picture or a recording, not a table.' },
  { bytes: [0x25, 0x50, 0x44, 0x46], message: 'This is a PDF. Export the routes as CSV instead.' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], message: 'This is an Excel workbook or a zip file. Save it as CSV instead.' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], message: 'This is an old Excel workbook. Save it as CSV instead.' },
  { bytes: [0x1f, 0x8b], message: 'This is a compressed file. Unpack it first.' },
  { bytes: [...Buffer.from('SQLite format 3')], message: 'This is a database, not a table.' },
];

/** Windows-1252 differs from Latin-1 only in 0x80 to 0x9f (unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT). */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Reads the file through once, at the speed of the disk, and says how its text is written, or why it is none: empty,
 * binary, or allocated but not filled yet by a sync client (a tail of NUL bytes). Throws only what the file system throws.
 */
export async function inspectText(path: string, signal?: AbortSignal): Promise<InspectTextResult> {
  await using handle = await open(path, 'r');
  const buffer = Buffer.alloc(INSPECT_CHUNK_BYTES);
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let utf16: TextFile | null = null;
  let validUtf8 = true;
  let onlyNullsSince: number | null = null;
  let bomBytes = 0;
  for (;;) {
    if (signal?.aborted) return { ok: false, code: 'cancelled', message: 'Reading was stopped.' };
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, bytes);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    if (bytes === 0) {
      utf16 = recogniseUtf16(path, chunk);
      if (utf16) return { ok: true, file: { ...utf16, bytes: (await handle.stat()).size } };
      const message = recogniseBinary(chunk);
      if (message) return { ok: false, code: 'unreadable', message };
      bomBytes = chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0;
    }
    const firstNull: number = onlyNullsSince === null ? chunk.indexOf(0) : 0;
    if (firstNull >= 0) {
      if (!isAllNull(chunk.subarray(firstNull))) {
        return { ok: false, code: 'unreadable', message: 'This file is not text, so no routes can be read from it.' };
      }
      onlyNullsSince ??= bytes + firstNull;
    }
    if (validUtf8) validUtf8 = isValid(utf8, chunk);
    bytes += bytesRead;
  }
  if (bytes === 0) return { ok: false, code: 'empty', message: 'The file is empty.' };
  if (onlyNullsSince !== null) {
    return {
      ok: false,
      code: 'half-written',
      message: 'The file has its full length, but the rest of its content has not arrived yet.',
    };
  }
  return { ok: true, file: { path, encoding: validUtf8 ? 'utf-8' : 'windows-1252', bomBytes, bytes } };
}

/** The file's text in pieces of at most 64 KiB of bytes; ends early, without a word, when the signal is aborted. */
export async function* readText(file: TextFile, signal?: AbortSignal): AsyncGenerator<string> {
  await using handle = await open(file.path, 'r');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const decoder = createDecoder(file.encoding);
  let position = file.bomBytes;
  while (!signal?.aborted) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const text = decoder.write(buffer.subarray(0, bytesRead));
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest !== '' && !signal?.aborted) yield rest;
}

/** Decodes bytes at hand (a sidecar); bytes that are no text come out as replacement characters. */
export function decodeBytes(bytes: Buffer): string {
  const utf16 = recogniseUtf16('', bytes);
  const encoding =
    utf16?.encoding ?? (isValid(new TextDecoder('utf-8', { fatal: true }), bytes) ? 'utf-8' : 'windows-1252');
  const decoder = createDecoder(encoding);
  const text = decoder.write(Buffer.from(bytes)) + decoder.end();
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** What the supervisor reads: `UTF-8`, `UTF-16 LE`, … */
export function encodingLabel(file: TextFile): string {
  const names = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16 LE', 'utf-16be': 'UTF-16 BE', 'windows-1252': 'Windows-1252' };
  return names[file.encoding] + (file.bomBytes > 0 ? ' with BOM' : '');
}

interface Decoder {
  write(chunk: Buffer): string;
  end(): string;
}

function createDecoder(encoding: TextEncoding): Decoder {
  if (encoding === 'windows-1252') {
    const decode = (chunk: Buffer) =>
      chunk
        .toString('latin1')
        .replace(/[\u0080-\u009f]/g, (character) => windows1252.charAt(character.charCodeAt(0) - 0x80));
    return { write: decode, end: () => '' };
  }
  if (encoding === 'utf-16be') return createBigEndianDecoder();
  const decoder = new StringDecoder(encoding === 'utf-8' ? 'utf8' : 'utf16le');
  return { write: (chunk) => decoder.write(chunk), end: () => decoder.end() };
}

function createBigEndianDecoder(): Decoder {
  const decoder = new StringDecoder('utf16le');
  let odd: Buffer = Buffer.alloc(0);
  return {
    write(chunk) {
      const bytes = Buffer.concat([odd, chunk]);
      const even = bytes.length - (bytes.length % 2);
      odd = Buffer.from(bytes.subarray(even));
      return decoder.write(bytes.subarray(0, even).swap16());
    },
    end: () => decoder.end(),
  };
}

function recogniseUtf16(path: string, start: Buffer): TextFile | null {
  const file = (encoding: TextEncoding, bomBytes: number): TextFile => ({ path, encoding, bomBytes, bytes: 0 });
  if (start[0] === 0xff && start[1] === 0xfe) return file('utf-16le', 2);
  if (start[0] === 0xfe && start[1] === 0xff) return file('utf-16be', 2);
  // Without a BOM: headers are Latin letters, so nearly every second byte is zero, on the same side.
  const sample = start.subarray(0, 4096);
  const pairs = Math.floor(sample.length / 2);
  if (pairs < 2) return null;
  let zeroFirst = 0;
  let zeroSecond = 0;
  for (let index = 0; index < pairs * 2; index += 2) {
    if (sample[index] === 0) zeroFirst += 1;
    if (sample[index + 1] === 0) zeroSecond += 1;
  }
  if (zeroSecond > pairs * 0.4 && zeroFirst < zeroSecond / 4) return file('utf-16le', 0);
  if (zeroFirst > pairs * 0.4 && zeroSecond < zeroFirst / 4) return file('utf-16be', 0);
  return null;
}

function recogniseBinary(start: Buffer): string | null {
  for (const { bytes, at = 0, message } of signatures) {
    if (bytes.every((byte, index) => start[at + index] === byte)) return message;
  }
  const sample = start.subarray(0, 4096);
  const firstNull = sample.indexOf(0);
  const text = firstNull < 0 ? sample : sample.subarray(0, firstNull);
  let controls = 0;
  for (const byte of text) if (byte < 0x20 && (byte < 0x09 || byte > 0x0d)) controls += 1;
  const isBinary = controls > Math.max(1, text.length * MOST_CONTROL_CHARACTERS);
  return isBinary ? 'This file is not text, so no routes can be read from it.' : null;
}

function isAllNull(bytes: Buffer): boolean {
  return bytes.equals(Buffer.alloc(bytes.length));
}

function isValid(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer): boolean {
  try {
    // A character cut by the end of the file is not held against it: the file may still be growing.
    decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}
