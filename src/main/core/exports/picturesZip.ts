/**
 * All pictures of a day or route as a ZIP: the original bytes in folders by route, a manifest for people and one for programs,
 * and `SHA256SUMS` for `sha256sum -c`. What is left out is listed with its reason; nothing is left out silently.
 */
import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import type { ListedPicture } from '#core/index/pictureList.ts';
import { dateOf, type ExportDefinition, type ExportTask } from './contract.ts';
import { neutralised } from './csvFile.ts';
import { cellTime } from './exportTimes.ts';
import { safeName } from './fileNames.ts';
import type { BytesLacking } from './originalBytes.ts';
import { pictureContent } from './pictureContent.ts';
import { routesOf } from './routesOf.ts';
import { createZipWriter } from './zipWriter.ts';

/** A picture as the manifest tells it. */
interface ManifestEntry {
  /** Null: it is not in the ZIP. */
  file: string | null;
  /** Of the bytes in the ZIP. */
  sha256: string | null;
  photo: string;
  route: string | null;
  driver: string | null;
  stop: string | null;
  sequence: number | null;
  address: string | null;
  takenAt: string | null;
  state: string | null;
  note: string | null;
}

const lackingNotes: Record<BytesLacking, string> = {
  gone: 'Not in the ZIP: its file is not in the folder any more',
  'online-only': 'Not in the ZIP: its file is only in the cloud; bring it to this computer and export again',
  changed: 'Not in the ZIP: its file has changed since it was indexed',
  unreadable: 'Not in the ZIP: its file could not be read',
  erased: 'Not in the ZIP: this picture was erased',
};
const privateNote = 'Left out: no photo was to be taken at this address';
const privateAsideNote = 'Left out: put aside as private';
const redactedNotes = {
  hand: 'A copy in which parts are made unreadable; the original stays in the folder',
  outside: 'A copy in which all but a drawn part is made unreadable; the original stays in the folder',
  model: 'A copy in which the faces that were found are made unreadable; the original stays in the folder',
} as const;
const unseenNote = 'The original as it is: Porchlight has not looked for faces in it yet';

export const picturesZip: ExportDefinition = {
  words: 'Pictures',
  extension: 'zip',
  async write(task, out) {
    const pictures = await picturesOf(task);
    const total = pictures.reduce((sum, each) => sum + each.bytes, 0);
    const zip = createZipWriter(out, task.signal);
    const names = createNames();
    const inZip = new Map<string, { file: string; sha256: string; note: string | null }>();
    const entries: ManifestEntry[] = [];
    const worthSaying: string[] = [];
    let done = 0;

    for (const picture of pictures) {
      task.signal.throwIfAborted();
      const known = inZip.get(picture.photoId);
      if (known) entries.push(entryOf(task, picture, known));
      else {
        const content = await contentOf(task, picture);
        if (content.ok) {
          const file = names.of(picture, content.extension);
          await zip.add(file, content.bytes, { compress: false, modifiedAt: picture.takenAt ?? task.now });
          const told = { file, sha256: content.sha256, note: content.note };
          if (content.note === unseenNote) worthSaying.push(unseenNote);
          inZip.set(picture.photoId, told);
          entries.push(entryOf(task, picture, told));
        } else {
          worthSaying.push(content.note);
          entries.push(entryOf(task, picture, { file: null, sha256: null, note: content.note }));
        }
      }
      done += picture.bytes;
      task.progress(total === 0 ? 1 : done / total);
      await breathe();
    }

    const sums = new Map([...inZip.values()].map(({ file, sha256 }) => [file, sha256]));
    for (const [name, text] of [
      ['manifest.csv', manifestCsv(entries)],
      ['manifest.json', manifestJson(task, entries)],
    ] as const) {
      const bytes = Buffer.from(text);
      sums.set(name, createHash('sha256').update(bytes).digest('hex'));
      await zip.add(name, bytes, { compress: true, modifiedAt: task.now });
    }
    const lines = [...sums].map(([file, sha256]) => `${sha256}  ${file}\n`);
    await zip.add('SHA256SUMS', Buffer.from(lines.join('')), { compress: true, modifiedAt: task.now });
    await zip.end();
    return closingSentence(worthSaying);
  },
};

/** By route, and for a whole day also what belongs to no stop. */
async function picturesOf(task: ExportTask): Promise<ListedPicture[]> {
  const { pictureList } = task.depot.queries;
  const pictures: ListedPicture[] = [];
  for (const route of routesOf(task)) {
    pictures.push(...pictureList.ofRoute(route.id));
    await breathe();
  }
  if (task.routeId === null) pictures.push(...pictureList.withoutStop(dateOf(task)));
  return pictures;
}

