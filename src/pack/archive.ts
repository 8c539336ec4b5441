/**
 * The ZIP of a pack, opened as one opens a stranger's: nothing is unpacked, nothing is believed. Every byte of the file must belong
 * to exactly one entry or to the directory, so that no two programs can see different files in it.
 */
import {
  type Entry,
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_EOCDR_NOT_FOUND,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_OVERLAPPING_ENTRY,
  type FileEntry,
  type Reader,
  WARNING_DUPLICATE_FILENAME,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-reader.js';
import { type FaultCode, type Finding, shownName } from './finding.ts';
import { packPathSchema } from './format.ts';
import type { PackSource } from './source.ts';

/** A pack has dozens of files; the manifest's own list ends at as many. */
const mostFiles = 10_000;
/** All files unpacked: more than any claim has, and an end to a check that somebody means never to end. */
const mostBytes = 64 * 1024 ** 3;
/** The directory of {@link mostFiles} entries takes some 2 MB, and zip.js reads it in one piece. */
const mostBytesAtOnce = 64 * 1024 ** 2;
/** Deflate can't do better than 1:1032. Text of ours reaches 1:20; a small file may do as it likes. */
const steepestRatio = 100;
const ratioMattersFrom = 1024 ** 2;

/** An entry that passed: its name is safe and its own, its declared sizes are sane, and it can be read. */
export interface ArchiveFile {
  name: string;
  /** As declared; `read` ends with a fault when it is not so. */
  bytes: number;
  /** Hands the content on, piece by piece. Resolves to what was wrong with it, or null. */
  read(take: (piece: Uint8Array) => void, signal?: AbortSignal): Promise<Finding | null>;
}

export interface Archive {
  /** By name, in the order of the directory. */
  files: ReadonlyMap<string, ArchiveFile>;
  /** Names of entries that did not pass: they are there, and their own fault is told already. */
  refused: ReadonlySet<string>;
  /** To be called after every file was read: bytes that belong to no file. */
  findGaps(): Finding[];
}

export type OpenArchiveResult = { archive: Archive; findings: Finding[] } | { archive: null; findings: Finding[] };

/** Pieces in which content is read from the source. */
const pieceBytes = 256 * 1024;

/** The source as zip.js reads it; its own class is not in the part of the library that only reads. */
function readerOver(source: PackSource): Reader<unknown> {
  const createReadable: Reader<unknown>['createReadable'] = ({ offset = 0, size = source.size - offset } = {}) => {
    let at = offset;
    const end = Math.min(offset + size, source.size);
    return new ReadableStream({
      async pull(controller) {
        const piece = at < end ? await source.read(at, Math.min(pieceBytes, end - at)) : null;
        if (!piece?.length) return controller.close();
        at += piece.length;
        controller.enqueue(piece);
      },
    });
  };
  return {
    size: source.size,
    get readable() {
      return createReadable();
    },
    createReadable,
    async readUint8Array(offset, length) {
      if (length > mostBytesAtOnce) throw new Error('it is too large');
      return await source.read(offset, length);
    },
  };
}

const options = { useWebWorkers: false, useCompressionStream: true, filenameValidation: 'tolerant' } as const;

/** The source, and its failure: a disk that was taken out in between is no fault of the pack. */
interface WatchedSource extends PackSource {
  /** Throws what the source threw, if it did. */
  throwFailure(): void;
}

function watched(source: PackSource): WatchedSource {
  let failure: { error: unknown } | null = null;
  return {
    size: source.size,
    async read(offset, length) {
      try {
        return await source.read(offset, length);
      } catch (error) {
        failure = { error };
        throw error;
      }
    },
    throwFailure() {
      if (failure) throw failure.error;
    },
  };
}

/** Opens the ZIP and looks through its directory. Rejects, as reading its files does, only when the source can't be read. */
export async function openArchive(unwatched: PackSource): Promise<OpenArchiveResult> {
  const source = watched(unwatched);
  const findings: Finding[] = [];
  const about = (code: FaultCode, sentence: string, file: string | null = null) => {
    findings.push({ code, file, sentence });
  };
  let zip = new ZipReader(readerOver(source), { ...options, strictness: 'strict' });
  let entries: Entry[];
  try {
    entries = await zip.getEntries();
  } catch (error) {
    source.throwFailure();
    const known = await whyNot(error, source);
    if (known.code !== 'zip-ambiguous') return { archive: null, findings: [known] };
    // Looked at once more with both eyes shut, so that what else is wrong can be named.
    zip = new ZipReader(readerOver(source), { ...options, strictness: 'tolerant' });
    const again = await zip.getEntries().catch(() => null);
    if (again === null) return { archive: null, findings: [known] };
    entries = again;
    // Which name is there twice is told below.
    if ((error as { reason?: string }).reason !== WARNING_DUPLICATE_FILENAME) findings.push(known);
  }
  if (entries.length > mostFiles) {
    about('too-large', `The ZIP has ${entries.length} files; a claim pack never has more than ${mostFiles}.`);
    return { archive: null, findings };
  }
  const declared = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (!(declared <= mostBytes)) {
    about('zip-bomb', 'The ZIP claims to hold more than 64 GB: it is made to keep a program busy and was not read.');
    return { archive: null, findings };
  }
  if (zip.comment.length > 0 || entries.some(({ comment }) => comment !== '')) {
    about('zip-hidden-bytes', 'The ZIP carries a comment, which the signature does not cover: it was added.');
  }

  const files = new Map<string, ArchiveFile>();
  const refused = new Set<string>();
  const spans: Span[] = [];
  const names = new Set<string>();
  for (const entry of entries) {
    const name = entry.filename;
    // Windows and macOS would unpack `A` over `a`.
    const folded = name.toLowerCase();
    const fault = names.has(folded) ? twice(name) : faultOf(entry);
    names.add(folded);
    if (fault) {
      findings.push(fault);
      refused.add(name);
      if (fault.code === 'name-twice') files.delete(name);
    } else {
      files.set(name, archiveFile(entry as FileEntry, source, spans));
    }
  }
  return {
    archive: {
      files,
      refused,
      findGaps: () => (spans.length === entries.length ? gapsBetween(spans, zip.directoryOffset ?? source.size) : []),
    },
    findings,
  };
}

async function whyNot(error: unknown, source: PackSource): Promise<Finding> {
  const { message, reason } = error as { message?: string; reason?: string };
  const finding = (code: FaultCode, sentence: string): Finding => ({ code, file: null, sentence });
  if (message === ERR_AMBIGUOUS_ARCHIVE) {
    return finding(
      'zip-ambiguous',
      `The ZIP was put together or changed by another program than Porchlight: two programs could see different files in it (${reason}).`,
    );
  }
  const start = await source.read(0, Math.min(4, source.size));
  const beginsLikeZip = start[0] === 0x50 && start[1] === 0x4b;
  if (beginsLikeZip && message === ERR_EOCDR_NOT_FOUND) {
    return finding('zip-cut-off', 'The file is cut off: the end of the ZIP is missing. Get the pack again, whole.');
  }
  return beginsLikeZip
    ? finding('unreadable', `The directory of the ZIP is damaged (${message}). Get the pack again, whole.`)
    : finding('not-a-pack', 'This file is no ZIP, so it is no claim pack.');
}

function twice(name: string): Finding {
  return {
    code: 'name-twice',
    file: shownName(name),
    sentence: `${shownName(name)} is in the ZIP twice: one was added, and a program that unpacks it may show either.`,
  };
}

/** What an entry's own record says against it; null when it may be read. */
function faultOf(entry: Entry): Finding | null {
  const shown = shownName(entry.filename);
  const fault = (code: FaultCode, sentence: string): Finding => ({ code, file: shown, sentence });
  if (entry.symlink) return fault('not-a-file', `${shown} is no file but a link to a place outside: it was added.`);
  if (entry.directory)
    return fault('not-a-file', `${shown} is a folder of its own: a pack has files only, so it was added.`);
  if (!packPathSchema.safeParse(entry.filename).success) {
    return fault(
      'path-unsafe',
      `“${shown}” is no name that a claim pack uses: it could be unpacked outside its folder or hide. It was added; do not unpack this ZIP.`,
    );
  }
  // Names are plain ASCII by now. Some writers put a second one into an extra field (0x7075), which only some programs read.
  if (new TextDecoder().decode(entry.rawFilename) !== entry.filename) {
    return fault('zip-ambiguous', `The ZIP has two names for ${shown}: two programs would unpack it differently.`);
  }
  if (entry.encrypted) return fault('encrypted', `${shown} is encrypted; nothing in a claim pack is.`);
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > ratioMattersFrom && uncompressedSize > compressedSize * steepestRatio) {
    return fault(
      'zip-bomb',
      `${shown} is ${compressedSize} bytes that claim to become ${uncompressedSize}: it is made to fill a disk and was not read.`,
    );
  }
  return null;
}

