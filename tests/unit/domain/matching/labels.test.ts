import { expect, test } from 'vitest';
import { usesToProve } from '#core/domain/flags.ts';
import { matchDay } from '#core/domain/matching/matchDay.ts';
import { day, type PhotoWish, photo, place, route } from '#tests/fixtures/smallDay.ts';

const r1 = route('R1', [{ scan: '10:00' }, { scan: '10:10' }, { scan: '10:20' }]);
const r2 = route('R2', [
  { scan: '10:00', north: 9000 },
  { scan: '10:10', north: 9100 },
]);

const tiesOf = (wish: PhotoWish, routes = [r1, r2]) =>
  matchDay(day(routes, [photo('picture', wish)])).ties.map(({ stopId, method, confidence, reasons, wrongRoute }) => ({
    stop: stopId.replace(/^route-|stop-/g, ''),
    method,
    isSure: confidence >= 0.9,
    reason: reasons[0],
    ...(wrongRoute && { wrongRoute }),
  }));
const onLabel = (id: string) => `${id} on the label in the picture`;

test('a tracking id on a label ties the picture, whatever time and place say', () => {
  const elsewhere = { taken: '10:20', place: place(200) };
  expect(tiesOf({ codes: ['TBAR1000002'], ...elsewhere })).toEqual([
    { stop: 'R1-02', method: 'barcode', isSure: true, reason: onLabel('TBAR1000002') },
  ]);
});

test('an address of the web that ends in the id ties it as well', () => {
  const codes = ['https://track.example.com/p/tbaR1000002', 'https://example.com/app'];
  expect(tiesOf({ codes }).map(({ stop }) => stop)).toEqual(['R1-02']);
});

test('several labels in one picture tie it to several parcels, and that is no re-use', () => {
  const { ties } = matchDay(day([r1], [photo('picture', { codes: ['TBAR1000001', 'TBAR1000003'] })]));
  expect(ties.map(({ stopId }) => stopId)).toEqual(['route-R1-stop-01', 'route-R1-stop-03']);
  expect(usesToProve(ties)).toBe(1);
});

test('a label of another route than its folder ties it there and says so', () => {
  expect(tiesOf({ path: 'R1/IMG_0001.jpg', codes: ['TBAR2000001'] })).toEqual([
    { stop: 'R2-01', method: 'barcode', isSure: true, reason: onLabel('TBAR2000001'), wrongRoute: true },
  ]);
});

test('a name outranks a label, and a label of another stop makes it doubtful', () => {
  expect(tiesOf({ path: 'R1/TBAR1000001.jpg', codes: ['TBAR1000003'] })).toEqual([
    {
      ...{ stop: 'R1-01', method: 'name', isSure: false },
      reason: 'TBAR1000001 in the file name, but TBAR1000003 on the label in the picture, which is of another stop',
    },
  ]);
});

test('a name whose picture shows a label of another route lies with the wrong route', () => {
  expect(tiesOf({ path: 'R1/TBAR1000001.jpg', codes: ['TBAR2000002'] })).toMatchObject([
    { stop: 'R1-01', method: 'name', isSure: false, wrongRoute: true },
  ]);
});

test('a label that says the same as the name changes nothing, and the parcel beside it is tied too', () => {
  expect(tiesOf({ path: 'R1/TBAR1000001.jpg', codes: ['TBAR1000001'] })).toMatchObject([
    { stop: 'R1-01', method: 'name', isSure: true },
  ]);
  expect(tiesOf({ path: 'R1/TBAR1000001.jpg', codes: ['TBAR1000001', 'TBAR1000002'] })).toMatchObject([
    { stop: 'R1-01', method: 'name', isSure: true },
    { stop: 'R1-02', method: 'barcode', isSure: true },
  ]);
});

test('a label decides between two stops that share the id of the name', () => {
  const shared = route('R3', [
    { scan: '10:00', trackingId: 'PKG-700001' },
    { scan: '10:10', trackingId: 'PKG-700001' },
  ]);
  const [first, second] = shared.stops;
  if (!first || !second) throw new Error('two stops');
  const label = {
    trackingId: 'PKG-700002',
    outcome: 'delivered',
    completedAt: null,
    handover: null,
    leftAt: null,
  } as const;
  const stops = [first, { ...second, packages: [...second.packages, label] }];
  const ties = tiesOf({ path: 'camera/PKG-700001.jpg', codes: ['PKG-700002'] }, [{ ...shared, stops }]);
  expect(ties).toMatchObject([{ stop: 'R3-02', method: 'barcode' }]);
});

test('codes that are an address, a link or four kilobytes of text tie nothing', () => {
  const codes = ['R1 STOP 2', 'https://example.com/stop/2', `TBAR1000002 ${'x'.repeat(4096)}`, '2', 'TBAR10000022'];
  expect(tiesOf({ codes })).toEqual([]);
});
