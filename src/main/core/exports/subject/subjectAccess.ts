/**
 * All that is held about one customer, as a ZIP for that customer: a page to read, the same as data, the pictures, and every file's
 * hash. What is erased while it is being written would be given away by it: then there is no file.
 */
import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ExportDefinition, ExportTask } from '#core/exports/contract.ts';
import { ExportRefusal } from '#core/exports/exportFailure.ts';
import { safeName } from '#core/exports/fileNames.ts';
import type { BytesLacking } from '#core/exports/originalBytes.ts';
import { pictureContent } from '#core/exports/pictureContent.ts';
import { createZipWriter } from '#core/exports/zipWriter.ts';
import { optOutsNaming } from '#core/subject/findSubject.ts';
import { hidesSomething } from '#shared/hiding.ts';
import type { PhotoId } from '#shared/ids.ts';
import { type SubjectData, type SubjectPicture, type SubjectStop, subjectStop } from './subjectData.ts';
import { refKey, subjectEntries } from './subjectEntries.ts';
import { subjectPage } from './subjectPage.ts';

const lackingWords: Record<BytesLacking, string> = {
  gone: 'Its file is not in the depot’s folder any more',
  'online-only': 'Its file is only in the cloud',
  changed: 'Its file was changed since the depot read it',
  unreadable: 'Its file could not be read',
  erased: 'It was erased',
};
const goneMeanwhile =
  'Something of it was erased, or left the index, while the export was being written. Nothing was left behind: search once more.';