interface Span {
  name: string;
  start: number;
  end: number;
}

function archiveFile(entry: FileEntry, source: WatchedSource, spans: Span[]): ArchiveFile {
  const { filename: name, uncompressedSize: bytes } = entry;
  return {
    name,
    bytes,
    async read(take, signal) {
      let taken = 0;
      const sink = new WritableStream<Uint8Array>({
        write(piece) {
          taken += piece.length;
          if (taken > bytes) throw new Error(ERR_INVALID_UNCOMPRESSED_SIZE);
          take(piece);
        },
      });
      try {
        await entry.getData(sink, {
          ...options,
          strictness: 'strict',
          checkOverlappingEntry: true,
          ...(signal && { signal }),
        });
      } catch (error) {
        signal?.throwIfAborted();
        source.throwFailure();
        return whyUnread(error, name, taken > bytes);
      }
      spans.push({ name, start: entry.offset, end: endOf(entry) });
      return null;
    },
  };
}

function whyUnread(error: unknown, name: string, isTooLong: boolean): Finding {
  const { message, reason } = error as { message?: string; reason?: string };
  const fault = (code: FaultCode, sentence: string): Finding => ({ code, file: name, sentence });
  if (isTooLong || message === ERR_INVALID_UNCOMPRESSED_SIZE) {
    return fault('size-lies', `${name} is not as long as the ZIP says: the ZIP was changed.`);
  }
  if (message === ERR_AMBIGUOUS_ARCHIVE) {
    return fault('zip-ambiguous', `The ZIP tells two different things about ${name} (${reason}): it was changed.`);
  }
  if (message === ERR_OVERLAPPING_ENTRY) {
    return fault('zip-ambiguous', `${name} shares its bytes with another file of the ZIP: the ZIP was changed.`);
  }
  return fault('unreadable', `${name} is damaged and can’t be read to its end.`);
}

/** Where the entry's record ends: after its data, and after the sizes that some writers put behind them. */
function endOf({ localDirectory, compressedSize }: FileEntry): number {
  if (!localDirectory) return 0;
  const { dataOffset, dataDescriptor } = localDirectory;
  // APPNOTE 4.3.9: CRC and two sizes of 4 or 8 bytes each, and mostly a signature before them.
  const descriptor = dataDescriptor ? 4 + (dataDescriptor.zip64 ? 16 : 8) + (dataDescriptor.signature ? 4 : 0) : 0;
  return dataOffset + compressedSize + descriptor;
}

function gapsBetween(spans: readonly Span[], directoryOffset: number): Finding[] {
  let end = 0;
  let after: string | null = null;
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    if (span.start > end) return [hidden(after, span.name)];
    end = span.end;
    after = span.name;
  }
  return directoryOffset > end ? [hidden(after, null)] : [];
}

function hidden(after: string | null, before: string | null): Finding {
  const where = [after && `after ${after}`, before && `before ${before}`].filter(Boolean).join(' and ');
  return {
    code: 'zip-hidden-bytes',
    file: null,
    sentence: `The ZIP has bytes that belong to no file (${where}): they were added.`,
  };
}
