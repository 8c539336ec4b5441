import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '#core/index/openIndex.ts';
import { createProgrammeStore } from '#core/index/programmeStore.ts';

test('migration 110 finds the routes that nobody has judged and the programme of an older index', () => {
  const db = new Database(':memory:');
  migrate(db, 90);
  db.exec(`INSERT INTO routes (key, date, route, fingerprint) VALUES
      (x'01', '2026-11-19', 'R1', NULL), (x'02', '2026-11-20', 'R1', 'f'), (x'03', '2026-11-18', 'R1', NULL);
    INSERT INTO decisions (seq, entry, at, person, kind, body) VALUES
      (1, 'a', 5, NULL, 'set-programme', '{"kind":"set-programme","areas":[]}')`);
  migrate(db, 110);
  const question = 'SELECT max(date) FROM routes WHERE fingerprint IS NULL';
  expect(db.prepare(question).pluck().get()).toBe('2026-11-19');
  const [plan] = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${question}`).all();
  expect(plan?.detail).toMatch(/routes_unjudged/);
  migrate(db, 230);
  const programme = createProgrammeStore(db);
  expect(programme.current().entry).toEqual({ id: 'a', at: 5, person: null });
  db.close();
});
