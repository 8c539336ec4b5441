/** Names in one folder of the tree, as they are: also those that are no valid UTF-8. */
import { Buffer, isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { sep } from 'node:path';

/** A name in a folder. */
export interface ListedName {
  /** For people: bytes that are no UTF-8 stand as `\uFFFD` and two hex digits, so that two such names stay two. */
  name: string;
  /** What the file system takes; a Buffer where a string can't say it. */
  absolutePath: string | Buffer;
  kind: 'file' | 'folder' | 'link';
}

/** Lists a folder. Throws the file system's error. */
export async function listFolder(folder: string | Buffer): Promise<ListedName[]> {
  if (typeof folder === 'string') {
    const listed = await readdir(folder, { withFileTypes: true });
    // Asking for bytes costs twice the time, so only a folder in which a name did not decode is asked again.
    if (!listed.some((found) => found.name.includes('\uFFFD'))) {
      const prefix = folder.endsWith(sep) ? folder : folder + sep;
      return listed.map((found) => ({ name: found.name, absolutePath: prefix + found.name, kind: kindOf(found) }));
    }
  }
  const listed = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  const folderBytes = Buffer.from(folder);
  return listed.map((found) => {
    const bytes = Buffer.concat([folderBytes, Buffer.from(sep), found.name]);
    return {
      name: readableName(found.name),
      absolutePath: isUtf8(bytes) ? bytes.toString() : bytes,
      kind: kindOf(found),
    };
  });
}

function kindOf(found: Dirent<string> | Dirent<NonSharedBuffer>): ListedName['kind'] {
  if (found.isDirectory()) return 'folder';
  return found.isSymbolicLink() ? 'link' : 'file';
}

/** UTF-8 decoded by hand only as far as needed: each byte that does not decode is shown as `\uFFFD` and its hex digits. */
function readableName(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  let name = '';
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((count) => at + count <= bytes.length && isUtf8(bytes.subarray(at, at + count)));
    name += length ? bytes.toString('utf8', at, at + length) : `\uFFFD${bytes.toString('hex', at, at + 1)}`;
    at += length ?? 1;
  }
  return name;
}
