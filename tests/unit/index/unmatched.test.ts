/** A day with ten thousand strays. */
import { expect, test } from 'vitest';
import { createDayQueries } from '#core/index/dayQueries.ts';
import { createDecisionStore } from '#core/index/decisionStore.ts';
import { createHoldQueries } from '#core/index/holdQueries.ts';
import { createStopQueries } from '#core/index/stopQueries.ts';
import { createUnmatchedQueries, unmatchedPage } from '#core/index/unmatchedQueries.ts';
import { defaultSettings } from '#shared/settings.ts';
import { day, emptyIndex, lay, row } from './indexWorld.ts';

const strays = 10_000;
const settings = () => defaultSettings;

function crowdedDay() {
  const db = emptyIndex();
  lay(db, 1, row({ completedAt: 1_000 }), row({ stop: '2', trackingId: 'TBA300000002', completedAt: 2_000 }));
  db.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${strays})
     INSERT INTO photos (sha256, day, bytes, width, height, arrived_at, taken_at, device, stray_reason)
     SELECT unhex(printf('%064x', i)), '${day}', 1, 640, 480, 1, i / 3, CASE WHEN i % 10 THEN 'Phone ' || (i % 4) END, 'No stop fits' FROM n;
     INSERT INTO candidates (photo, stop, score, reasons) VALUES (10000, 1, 0.4, '["near"]'), (10000, 2, 0.5, '["nearer"]');
     UPDATE photos SET tied = 2 WHERE id = 5000`,
  );
  const decisions = createDecisionStore(db);
  const stops = createStopQueries(
    db,
    { days: createDayQueries(db, settings), decisions, holds: createHoldQueries(db, decisions) },
    settings,
  );
  return { db, unmatched: createUnmatchedQueries(db, stops, decisions, settings) };
}

test('every stray stands on exactly one page, newest first, with its candidates best first', () => {
  const { unmatched } = crowdedDay();
  const seen: string[] = [];
  let newest = Number.POSITIVE_INFINITY;
  for (let offset = 0; ; offset += unmatchedPage) {
    const page = unmatched.page({ date: day, offset, show: 'strays' });
    expect(page).toMatchObject({ total: strays - 1, aside: 1 });
    for (const photo of page.photos) {
      seen.push(photo.id);
      expect(photo.takenAt ?? 0).toBeLessThanOrEqual(newest);
      newest = photo.takenAt ?? 0;
    }
    if (page.photos.length < unmatchedPage) break;
  }
  expect(new Set(seen).size).toBe(strays - 1);
  expect(seen).toHaveLength(strays - 1);
  const { photos } = unmatched.page({ date: day, offset: 0, show: 'strays' });
  const last = photos.find((photo) => photo.id.endsWith(strays.toString(16)));
  expect(last?.candidates).toMatchObject([
    { stop: '2', score: 0.5, why: ['nearer'] },
    { stop: '1', score: 0.4 },
  ]);
});

test('devices count all strays of the day, those that name none too, and follow what is written meanwhile', () => {
  const { db, unmatched } = crowdedDay();
  const devices = () => unmatched.page({ date: day, offset: 0, show: 'strays' }).devices;
  expect(devices().reduce((sum, each) => sum + each.photos, 0)).toBe(strays - 1);
  expect(devices().find((each) => each.device === '')?.photos).toBe(strays / 10 - 1);
  const ofOne = unmatched.page({ date: day, offset: 0, show: 'strays', device: 'Phone 3' });
  expect(ofOne.total).toBe(devices().find((each) => each.device === 'Phone 3')?.photos);
  expect(new Set(ofOne.photos.map((photo) => photo.device))).toEqual(new Set(['Phone 3']));
  db.exec(`UPDATE photos SET tied = 1 WHERE device = 'Phone 3'`);
  expect(devices().map((each) => each.device)).not.toContain('Phone 3');
  expect(unmatched.page({ date: day, offset: 0, show: 'strays', device: 'Phone 3' })).toMatchObject({
    total: 0,
    photos: [],
  });
});
