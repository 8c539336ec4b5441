import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '#core/index/openIndex.ts';
import { createSearch } from '#core/index/search.ts';

test('from migration 100 on there is a register, and stops known before are found by e-mail address and by words in any script', () => {
  const db = new Database(':memory:');
  migrate(db, 90);
  db.exec(`
    INSERT INTO routes (id, key, date, route) VALUES (1, x'01', '2026-11-20', 'R1');
    INSERT INTO stops (id, key, route, stop, address, contact, opted_out) VALUES
      (1, x'0101010101010101', 1, '1', '1 Elm St', 'Zoe@Example.com', 1),
      (2, x'0202020202020202', 1, '2', '１２ Königstraße', NULL, 0);
    INSERT INTO stop_words (rowid, words) VALUES (1, '1 Elm St 1 R1'), (2, '１２ Königstraße 2 R1');
  `);
  migrate(db);
  const search = createSearch(db);
  const stopsFor = (text: string) => search(text).map(({ stop }) => stop);
  expect(stopsFor('zoe@example.com')).toEqual(['1']);
  expect(stopsFor('12 konigstr')).toEqual(['2']);
  expect(db.prepare('SELECT opted_out FROM stops ORDER BY id').pluck().all()).toEqual([1, 0]);
  expect(db.prepare('SELECT count(*) FROM opt_outs').pluck().get()).toBe(0);
  db.close();
});
