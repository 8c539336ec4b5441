import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createLookStore } from '#core/index/lookStore.ts';
import { migrate } from '#core/index/openIndex.ts';
import { createPhotoReader } from '#core/index/photoReader.ts';

test('migration 60 keeps every picture, forgets figures of another meaning, and has the pictures read again', () => {
  const db = new Database(':memory:');
  migrate(db, 50);
  db.exec(`INSERT INTO photos (id, sha256, day, bytes, width, height, sharpness, luma, arrived_at)
    VALUES (7, x'${'ab'.repeat(32)}', '2026-11-20', 10, 4000, 3000, 0.3, 12, 5);
    INSERT INTO files (path, class, state, size, modified_at, arrived_at, photo) VALUES ('a.jpg', 'photo', 'photo', 10, 1, 5, 7)`);
  migrate(db);
  const reader = createPhotoReader(db);
  const row = reader.row(7);
  expect(row).toMatchObject({ width: 4000, height: 3000, edge_width: null, light: null, middle: null });
  expect(row && reader.toPhoto(row, reader.filesOf(7)).quality).toBeNull();
  expect(createLookStore(db, 'figures', 1).search(0).photos).toEqual([7]);
  // The file is a photo as before: nothing on the screens waits for the reading.
  expect(db.prepare('SELECT state FROM files').pluck().all()).toEqual(['photo']);
  db.close();
});