type Content =
  | { ok: true; bytes: Buffer; extension: string; sha256: string; note: string | null }
  | { ok: false; note: string };

async function contentOf(task: ExportTask, picture: ListedPicture): Promise<Content> {
  const { isPrivate, aside } = picture;
  if (isPrivate) return { ok: false, note: privateNote };
  if (aside === 'private') return { ok: false, note: privateAsideNote };
  const content = await pictureContent(task, picture);
  if (!content.ok) {
    return {
      ok: false,
      note: content.why === 'no-copy' ? `Not in the ZIP: ${content.message}` : lackingNotes[content.why],
    };
  }
  const { bytes, extension, sha256, redactedBy, unseen } = content;
  const note = redactedBy === null ? (unseen ? unseenNote : null) : redactedNotes[redactedBy];
  return { ok: true, bytes, extension, sha256, note };
}

/** `R104/041 12 Elm St.jpg`; a second picture of the stop is `… (2).jpg`. No two differ only in case. */
function createNames() {
  const taken = new Set<string>();
  return {
    of({ at, aside, paths }: ListedPicture, extension: string): string {
      const folder = at ? safeName(at.route, 60) : aside ? 'Put aside' : 'Without a stop';
      const place = at
        ? `${at.sequence === null ? at.stop : String(at.sequence).padStart(3, '0')} ${at.address || at.stop}`
        : '';
      const original =
        (paths[0] ?? '')
          .split('/')
          .at(-1)
          ?.replace(/\.[^.]*$/, '') ?? '';
      const stem = safeName(at ? place : original, 80, 'picture');
      for (let n = 1; ; n++) {
        const name = `${folder}/${stem}${n === 1 ? '' : ` (${n})`}${extension}`;
        const key = name.toLowerCase();
        if (taken.has(key)) continue;
        taken.add(key);
        return name;
      }
    },
  };
}

function entryOf(
  task: ExportTask,
  { photoId, at, takenAt }: ListedPicture,
  { file, sha256, note }: Pick<ManifestEntry, 'file' | 'sha256' | 'note'>,
): ManifestEntry {
  return {
    ...{ file, sha256, photo: photoId, route: at?.route ?? null, driver: at?.driver ?? null, stop: at?.stop ?? null },
    ...{ sequence: at?.sequence ?? null, address: at?.address ?? null },
    ...{ takenAt: cellTime(takenAt, task.settings.timeZone) || null, state: at?.state ?? null, note },
  };
}

const columns = [
  ...['file', 'sha256', 'photo', 'route', 'driver', 'stop', 'sequence', 'address', 'takenAt', 'state', 'note'],
] as const satisfies (keyof ManifestEntry)[];

function manifestCsv(entries: readonly ManifestEntry[]): string {
  return stringify([...entries], {
    header: true,
    columns: columns.map((key) => ({ key, header: key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) })),
    bom: true,
    record_delimiter: 'windows',
    cast: { string: (text, { header }) => (header ? text : neutralised(text)) },
  });
}

function manifestJson(task: ExportTask, pictures: readonly ManifestEntry[]): string {
  const { depotName, timeZone } = task.settings;
  const generatedAt = new Date(task.now).toISOString();
  return `${JSON.stringify({ depot: depotName, serviceDate: dateOf(task), timeZone, generatedAt, pictures }, null, 2)}\n`;
}

/** “3 pictures are not in the ZIP; manifest.csv says why.” */
function closingSentence(notes: readonly string[]): string | null {
  if (notes.length === 0) return null;
  const isPrivate = (note: string) => note === privateNote || note === privateAsideNote;
  const left = notes.filter(isPrivate).length;
  const unseen = notes.filter((note) => note === unseenNote).length;
  const missing = notes.length - left - unseen;
  const pictures = (n: number) => (n === 1 ? '1 picture' : `${n} pictures`);
  const parts = [
    ...(missing > 0 ? [`${pictures(missing)} could not be put in`] : []),
    ...(left > 0 ? [`${pictures(left)} ${left === 1 ? 'was' : 'were'} left out as private`] : []),
    ...(unseen > 0 ? [`in ${pictures(unseen)} Porchlight has not looked for faces yet`] : []),
  ];
  const said = parts.join(', ');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}; manifest.csv lists ${notes.length === 1 ? 'it' : 'them'}.`;
}
