import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, openIndex } from '#core/index/openIndex.ts';
import { migrations, newestVersion } from '#core/index/schema.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { emptyIndex } from './indexWorld.ts';

const versionOf = (db: Database.Database) => db.pragma('user_version', { simple: true });
const tablesOf = (db: Database.Database) =>
  db
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'stop_words_%' ORDER BY name`,
    )
    .pluck()
    .all();

test('migrations are numbered by tens, in order, each once', () => {
  const versions = migrations.map(({ version }) => version);
  expect(versions.every((version) => version % 10 === 0)).toBe(true);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
});

test('migration 10 makes every table of an empty index, and each of its own is strict', () => {
  const db = new Database(':memory:');
  migrate(db, 10);
  expect(versionOf(db)).toBe(10);
  expect(tablesOf(db)).toEqual([
    ...[
      'candidates',
      'clocks',
      'decisions',
      'dirty_days',
      'file_stops',
      'files',
      'manifest_problems',
      'manifests',
      'meta',
    ],
    ...['packages', 'photo_tokens', 'photos', 'routes', 'sidecars', 'stop_words', 'stops', 'ties'],
  ]);
  const loose = db
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();
  expect(loose).toEqual([]);
  db.close();
});

test('an index that is at the newest version is left as it is', () => {
  const db = emptyIndex();
  db.prepare(`INSERT INTO meta (key, value) VALUES ('kept', 'yes')`).run();
  migrate(db);
  expect(db.prepare('SELECT value FROM meta').pluck().all()).toEqual(['yes']);
  expect(versionOf(db)).toBe(newestVersion);
});

test('an index from a newer Porchlight is refused in words, and not touched', () => {
  const path = join(temporaryFolder(), 'index.db');
  const newer = new Database(path);
  newer.exec(`CREATE TABLE tomorrow (x); PRAGMA user_version = ${newestVersion + 10}`);
  newer.close();
  const before = readFileSync(path);
  const opened = openIndex(path);
  expect(opened).toMatchObject({
    ok: false,
    code: 'index-too-new',
    message: expect.stringContaining('newer Porchlight'),
  });
  const again = new Database(path);
  expect(tablesOf(again)).toEqual(['tomorrow']);
  again.close();
  expect(readFileSync(path).length).toBe(before.length);
});

test('a damaged index is put aside and a new one begun', () => {
  const path = join(temporaryFolder(), 'index.db');
  writeFileSync(path, 'this was an index once, before the disk failed '.repeat(500));
  const opened = openIndex(path);
  if (!opened.ok) throw new Error(opened.message);
  expect(opened.fresh).toBe(true);
  expect(versionOf(opened.db)).toBe(newestVersion);
  opened.db.close();
  expect(existsSync(`${path}.damaged`)).toBe(true);
});

test('a folder in the index’s place is told in words', () => {
  const opened = openIndex(temporaryFolder());
  expect(opened).toMatchObject({
    ok: false,
    code: 'index-unusable',
    message: expect.stringContaining("can't be opened"),
  });
});

test('migration 40 makes the devices of each route, and has every day counted', () => {
  const db = new Database(':memory:');
  migrate(db, 30);
  db.exec(`INSERT INTO routes (key, date, route) VALUES (x'01', '2026-11-20', 'R1'), (x'02', '2026-11-21', 'R1');
    INSERT INTO dirty_days (date, all_routes, marks) VALUES ('2026-11-21', 0, 3)`);
  migrate(db, 40);
  expect(tablesOf(db)).toEqual(expect.arrayContaining(['conflict_copies', 'route_devices']));
  expect(db.prepare('SELECT * FROM dirty_days ORDER BY date').all()).toEqual([
    { date: '2026-11-20', all_routes: 1, marks: 1 },
    { date: '2026-11-21', all_routes: 1, marks: 4 },
  ]);
  db.close();
});

test('migration 80 has room for how surely a clock is known, and every day is matched anew', () => {
  const db = new Database(':memory:');
  migrate(db, 50);
  db.exec(`INSERT INTO routes (key, date, route) VALUES (x'01', '2026-11-20', 'R1');
    INSERT INTO clocks (date, device, correction, support) VALUES ('2026-11-20', 'camera', 440, 12)`);
  migrate(db, 80);
  expect(db.prepare('SELECT count(*) FROM clocks').pluck().get()).toBe(0);
  expect(db.prepare(`SELECT name FROM pragma_table_info('clocks')`).pluck().all()).toEqual([
    ...['date', 'route', 'device', 'photos', 'correction', 'drift', 'steps', 'confidence', 'support', 'gps', 'placed'],
  ]);
  expect(db.prepare('SELECT date FROM dirty_days').pluck().all()).toEqual(['2026-11-20']);
  db.close();
});

test('migration 30 makes the activity, and has the ledger read once more from its beginning', () => {
  const db = new Database(':memory:');
  migrate(db, 20);
  db.prepare(`INSERT INTO decisions (seq, entry, at, kind, body) VALUES (1, 'an entry', 1, 'undo', '{}')`).run();
  migrate(db, 30);
  expect(tablesOf(db)).toContain('activity');
  expect(db.prepare('SELECT count(*) FROM decisions').pluck().get()).toBe(0);
  db.close();
});
