import { expect, test } from 'vitest';
import { rowPicture } from '#app/rowPicture.ts';
import { shotsOf } from '#app/shots.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { StopRow } from '#shared/views.ts';
import { stopsIn } from '#tests/unit/renderer/stopRows.ts';

const one = 'a'.repeat(64) as PhotoId;
const [confirmed] = stopsIn('confirmed') as [StopRow];
const two = 'b'.repeat(64) as PhotoId;

test('a list shows a stop’s small picture, and asks for none that was erased or must not be seen', () => {
  const row = { ...confirmed, photoIds: [one], flags: [] };
  expect(rowPicture(row)).toEqual({ url: `/api/photos/${one}/thumbnail` });
  expect(rowPicture({ ...row, photoIds: [] })).toEqual({ url: null });
  expect(rowPicture({ ...row, flags: ['photo-despite-opt-out'] })).toEqual({ url: null, instead: 'hidden' });
  expect(rowPicture({ ...row, erasedSmall: [one] })).toEqual({ url: null, instead: 'erased' });
  // Its large picture went first: the small one has a time of its own.
  expect(rowPicture({ ...row, erasedLarge: [one] }).url).not.toBeNull();
});

test('before a stop’s facts are here, the stage asks for no picture of which anything was erased', () => {
  const row = { ...confirmed, photoIds: [one, two], erasedLarge: [one] };
  expect(shotsOf(undefined, row).map(({ id }) => id)).toEqual([two]);
});
