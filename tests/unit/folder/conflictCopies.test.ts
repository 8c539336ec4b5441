import { describe, expect, test } from 'vitest';
import { originalName } from '#core/folder/conflictCopies.ts';

describe('a conflict copy names the file it was made from', () => {
  test.each([
    ['IMG_1 (1).jpg', 'IMG_1.jpg'],
    ['IMG_1(2).jpg', 'IMG_1.jpg'],
    ['IMG_1 (1) (2).jpg', 'IMG_1.jpg'],
    ['IMG_1-DESKTOP-AB12.jpg', 'IMG_1.jpg'],
    ['IMG_1-LAPTOP-AB12CD3.HEIC', 'IMG_1.HEIC'],
    ['IMG_1-Annas-MacBook-Pro.jpg', 'IMG_1.jpg'],
    ["IMG_1 (Anna's conflicted copy 2026-11-21).jpg", 'IMG_1.jpg'],
    ['IMG_1 (conflicted copy 2026-11-21 101500).jpg', 'IMG_1.jpg'],
    ['IMG_1 (Case Conflict 1).jpg', 'IMG_1.jpg'],
    ['IMG_1.sync-conflict-20261121-101500-ABCDEF7.jpg', 'IMG_1.jpg'],
    ['IMG_1.sync-conflict-20261121-101500-ABCDEF7', 'IMG_1'],
  ])('%j → %j', (name, original) => expect(originalName(name)).toBe(original));
});

describe('a name that is no conflict copy stays', () => {
  test.each([
    'IMG_1.jpg',
    'R104-041.jpg',
    'R104-Elm-12.jpg',
    'TBA123456789012.jpg',
    '(1).jpg',
    'IMG_1 (front door).jpg',
    'IMG_1 (12345).jpg',
    'noextension',
    '.jpg',
    '',
  ])('%j', (name) => expect(originalName(name)).toBe(name));
});

test('a stop’s code before a computer’s name is kept', () => {
  expect(originalName('R104-041-DESKTOP-AB12.jpg')).toBe('R104-041.jpg');
});
