/** Looks for words in the bytes of every file of a folder, whatever SQLite, JSON or a log made of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Upper and lower case are one: ASCII letters alone, as bytes have no others. */
function lowered(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let n = 0; n < copy.length; n++) {
    const byte = copy[n] as number;
    if (byte >= 0x41 && byte <= 0x5a) copy[n] = byte + 0x20;
  }
  return copy;
}

/**
 * `file: word` for each word (UTF-8 or UTF-16, in any case) that stands in a file's bytes or in its name. Where a thread or process
 * takes a file away, or gives it another name, while they are read (a journal, a thumbnail), all are read again.
 */
export function findBytes(folder: string, words: readonly string[]): string[] {
  for (;;) {
    try {
      return findBytesNow(folder, words);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !existsSync(folder)) throw error;
    }
  }
}

function findBytesNow(folder: string, words: readonly string[]): string[] {
  const wanted = words.flatMap((word) => {
    const utf16 = Buffer.from(word, 'utf16le');
    const turned = Buffer.from(utf16).swap16();
    return [Buffer.from(word), utf16, turned].map((bytes) => ({ word, bytes: lowered(bytes) }));
  });
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = Buffer.concat([lowered(readFileSync(path)), Buffer.from(`\n${entry.name.toLowerCase()}`)]);
    for (const { word, bytes } of wanted) if (content.includes(bytes)) found.add(`${relative(folder, path)}: ${word}`);
  }
  return [...found].sort();
}
