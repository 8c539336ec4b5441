/** Names that sync clients give to the second of two files that wanted the same name (field notes, "Conflicts"). */

/**
 * Endings of the name without its extension, each with the client that writes it. Only shapes that nobody types are here:
 * OneDrive's free form `Name-User-Computer` can't be told from an order number, so only computer names that Windows and
 * macOS make up themselves are taken off. Same bytes are one photo whatever the names say.
 */
const conflictEndings: readonly RegExp[] = [
  // Windows, Google Drive, browsers: `name (1)`.
  /\s*\(\d{1,3}\)$/,
  // Dropbox, Nextcloud, Box: `name (Anna's conflicted copy 2026-11-21)`, `name (conflicted copy 2026-11-21 101500)`.
  /\s*\((?:[^()]*\s)?conflicted copy(?:\s[^()]*)?\)$/i,
  // Dropbox on a disk that ignores case: `name (Case Conflict 1)`.
  /\s*\((?:[^()]*\s)?case conflict(?:\s[^()]*)?\)$/i,
  // Syncthing: `name.sync-conflict-20261121-101500-ABCDEF7`.
  /\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]+)?$/i,
  // OneDrive: `name-DESKTOP-AB12CD3`, `name-Annas-MacBook-Pro`. A user's name before it stays: it could be a stop's code.
  /-(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{4,15}$/,
  /-\p{L}+-(?:MacBook|iMac)(?:-(?:Pro|Air|Mini))?$/u,
];

/**
 * The name that a conflict copy was made from: `IMG_1 (1).jpg` → `IMG_1.jpg`. A name that is no conflict copy comes back as it
 * is. Takes and gives a file name without its folder.
 */
export function originalName(name: string): string {
  const dot = name.lastIndexOf('.');
  // Syncthing's mark itself starts with a dot: a name without extension must not lose half of it.
  const hasExtension = dot > 0 && !/^\.sync-conflict-/i.test(name.slice(dot));
  const extension = hasExtension ? name.slice(dot) : '';
  let stem = hasExtension ? name.slice(0, dot) : name;
  // Copies of copies happen: `name (1) (2).jpg`.
  for (let before = ''; before !== stem; ) {
    before = stem;
    for (const ending of conflictEndings) {
      const shorter = stem.replace(ending, '');
      if (shorter !== '') stem = shorter;
    }
  }
  return stem + extension;
}
