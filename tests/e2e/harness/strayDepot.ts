/** A depot with strays: one phone's pictures tell neither time nor place, only the numbers in their names. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depotDate, depotZone, TestDepot } from '#tests/fixtures/depot.ts';
import { readDepot, type SampleDepot } from './sampleDepot.ts';

/** Stops of the phone's route, and its pictures: one each, in their order. */
export const strayCount = 12;
/** What stands in addresses when somebody means harm, or writes from right to left. */
export const hostileAddresses = [
  '<img src=x onerror="window.harmed=1"> <b>Oak</b>',
  'שדרות רוטשילד 12',
  'Long '.repeat(600),
];

/** The address of the stop that the phone's first, second, … picture shows; the last three are hostile. */
export const addressOf = (number: number) => `${8 + number * 2} Elm St`;

export async function makeStrayDepot(): Promise<SampleDepot> {
  const place = await mkdtemp(join(tmpdir(), 'porchlight-strays-'));
  const folder = join(place, 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', strayCount, 'D-7');
  for (const [index, stop] of stops.entries()) {
    const path = `${depotDate}/Phone/IMG_${String(index + 21).padStart(4, '0')}.jpg`;
    await depot.photo(stop, { path, withTime: false, withPosition: false });
  }
  for (const [index, address] of hostileAddresses.entries()) {
    const stop = stops[strayCount - hostileAddresses.length + index];
    if (stop) stop.address = address;
  }
  for (const stop of depot.route('R14', 4, 'D-9')) {
    stop.address = stop.address.replace('Elm St', 'Pine Ave');
    await depot.photo(stop);
  }
  depot.save();
  return readDepot(place, { folder, serviceDate: depotDate, timeZone: depotZone, depotName: 'Portland DPD4' });
}
