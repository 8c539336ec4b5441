import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createFileStore } from '#core/index/fileStore.ts';
import { migrate } from '#core/index/openIndex.ts';

test('from migration 90 on photos are counted as they come, go, change and come back', () => {
  const db = new Database(':memory:');
  migrate(db, 80);
  const insert = `INSERT INTO files (path, class, state, size, modified_at, arrived_at) VALUES (?, 'photo', ?, 10, 1, 5)`;
  db.prepare(insert).run('a.jpg', 'photo');
  db.prepare(insert).run('b.jpg', 'queued');
  migrate(db);
  const files = createFileStore(db);
  expect(files.photoCount()).toBe(1);

  const b = files.byPath('b.jpg')?.id ?? 0;
  files.setRead(b, 'photo', null);
  files.setRead(b, 'photo', null);
  expect(files.photoCount()).toBe(2);
  files.setPresent(b, false);
  expect(files.photoCount()).toBe(1);
  files.setPresent(b, true);
  files.requeue(b);
  expect(files.photoCount()).toBe(1);
  db.exec('DELETE FROM files');
  expect(files.photoCount()).toBe(0);
  expect(files.isAnyPresent()).toBe(false);
  db.close();
});
