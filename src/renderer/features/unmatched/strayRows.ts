/** The rows of the stray photos' list: phone by phone, of which only some pages are fetched. */
import type { PhotoId } from '#shared/ids.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';
import { formatAmount } from '#ui/format.ts';

/** What `listUnmatched` gives at a time. */
export const pageSize = 200;

/** A page of one phone's photos; numbers begin at 0. */
export interface PageKey {
  device: string;
  page: number;
}

/** Photos of one phone, as far as they are fetched. */
export interface PhoneGroup {
  /** Empty: the pictures name none. */
  device: string;
  total: number;
  /** By number from 0; what is not fetched yet is missing. */
  pages: ReadonlyMap<number, readonly UnmatchedPhoto[]>;
}

/** A row of the list: a photo, or the place of one that isn't fetched yet. `group` is the words above its phone's rows. */
export type Stray =
  | { kind: 'photo'; key: PhotoId; photo: UnmatchedPhoto; page: PageKey; group: string }
  | { kind: 'waiting'; key: string; page: PageKey; group: string };

/** All rows from first to last; a photo that moved to another page between two answers is listed once. */
export function rowsOf(groups: readonly PhoneGroup[], hidden: ReadonlySet<PhotoId>): readonly Stray[] {
  const listed = new Set<PhotoId>(hidden);
  return groups.flatMap((group) => {
    const photos = [...placesOf(group)].filter((place) => {
      if (typeof place.photo === 'number') return true;
      const isNew = !listed.has(place.photo.id);
      listed.add(place.photo.id);
      return isNew;
    });
    const words = `${phoneName(group.device)} · ${formatAmount(photos.length, 'photo')}`;
    return photos.map(({ photo, page }): Stray => {
      const known = { page: { device: group.device, page }, group: words };
      if (typeof photo !== 'number') return { kind: 'photo', key: photo.id, photo, ...known };
      return { kind: 'waiting', key: `waiting ${photo} ${group.device}`, ...known };
    });
  });
}

/** Every photo of a group in turn, or the number of its place. */
function* placesOf({ total, pages }: PhoneGroup): Generator<{ photo: UnmatchedPhoto | number; page: number }> {
  for (let page = 0; page * pageSize < total; page += 1) {
    const first = page * pageSize;
    const places = Array.from({ length: Math.min(pageSize, total - first) }, (_, place) => first + place);
    for (const photo of pages.get(page) ?? places) yield { photo, page };
  }
}

/** Photos that are all here already, by phone in the order of `order`. */
export function groupByPhone(photos: readonly UnmatchedPhoto[], order: readonly string[]): PhoneGroup[] {
  const byPhone = new Map<string, UnmatchedPhoto[]>(order.map((device) => [device, []]));
  for (const photo of photos) {
    const device = photo.device ?? '';
    const group = byPhone.get(device);
    if (group) group.push(photo);
    else byPhone.set(device, [photo]);
  }
  return [...byPhone].map(([device, own]) => ({ device, total: own.length, pages: new Map([[0, own]]) }));
}

/** Phones stay where they were first seen, though their counts fall while one works; new ones come last. */
export function keepOrder(before: readonly string[], now: readonly string[]): readonly string[] {
  const fresh = now.filter((device) => !before.includes(device));
  return fresh.length === 0 ? before : [...before, ...fresh];
}

/** Longer names than this say nothing more. */
const nameLength = 60;

/** What a phone is called where it is named, and where it isn't. */
export function phoneName(device: string): string {
  if (device === '') return 'Phone not named';
  return device.length > nameLength ? `${device.slice(0, nameLength)}…` : device;
}

/** When the photo was taken, epoch ms; null where only its file's own date is known, which is when it was copied. */
export function timeOf({ takenAt, flags }: Pick<UnmatchedPhoto, 'takenAt' | 'flags'>): number | null {
  return flags.includes('time-unknown') ? null : takenAt;
}
