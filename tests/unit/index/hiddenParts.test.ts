import { expect, test } from 'vitest';
import { createHiddenParts } from '#core/index/hiddenParts.ts';
import type { PhotoRow } from '#core/index/photoReader.ts';
import type { PictureBoxView } from '#shared/scores.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { PersonFound } from '#shared/views.ts';

const drawn: PictureBoxView = { x: 0, y: 0, width: 0.5, height: 0.5 };
const face: PersonFound = { kind: 'face', score: 0.9, box: { x: 0.4, y: 0.4, width: 0.1, height: 0.1 } };

const hiddenWhere = (known: {
  drawn: PictureBoxView[] | null;
  outside?: boolean;
  found: PersonFound[] | null;
  on?: boolean;
}) =>
  createHiddenParts({
    decisions: { hidingOf: () => known.drawn && { boxes: known.drawn, outside: known.outside ?? false } },
    photos: { byId: () => ({ id: 1 }) as PhotoRow },
    people: { found: () => known.found },
    settings: () => ({ ...defaultSettings, findPeople: known.on ?? true }),
  })('1'.repeat(64));

test('what a person drew holds, whatever the model found', () => {
  expect(hiddenWhere({ drawn: [drawn], found: [face] })).toEqual({
    boxes: [drawn],
    outside: false,
    by: 'hand',
    unseen: false,
  });
});

test('a person may say that copies show what they drew and nothing else', () => {
  expect(hiddenWhere({ drawn: [drawn], outside: true, found: [face] })).toEqual({
    ...{ boxes: [drawn], outside: true, by: 'hand', unseen: false },
  });
});

test('a person may also say that nothing is to be hidden', () => {
  expect(hiddenWhere({ drawn: [], found: [face] })).toEqual({ boxes: [], outside: false, by: 'hand', unseen: false });
});

test('where nobody has said anything, the faces that were found are hidden', () => {
  const { boxes, by, unseen } = hiddenWhere({ drawn: null, found: [face] });
  expect({ parts: boxes.length, by, unseen }).toEqual({ parts: 1, by: 'model', unseen: false });
});

test('a picture that the model has not looked at may hold faces', () => {
  expect(hiddenWhere({ drawn: null, found: null })).toEqual({ boxes: [], outside: false, by: 'nobody', unseen: true });
  expect(hiddenWhere({ drawn: null, found: [] })).toEqual({ boxes: [], outside: false, by: 'nobody', unseen: false });
});

test('with the model off nothing is hidden by itself, also not what it found before', () => {
  expect(hiddenWhere({ drawn: null, found: [face], on: false })).toEqual({
    boxes: [],
    outside: false,
    by: 'nobody',
    unseen: false,
  });
});
