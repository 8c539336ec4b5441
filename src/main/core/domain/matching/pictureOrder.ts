/** The order in which one device took its pictures, by the numbers that it gave them: for pictures that no clock puts in order. */
import type { Photo } from '#core/domain/delivery.ts';

export interface PictureNumber {
  /** What the numbers have in common: folder and the name around the number. */
  series: string;
  number: number;
}

/** What is put behind a name by a second copy or an edit: it is the same picture's number. */
const copyMarks = /(?: ?\(\d{1,3}\)|[-_ ](?:copy|edited|bearbeitet)|~\d)+$/i;

/**
 * The number that a device or messenger gave a picture: `IMG_0012.jpg`, `DSC00412.JPG`, `IMG-20260101-WA0007.jpg`, `0012.jpg`,
 * `12/photo.jpg` has none. Null where the name ends in no number of at most six digits.
 */
export function pictureNumber(photo: Pick<Photo, 'files'>): PictureNumber | null {
  const path = photo.files[0]?.path ?? '';
  const nameAt = path.lastIndexOf('/') + 1;
  const stem = path
    .slice(nameAt)
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(copyMarks, '');
  const found = /^(.*?)(?<!\d)(\d{1,6})$/.exec(stem);
  if (!found) return null;
  const [, before = '', digits = ''] = found;
  // iPhones call an edited IMG_0012 IMG_E0012.
  const prefix = before.replace(/^IMG_E$/i, 'IMG_').toUpperCase();
  return { series: `${path.slice(0, nameAt)}\0${prefix}`, number: Number(digits) };
}
