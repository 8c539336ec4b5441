import { describe, expect, test } from 'vitest';
import { classifyName, extensionOf } from '#core/folder/names.ts';

describe('what a name says', () => {
  test.each([
    ['IMG_1234.HEIC', 'photo'],
    ['2026-11-21/R104/20230112_042504.jpg', 'photo'],
    ['a.JpEg', 'photo'],
    ['a.png', 'photo'],
    ['a.WebP', 'photo'],
    ['a.heif', 'photo'],
    ['a.avif', 'photo'],
    ['"quoted".jpg', 'photo'],
    ['صورة📦.jpg', 'photo'],
    ['a.b.c.jpg', 'photo'],
    ['tmp/a.jpg', 'photo'],
    ['routes.csv', 'data'],
    ['routes.TSV', 'data'],
    ['a.jpg.json', 'data'],
    ['notes.txt', 'ignored'],
    ['jpg', 'ignored'],
    ['film.mov', 'ignored'],
    ['', 'ignored'],
  ])('%j is %s', (path, fileClass) => expect(classifyName(path)).toBe(fileClass));
});

describe('leftovers of systems and sync clients are ignored', () => {
  test.each([
    '.DS_Store',
    '._IMG_1.jpg',
    '.hidden.jpg',
    '~$routes.csv',
    '~syncthing~IMG_1.jpg.tmp',
    '.syncthing.IMG_1.jpg.tmp',
    'IMG_1~RF1b9046.TMP',
    'IMG_1.jpg.tmp',
    'IMG_1.jpg.crdownload',
    'IMG_1.jpg.partial',
    'IMG_1.jpg.PARTIAL',
    'Thumbs.db',
    'THUMBS.DB',
    'desktop.ini',
    'Desktop.ini',
    '.tmp.driveupload/12345.jpg',
    'R1/.tmp.drivedownload/a.jpg',
    '.stversions/R1/a.jpg',
    '.hidden/.a.jpg.icloud',
  ])('%j', (path) => expect(classifyName(path)).toBe('ignored'));
});

test('what iCloud leaves for a file elsewhere is a placeholder, although it starts with a dot', () => {
  expect(classifyName('R1/.IMG_1234.HEIC.icloud')).toBe('placeholder');
  expect(classifyName('IMG_1234.heic.ICLOUD')).toBe('placeholder');
});

test('an extension is what follows the last dot of the name, not of its folder', () => {
  expect(extensionOf('2026.11.21/photo')).toBe('');
  expect(extensionOf('a/b.JPG')).toBe('jpg');
});
