import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '#core/index/openIndex.ts';
import { createPhotoReader } from '#core/index/photoReader.ts';

test('from migration 210 on a picture is looked for where other bytes took its place; of before nothing is known', () => {
  const db = new Database(':memory:');
  migrate(db, 190);
  db.exec(`
    INSERT INTO photos (id, sha256, day, bytes, width, height, arrived_at) VALUES (1, zeroblob(32), '2026-11-20', 1, 1, 1, 1);
    INSERT INTO files (id, path, class, state, size, modified_at, arrived_at, photo) VALUES
      (1, 'a.jpg', 'photo', 'photo', 1, 1, 1, 1), (2, 'b.jpg', 'photo', 'photo', 1, 1, 1, NULL)`);
  migrate(db);
  const reader = createPhotoReader(db);
  const [known, dropped] = ['00'.repeat(32), 'ab'.repeat(32)];
  expect([reader.pathsOf(known), reader.pathsOf(dropped)]).toEqual([['a.jpg'], []]);
  db.exec(`INSERT INTO replaced_photos VALUES (zeroblob(32), 2), (x'${dropped}', 2), (x'${dropped}', 1)`);
  expect([reader.pathsOf(known), reader.pathsOf(dropped)]).toEqual([
    ['a.jpg', 'b.jpg'],
    ['a.jpg', 'b.jpg'],
  ]);
  db.close();
});
