import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createLookalikeStore } from '#core/index/lookalikeStore.ts';
import { createLookStore } from '#core/index/lookStore.ts';
import { migrate } from '#core/index/openIndex.ts';

test('migration 70 forgets hashes of another kind, and has the pictures read again for new ones', () => {
  const db = new Database(':memory:');
  migrate(db, 60);
  db.exec(`INSERT INTO photos (id, sha256, day, bytes, width, height, perceptual_hash, figures_version, arrived_at)
    VALUES (7, x'${'ab'.repeat(32)}', '2026-11-20', 10, 4000, 3000, x'0011223344556677', 1, 5);
    INSERT INTO files (path, class, state, size, modified_at, arrived_at, photo) VALUES ('a.jpg', 'photo', 'photo', 10, 1, 5, 7)`);
  migrate(db);
  expect(db.prepare('SELECT perceptual_hash FROM photos').pluck().get()).toBeNull();
  expect(createLookStore(db, 'figures', 1).search(0).photos).toEqual([7]);
  const store = createLookalikeStore(db);
  expect(store.isWaiting).toBe(false);
  expect(store.of(7)).toEqual([]);
  db.close();
});
