/** What a name says before any byte is read: the ignore and placeholder rules of `contracts.md`, "What the folder may hold". */
import type { FileClass } from './contract.ts';

const photoExtensions = new Set(['jpg', 'jpeg', 'png', 'webp', 'heic', 'heif', 'avif']);
const dataExtensions = new Set(['csv', 'tsv', 'json']);
/** Files that are still being written by a browser or a sync client. */
const unfinishedExtensions = new Set(['tmp', 'crdownload', 'partial']);
const systemNames = new Set(['thumbs.db', 'desktop.ini']);

/** The part after the last dot in small letters; '' where there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** True for a name (of a file or a folder) that stands for nothing a driver delivered: hidden, temporary or the system's. */
export function isIgnoredName(name: string): boolean {
  // Dots cover `.tmp.driveupload`, `.syncthing.x.tmp` and AppleDouble `._x.jpg`; tildes cover `~syncthing~x.tmp` and Office locks.
  if (name.startsWith('.') || name.startsWith('~')) return true;
  return unfinishedExtensions.has(extensionOf(name)) || systemNames.has(name.toLowerCase());
}

/**
 * Classifies a file by its path, relative to the root with `/`. A file inside an ignored folder is ignored, whatever its own
 * name says. `.NAME.icloud` is what iCloud leaves for a file whose bytes are elsewhere, so it is a placeholder although it
 * starts with a dot.
 */
export function classifyName(path: string): FileClass {
  const lastSlash = path.lastIndexOf('/');
  if (lastSlash >= 0 && path.slice(0, lastSlash).split('/').some(isIgnoredName)) return 'ignored';
  return classifyFileName(path.slice(lastSlash + 1));
}

/** {@link classifyName} for a name whose folder is known not to be ignored; the walk asks once a file. */
export function classifyFileName(name: string): FileClass {
  const extension = extensionOf(name);
  if (extension === 'icloud') return 'placeholder';
  if (isIgnoredName(name)) return 'ignored';
  if (photoExtensions.has(extension)) return 'photo';
  return dataExtensions.has(extension) ? 'data' : 'ignored';
}
