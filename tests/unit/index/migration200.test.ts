import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '#core/index/openIndex.ts';

test('from migration 200 on claims stand in no index of decisions, and the ledger is read once more for their words', () => {
  const db = new Database(':memory:');
  migrate(db, 190);
  db.exec(`
    INSERT INTO decisions (seq, entry, at, kind, stop_key, body, date) VALUES
      (1, 'a', 1, 'accept', x'01', '{}', '2026-11-21'), (2, 'b', 2, 'open-claim', x'01', '{}', '2026-11-21');
    INSERT INTO activity (seq, entry, at, kind, hash, undos) VALUES (1, 'a', 1, 'accept', x'00', 0), (2, 'b', 2, 'open-claim', x'00', 0);
    INSERT INTO claim_words (rowid, words) VALUES (2, 'TBA1');
  `);
  migrate(db, 200);
  expect(db.prepare('SELECT seq, stop_key IS NULL AS apart, date FROM decisions').all()).toEqual([
    { seq: 1, apart: 0, date: '2026-11-21' },
    { seq: 2, apart: 1, date: null },
  ]);
  expect(db.prepare('SELECT count(*) FROM activity').pluck().get()).toBe(0);
  expect(db.prepare('SELECT count(*) FROM claim_words').pluck().get()).toBe(0);
  db.prepare('INSERT INTO claim_words (rowid, words) VALUES (2, ?)').run('TBA1 12 Elm Street');
  const found = db.prepare(`SELECT rowid FROM claim_words WHERE claim_words MATCH ?`).pluck();
  expect(['"elm" AND "st"*', '"tb"*', '"lm"*'].map((match) => found.all(match))).toEqual([[2], [2], []]);
  db.close();
});