export const subjectAccess: ExportDefinition = {
  words: 'Subject access',
  extension: 'zip',
  async write(task, out) {
    const { subject } = task;
    if (!subject) throw new Error('This export is about a customer.');
    const deliveries = await deliveriesOf(task, subject.stopIds);
    const begun = await erasuresOf(task, deliveries);
    const zip = createZipWriter(out, task.signal);
    const files: { file: string; bytes: number; sha256: string }[] = [];
    const add = async (file: string, bytes: Buffer, options: { compress: boolean; modifiedAt: number }) => {
      files.push({ file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
      await zip.add(file, bytes, options);
    };

    const lacking = await addPictures(task, deliveries, add);
    const data = await dataOf(task, subject.words, deliveries);
    await add('index.html', Buffer.from(subjectPage(data)), { compress: true, modifiedAt: task.now });
    await add('data.json', jsonBytes(data), { compress: true, modifiedAt: task.now });
    const { depot, about, generatedAt } = data;
    await add('manifest.json', jsonBytes({ depot, about, generatedAt, files: [...files] }), {
      ...{ compress: true, modifiedAt: task.now },
    });
    const sums = files.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join('');
    await zip.add('SHA256SUMS', Buffer.from(sums), { compress: true, modifiedAt: task.now });
    if ((await erasuresOf(task, deliveries)) !== begun) throw new ExportRefusal(goneMeanwhile);
    await zip.end();
    return closingSentence(lacking);
  },
};

/** By date, then in the order of their routes. */
async function deliveriesOf(task: ExportTask, stopIds: readonly string[]): Promise<SubjectStop[]> {
  const deliveries: SubjectStop[] = [];
  for (const stopId of new Set(stopIds)) {
    task.signal.throwIfAborted();
    const delivery = subjectStop(task.depot, stopId);
    if (!delivery) throw new ExportRefusal(goneMeanwhile);
    deliveries.push(delivery);
    if (deliveries.length % 20 === 0) await breathe();
  }
  return deliveries.sort(
    (a, b) => a.date.localeCompare(b.date) || a.route.localeCompare(b.route, 'en', { numeric: true }),
  );
}

type Add = (file: string, bytes: Buffer, options: { compress: boolean; modifiedAt: number }) => Promise<void>;

/** Sets the file of each picture, or why there is none. Returns how many are lacking. */
async function addPictures(task: ExportTask, deliveries: readonly SubjectStop[], add: Add): Promise<number> {
  const all = deliveries.flatMap((delivery) => delivery.pictures.map((picture) => ({ delivery, picture })));
  const known = new Map<PhotoId, Pick<SubjectPicture, 'file' | 'note'>>();
  const names = new Set<string>();
  for (const [n, { delivery, picture }] of all.entries()) {
    task.signal.throwIfAborted();
    let content = known.get(picture.photo);
    if (!content) {
      const { bytes, extension, note } = await bytesOf(task, picture);
      let file: string | null = null;
      if (bytes !== null) {
        const stem = `pictures/${delivery.date} ${safeName(delivery.route, 40)} ${safeName(delivery.stop, 40)}`;
        for (let k = 1; file === null || names.has(file.toLowerCase()); k++) file = `${stem} ${k}${extension}`;
        names.add(file.toLowerCase());
        await add(file, bytes, { compress: false, modifiedAt: picture.takenAt ?? task.now });
      }
      content = { file, note };
      known.set(picture.photo, content);
    }
    Object.assign(picture, content);
    task.progress((n + 1) / (all.length + 1));
    await breathe();
  }
  return [...known.values()].filter(({ file }) => file === null).length;
}

interface PictureBytes {
  /** Null: it can't be handed on, and `note` says why. */
  bytes: Buffer | null;
  extension: string;
  note: string | null;
}

/** The original; a copy where parts are hidden; the small picture where the folder has it no more. */
async function bytesOf(task: ExportTask, { photo }: SubjectPicture): Promise<PictureBytes> {
  const { photos, hiddenParts } = task.depot.queries;
  const row = photos.byId(photo);
  if (!row) throw new ExportRefusal(goneMeanwhile);
  const paths = photos.filesOf(row.id).map(({ path }) => path);
  const content = await pictureContent(task, { photoId: photo, bytes: row.bytes, paths });
  if (content.ok) {
    const note = content.redactedBy === null ? null : 'A copy in which parts are made unreadable';
    return { bytes: content.bytes, extension: content.extension, note };
  }
  const why = content.why === 'no-copy' ? content.message : lackingWords[content.why];
  // A small picture shows what no copy may show.
  if (hidesSomething(hiddenParts(photo))) return { bytes: null, extension: '', note: `Not here: ${why}` };
  const small = await task.pictures.read(photo, 'thumbnail', { priority: 'backlog' });
  task.signal.throwIfAborted();
  return small.ok
    ? { bytes: small.bytes, extension: '.webp', note: `The small copy that the depot keeps: ${why.toLowerCase()}` }
    : { bytes: null, extension: '', note: `Not here: ${why}` };
}

async function dataOf(task: ExportTask, about: string, deliveries: SubjectStop[]): Promise<SubjectData> {
  const { settings, ledger, signal } = task;
  const stops = new Map(deliveries.map((delivery) => [refKey(delivery), delivery.address]));
  const photos = new Set(deliveries.flatMap(({ pictures }) => pictures.map(({ photo }) => photo)));
  const isNaming = optOutsNaming(task.depot, task.subject?.stopIds ?? []);
  const record = await subjectEntries(ledger, { stops, photos, isOptOut: ({ key }) => isNaming(key) }, signal);
  return {
    ...{ about, depot: settings.depotName, timeZone: settings.timeZone },
    ...{ generatedAt: new Date(task.now).toISOString(), kept: settings.retention, deliveries, record },
  };
}

/** How often something of these deliveries was erased: another number than before means that the file would hold it still. */
async function erasuresOf({ ledger, signal }: ExportTask, deliveries: readonly SubjectStop[]): Promise<number> {
  const ours = new Set(deliveries.map(refKey));
  let count = 0;
  for await (const { body } of ledger.entries()) {
    signal.throwIfAborted();
    if (body.kind !== 'erase') continue;
    count += body.stops.filter(({ stop }) => ours.has(refKey({ date: body.date, route: body.route, stop }))).length;
  }
  return count;
}

const jsonBytes = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

function closingSentence(lacking: number): string | null {
  if (lacking === 0) return null;
  return `${lacking === 1 ? '1 picture' : `${lacking} pictures`} could not be put in; the page says why.`;
}
