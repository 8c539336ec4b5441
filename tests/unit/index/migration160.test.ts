import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '#core/index/openIndex.ts';

test('from migration 160 on claims have rows, and the list comes in its order without being sorted', () => {
  const db = new Database(':memory:');
  migrate(db, 150);
  migrate(db);
  const insert = db.prepare(
    `INSERT INTO claims (seq, entry, year, place, state, allegation, due, changed_at, notes, files, packs, worded, undone)
     VALUES (?, ?, 2026, ?, ?, 'never-received', ?, ?, 0, 0, 0, 0, 0)`,
  );
  insert.run(1, 'a', 1, 'open', null, 1);
  insert.run(2, 'b', 2, 'open', '2026-12-01', 2);
  insert.run(3, 'c', 3, 'upheld', '2026-11-01', 3);
  insert.run(4, 'd', 4, 'answered', '2026-11-30', 4);
  const listed = (index: string, condition: string, order: string) => {
    const question = `SELECT entry FROM claims INDEXED BY ${index} WHERE undone = 0 AND state IN ${condition} ORDER BY ${order} LIMIT 200`;
    const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${question}`).all();
    expect(plan.map(({ detail }) => detail).join('; ')).not.toContain('TEMP B-TREE');
    return db.prepare(question).pluck().all();
  };
  expect(listed('claims_current', `('open', 'answered')`, 'due IS NULL, due, seq')).toEqual(['d', 'b', 'a']);
  expect(listed('claims_closed', `('upheld', 'rejected', 'withdrawn')`, 'changed_at DESC, seq DESC')).toEqual(['c']);
  expect(() => insert.run(5, 'e', 4, 'open', null, 5)).toThrow(/UNIQUE/);
  db.close();
});
