import { expect, test } from 'vitest';
import { stagePicture } from '#app/stagePicture.ts';

test('a stage asks for nothing that was erased: the large picture stands in for its small one, and neither for none', () => {
  const [small, large] = ['/api/photos/p/thumbnail', '/api/photos/p/preview'];
  expect(stagePicture({ id: 'p' })).toEqual({ thumbnailUrl: small, previewUrl: large });
  expect(stagePicture({ id: 'p', smallErased: true })).toEqual({ thumbnailUrl: large, previewUrl: large });
  expect(stagePicture({ id: 'p', erased: true })).toEqual({ thumbnailUrl: null, previewUrl: null });
  expect(stagePicture(null)).toEqual({ thumbnailUrl: null, previewUrl: null });
});
