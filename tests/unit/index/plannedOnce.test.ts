import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { plannedOnce, withoutPeeking } from '#core/index/plannedOnce.ts';

test('what is bound to a comparison is hidden from the planner, and nothing else is changed', () => {
  const hidden = [
    ['SELECT * FROM stops WHERE route = ? ORDER BY sequence', 'SELECT * FROM stops WHERE route = +? ORDER BY sequence'],
    [
      'UPDATE stops SET state = ?, reason = @reason WHERE id = ?1',
      'UPDATE stops SET state = +?, reason = +@reason WHERE id = +?1',
    ],
    ['SELECT 1 FROM routes WHERE driver IS ?', 'SELECT 1 FROM routes WHERE driver IS +?'],
  ] as const;
  for (const [sql, expected] of hidden) expect(withoutPeeking(sql)).toBe(expected);
  for (const sql of [
    'INSERT INTO ties (stop, photo) VALUES (?, ?)',
    "SELECT '?' FROM photos WHERE day = route AND id IN (SELECT photo FROM ties LIMIT ?)",
  ]) {
    expect(withoutPeeking(sql)).toBe(sql);
  }
});

test('texts, numbers, bytes and nothing are found and kept as they were bound', () => {
  const db = plannedOnce(new Database(':memory:'));
  db.exec(
    `CREATE TABLE things (id INTEGER PRIMARY KEY, word TEXT, bytes BLOB, share REAL) STRICT; CREATE INDEX by_word ON things(word)`,
  );
  const bytes = Buffer.from([0, 255, 39]);
  db.prepare('INSERT INTO things (id) VALUES (?)').run(1);
  db.prepare('UPDATE things SET word = ?, bytes = @bytes, share = ? WHERE id = ?').run('-12', 0.5, 1, { bytes });
  const found = db.prepare('SELECT * FROM things WHERE word = ? AND bytes = ? AND share = ? ORDER BY id');
  expect(found.all('-12', bytes, 0.5)).toEqual([{ id: 1, word: '-12', bytes, share: 0.5 }]);
  expect(found.all('12', bytes, 0.5)).toEqual([]);
  db.prepare('UPDATE things SET word = ?').run(null);
  expect(db.prepare('SELECT id FROM things WHERE word IS ?').pluck().all(null)).toEqual([1]);
  const plan = db.prepare<[string], { detail: string }>(
    'EXPLAIN QUERY PLAN SELECT bytes FROM things WHERE word = ? ORDER BY id',
  );
  expect(plan.get('-12')?.detail).toBe('SEARCH things USING INDEX by_word (word=?)');
});
