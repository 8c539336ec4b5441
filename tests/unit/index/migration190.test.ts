import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '#core/index/openIndex.ts';
import { createPhotoReader } from '#core/index/photoReader.ts';
import { createPlacesNear } from '#core/index/placesNear.ts';

test('from migration 190 on stops are found by where they lie, and a picture of before says nothing of when it was read', () => {
  const db = new Database(':memory:');
  migrate(db, 150);
  db.exec(`
    INSERT INTO routes (id, key, date, route) VALUES (1, x'01', '2026-11-20', 'R1'), (2, x'02', '2026-11-20', 'R2'),
      (3, x'03', '2026-11-21', 'R1');
    INSERT INTO stops (key, route, stop, address, latitude, longitude) VALUES
      (x'11', 1, '1', '12 Elm St', 45.5, -122.6), (x'12', 1, '2', '14 Elm St', 45.5002, -122.6),
      (x'21', 2, '1', '', 45.5, -122.6005), (x'31', 3, '1', '12 Elm St', 45.5, -122.6),
      (x'13', 1, '3', '1 Far St', 45.6, -122.6), (x'14', 1, '4', 'Nowhere', NULL, NULL);
    INSERT INTO photos (sha256, day, bytes, width, height, arrived_at) VALUES (zeroblob(32), '2026-11-20', 1, 1, 1, 1)`);
  migrate(db);
  const near = createPlacesNear(db).within('2026-11-20', { latitude: 45.5, longitude: -122.6 }, 60, 1);
  expect(near.map(({ address, metres }) => [address, Math.round(metres)])).toEqual([
    ['14 Elm St', 22],
    ['stop 1 of R2', 39],
  ]);
  expect(createPhotoReader(db).row(1)?.indexed_at).toBeNull();
  db.close();
});
