import { expect, test } from 'vitest';
import { claimList } from '#main/sample/claimList.ts';
import { planDepot } from '#main/sample/depot.ts';
import { earlierDays } from '#main/sample/history.ts';
import { createRandom } from '#main/sample/random.ts';

const date = '2026-11-22';
const tonight = planDepot(createRandom('tonight'), { date, routes: 8, stops: null });
const history = earlierDays(createRandom('history'), {
  tonight,
  date,
  days: 14,
  faults: 'typical',
  isOpen: () => false,
});
const list = () => claimList(createRandom('claims'), history).toString();

test('the carrier’s list names parcels of earlier evenings, one with O for 0, one twice, and one that nobody saw', () => {
  expect(list()).toBe(list());
  const [header, ...rows] = list().trim().split('\r\n');
  expect(header).toBe('Tracking ID,Delivery Date,Transporter ID,Address,Reason');
  const seen = new Set(
    history.flatMap(({ routes }) =>
      routes.flatMap(({ stops }) => stops.flatMap(({ packages }) => packages.map(({ trackingId }) => trackingId))),
    ),
  );
  const ids = rows.map((row) => row.split(',')[0]?.replaceAll('"', '') ?? '');
  expect(ids.filter((id) => !seen.has(id))).toHaveLength(2);
  expect(ids.filter((id) => /^TBA\d*O/.test(id))).toHaveLength(1);
  expect(ids.length - new Set(ids).size).toBe(1);
  expect(ids.length).toBeGreaterThan(5);
});

test('without evenings before tonight there is nothing to claim', () => {
  expect(claimList(createRandom('claims'), []).toString().trim().split('\r\n')).toHaveLength(1);
});
