import { expect, test } from 'vitest';
import { pictureNumber } from '#core/domain/matching/pictureOrder.ts';
import { file, photo } from './papers.ts';

const numberIn = (path: string) => pictureNumber(photo([file(path)]));

test.for([
  ['IMG_0012.jpg', 12],
  ['DSC00412.JPG', 412],
  ['IMG-20260101-WA0007.jpg', 7],
  ['0012.jpg', 12],
  ['a/b/Photo 3.heic', 3],
  ['IMG_0012 (1).jpg', 12],
  ['IMG_0012~2.jpg', 12],
  ['IMG_0012-edited.jpg', 12],
] as const)('%s is picture number %i', ([path, number]) => {
  expect(numberIn(path)?.number).toBe(number);
});

test.for(['front door.jpg', '12/photo.jpg', 'IMG_20261120101500.jpg', ''])('%s has no number', (path) => {
  expect(numberIn(path)).toBeNull();
});

test('numbers of one series share folder and name; another folder or another name is another series', () => {
  const series = (path: string) => numberIn(path)?.series;
  expect(series('a/IMG_0012.jpg')).toBe(series('a/IMG_0999.JPG'));
  expect(series('a/IMG_0012.jpg')).toBe(series('a/IMG_E0013.jpg'));
  expect(series('a/IMG_0012.jpg')).not.toBe(series('b/IMG_0012.jpg'));
  expect(series('a/IMG_0012.jpg')).not.toBe(series('a/DSC_0012.jpg'));
  expect(series('IMG-20260101-WA0007.jpg')).not.toBe(series('IMG-20260102-WA0008.jpg'));
});
