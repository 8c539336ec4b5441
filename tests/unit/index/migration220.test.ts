import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createFileStore } from '#core/index/fileStore.ts';
import { migrate } from '#core/index/openIndex.ts';

test('from migration 220 on files are found by their number, those of before too, and told apart where it is not exact', () => {
  const db = new Database(':memory:');
  migrate(db, 210);
  const add = db.prepare(
    `INSERT INTO files (path, class, state, size, modified_at, arrived_at, identity) VALUES (?, 'photo', 'photo', 1, 1, 1, ?)`,
  );
  const identities = {
    'ext4.jpg': '2049:1234567',
    'other disk.jpg': '2050:1234567',
    // NTFS counts in 64 bits, of which a double keeps 53.
    'ntfs.jpg': '1234567:18446744073709552000',
    'ntfs too.jpg': '1234567:18446744073709551000',
    'of a link.jpg': null,
  };
  for (const [path, identity] of Object.entries(identities)) add.run(path, identity);
  migrate(db);
  const files = createFileStore(db);
  for (const [path, identity] of Object.entries(identities)) {
    if (identity !== null) expect(files.byIdentity(identity).map((file) => file.path)).toEqual([path]);
  }
  expect(files.byIdentity('2049:7654321')).toEqual([]);
  db.close();
});
