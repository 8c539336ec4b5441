import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '#core/index/openIndex.ts';

test('from migration 230 on no opening of a claim stands in an index of the activity, and a parcel is found by the start of its key', () => {
  const db = new Database(':memory:');
  migrate(db, 220);
  db.exec(`
    INSERT INTO activity (seq, entry, at, kind, hash, undos, stop_key, route_key) VALUES
      (1, 'a', 1, 'note', x'00', 0, x'01', x'02'), (2, 'b', 2, 'open-claim', x'00', 0, x'01', x'02');
    INSERT INTO claims (seq, entry, year, place, key, state, allegation, changed_at, notes, files, packs, worded, undone)
      VALUES (2, 'b', 2026, 1, 'abcdefgh1', 'open', 'never-received', 2, 0, 0, 0, 1, 0), (3, 'c', 2026, 2, 'abcdefgh2', 'open', 'never-received', 3, 0, 0, 0, 1, 0);
  `);
  migrate(db, 230);
  for (const [index, column] of [
    ['activity_stop', 'stop_key'],
    ['activity_route', 'route_key'],
  ]) {
    const asked = `SELECT seq FROM activity INDEXED BY ${index} WHERE ${column} = ? AND kind <> 'open-claim'`;
    expect(
      db
        .prepare(asked)
        .pluck()
        .all(Buffer.from([column === 'stop_key' ? 1 : 2])),
    ).toEqual([1]);
  }
  const byKey =
    'SELECT seq FROM claims INDEXED BY claims_key WHERE substr(key, 1, 8) = substr(@key, 1, 8) AND key = @key';
  expect(db.prepare(byKey).pluck().all({ key: 'abcdefgh2' })).toEqual([3]);
  db.close();
});
