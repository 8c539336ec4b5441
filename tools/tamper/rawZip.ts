/** Writes ZIPs that no honest program writes: names that climb, two of one name, sizes that lie, bytes between files. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface RawEntry {
  name: string;
  bytes: Uint8Array;
  deflate?: boolean;
  /** What stands in the local header, where it differs from the directory. */
  localName?: string;
  /** A second name in the extra field 0x7075 of the directory, which only some programs read. */
  unicodeName?: string;
  /** Uncompressed size as declared, where it lies. */
  declared?: number;
  /** Unix mode in the directory; a plain file by default. */
  mode?: number;
  /** General purpose bits; 1: encrypted. */
  flags?: number;
  /** Has no record of its own: the directory points to that of this earlier entry. */
  sharedWith?: string;
}

export interface RawZipOptions {
  before?: Uint8Array;
  /** Bytes between the last file and the directory. */
  hidden?: Uint8Array;
  after?: Uint8Array;
  comment?: string;
}

const plainFile = 0o100644;
/** 1 January 2026 in MS-DOS's form. */
const date = ((2026 - 1980) << 9) | (1 << 5) | 1;

/** The ZIP (APPNOTE 6.3) of these entries. */
export function rawZip(entries: readonly RawEntry[], options: RawZipOptions = {}): Buffer {
  const parts: Uint8Array[] = [options.before ?? Buffer.alloc(0)];
  let offset = parts[0]?.length ?? 0;
  const directory: Buffer[] = [];
  const offsets = new Map<string, number>();
  for (const entry of entries) {
    const data = entry.deflate ? deflateRawSync(entry.bytes) : entry.bytes;
    const local = Buffer.concat([localHeader(entry, data), Buffer.from(entry.localName ?? entry.name)]);
    const shared = entry.sharedWith === undefined ? undefined : offsets.get(entry.sharedWith);
    directory.push(directoryRecord(entry, data, shared ?? offset));
    if (shared !== undefined) continue;
    offsets.set(entry.name, offset);
    parts.push(local, data);
    offset += local.length + data.length;
  }
  const hidden = options.hidden ?? Buffer.alloc(0);
  const records = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  const comment = Buffer.from(options.comment ?? '');
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(records.length, 12);
  end.writeUInt32LE(offset + hidden.length, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, hidden, records, end, comment, options.after ?? Buffer.alloc(0)]);
}

/** What both headers say alike, from "version needed" to the sizes. */
function common(entry: RawEntry, data: Uint8Array, name: string): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(entry.flags ?? 0, 2);
  fields.writeUInt16LE(entry.deflate ? 8 : 0, 4);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(crc32(entry.bytes), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(entry.declared ?? entry.bytes.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}

function localHeader(entry: RawEntry, data: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(0x50, 0x4b, 3, 4), common(entry, data, entry.localName ?? entry.name)]);
}

function directoryRecord(entry: RawEntry, data: Uint8Array, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((entry.mode ?? plainFile) << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  // Made by Unix, so that the mode counts.
  const start = Buffer.of(0x50, 0x4b, 1, 2, 30, 3);
  const fields = common(entry, data, entry.name);
  const extra = entry.unicodeName === undefined ? Buffer.alloc(0) : unicodePath(entry.name, entry.unicodeName);
  fields.writeUInt16LE(extra.length, 24);
  return Buffer.concat([start, fields, rest, Buffer.from(entry.name), extra]);
}

/** Info-ZIP's extra field: a version, the CRC of the name that it replaces, and the name. */
function unicodePath(name: string, other: string): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt16LE(0x7075, 0);
  head.writeUInt16LE(5 + Buffer.byteLength(other), 2);
  head.writeUInt8(1, 4);
  head.writeUInt32LE(crc32(Buffer.from(name)), 5);
  return Buffer.concat([head, Buffer.from(other)]);
}
