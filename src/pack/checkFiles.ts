/** The files of a pack against the manifest's list, and its pictures against what Porchlight recorded when it first saw them. */
import { type FaultCode, type Finding, type Remark, type RemarkCode, shownName } from './finding.ts';
import { type Manifest, type PackedFile, type PackedPicture, type PictureStanding, sealingPaths } from './format.ts';
import type { FileRead } from './readContents.ts';

export interface FilesFound {
  read: ReadonlyMap<string, FileRead>;
  /** Files whose own fault is told already: neither missing nor added. */
  told: ReadonlySet<string>;
}

/** Everything missing, added, renamed and changed; each file has one finding. */
export function checkFiles(manifest: Manifest, { read, told }: FilesFound): Finding[] {
  const findings: Finding[] = [];
  const about = (code: FaultCode, file: string, sentence: string) => findings.push({ code, file, sentence });
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  const added = new Map([...read].filter(([name]) => !listed.has(name) && !sealingPaths.has(name)));
  for (const file of listed.values()) {
    const { path } = file;
    if (told.has(path)) continue;
    const found = read.get(path);
    if (!found) {
      const newName = nameOfSame(file, added);
      if (newName === null) about('file-missing', path, `${path} is missing: it was taken out of the pack.`);
      else {
        added.delete(newName);
        about('file-renamed', path, `${path} was renamed to ${newName}.`);
      }
    } else if (found.sha256 !== file.sha256 || found.bytes !== file.bytes) {
      about('file-changed', path, changedSentence(file, found));
    }
  }
  for (const name of added.keys()) {
    about('file-added', shownName(name), `${shownName(name)} was added: the manifest does not list it.`);
  }
  return findings;
}

function nameOfSame({ sha256, bytes }: PackedFile, added: ReadonlyMap<string, FileRead>): string | null {
  for (const [name, found] of added) if (found.sha256 === sha256 && found.bytes === bytes) return name;
  return null;
}

function changedSentence({ path, bytes, role }: PackedFile, found: FileRead): string {
  const how =
    found.bytes === bytes ? 'it is as long as before, with other bytes' : `${bytes} bytes became ${found.bytes}`;
  return role === 'picture'
    ? `${path} was changed: it is not the picture that the depot put into the pack (${how}).`
    : `${path} was changed after the pack was made (${how}).`;
}

/** Pictures whose standing is not what their hashes say. The manifest alone is asked: bytes against it are {@link checkFiles}'. */
export function checkPictures({ files, pictures }: Manifest): Finding[] {
  const listed = new Map(files.map((file) => [file.path, file]));
  const shown = new Set(pictures.map(({ path }) => path));
  const findings: Finding[] = [];
  for (const { path, recordedSha256, standing } of pictures) {
    if (path === null) continue;
    const isSame = listed.get(path)?.sha256 === recordedSha256;
    if (isSame === (standing === 'same')) continue;
    findings.push({
      code: 'picture-not-recorded',
      file: path,
      sentence: isSame
        ? `${path} has the very bytes that were recorded, yet the manifest says “${standing}”.`
        : `${path} is not the picture that Porchlight recorded when it first saw it: its SHA-256 is another.`,
    });
  }
  for (const { path, role } of files) {
    if (role !== 'picture' || shown.has(path)) continue;
    findings.push({
      code: 'picture-not-recorded',
      file: path,
      sentence: `${path} is a picture of which the manifest does not say when Porchlight recorded it.`,
    });
  }
  return findings;
}

const standingRemarks: Record<Exclude<PictureStanding, 'same'>, { code: RemarkCode; words: string }> = {
  changed: {
    code: 'picture-changed',
    words:
      'was changed in the depot’s folder after Porchlight first saw it; the pack has the changed one, and says so.',
  },
  gone: {
    code: 'picture-gone',
    words: 'is no longer in the depot’s folder; the pack has only the SHA-256 that was recorded.',
  },
  erased: {
    code: 'picture-erased',
    words: 'was erased by the depot’s rules for privacy; the pack has only the SHA-256 that was recorded.',
  },
  redacted: {
    code: 'picture-redacted',
    words: 'is a copy with parts covered; the pack has the SHA-256 of the original, and not the original.',
  },
};

/** What a reader should know of pictures that are as the manifest says. */
export function remarksOnPictures(pictures: readonly PackedPicture[]): Remark[] {
  const remarks: Remark[] = [];
  for (const { path, recordedSha256, standing } of pictures) {
    if (standing === 'same') continue;
    const { code, words } = standingRemarks[standing];
    const which = path ?? `The picture with the SHA-256 ${recordedSha256.slice(0, 8)}…`;
    remarks.push({ code, file: path, sentence: `${which} ${words}` });
  }
  return remarks;
}
