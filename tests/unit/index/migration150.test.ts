import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createDayQueries } from '#core/index/dayQueries.ts';
import { migrate } from '#core/index/openIndex.ts';
import { defaultSettings } from '#shared/settings.ts';

test('from migration 150 on the photos of each day are counted as they come, go and turn out to be of another day', () => {
  const db = new Database(':memory:');
  migrate(db, 140);
  const insert = db.prepare(
    'INSERT INTO photos (sha256, day, bytes, width, height, arrived_at) VALUES (randomblob(32), ?, 1, 640, 480, 1)',
  );
  const known = insert.run('2026-11-20').lastInsertRowid;
  insert.run('2026-11-21');
  migrate(db);
  const shown = () => Object.fromEntries(queries.days().map(({ date, photos }) => [date, photos]));
  const queries = createDayQueries(db, () => defaultSettings);
  expect(shown()).toEqual({ '2026-11-20': 1, '2026-11-21': 1 });

  const fresh = insert.run('2026-11-21').lastInsertRowid;
  expect(shown()).toEqual({ '2026-11-20': 1, '2026-11-21': 2 });
  const move = db.prepare('UPDATE photos SET day = ? WHERE id = ?');
  move.run('2026-11-21', known);
  move.run('2026-11-21', known);
  expect(shown()).toEqual({ '2026-11-21': 3 });
  move.run('2026-11-22', fresh);
  expect(shown()).toEqual({ '2026-11-21': 2, '2026-11-22': 1 });
  db.exec('DELETE FROM photos');
  expect(shown()).toEqual({});
  db.close();
});
