/** A depot of a test's own making: one manifest, no pictures. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface WrittenStop {
  address: string;
  /** Null: the manifest names no position. */
  position: readonly [latitude: number, longitude: number] | null;
  postcode?: string;
}

export interface WrittenDepot {
  folder: string;
  data: string;
  remove(): Promise<void>;
}

export const writtenDay = '2026-11-21';

/** @param routes code → its stops in planned order; all were delivered at the doorstep. */
export async function writeDepot(routes: Record<string, readonly WrittenStop[]>): Promise<WrittenDepot> {
  const place = await mkdtemp(join(tmpdir(), 'porchlight-e2e-'));
  const folder = join(place, 'folder');
  const data = join(place, 'data');
  await mkdir(folder);
  await mkdir(data);
  const manifest = {
    porchlight: 1,
    serviceDate: writtenDay,
    timeZone: 'America/Los_Angeles',
    routes: Object.entries(routes).map(([route, stops]) => ({
      route,
      driver: `D-${route}`,
      stops: stops.map(({ address, position, postcode }, index) => ({
        stop: String(index + 1).padStart(3, '0'),
        sequence: index + 1,
        address,
        ...(postcode !== undefined && { postcode }),
        ...(position && { latitude: position[0], longitude: position[1] }),
        packages: [
          {
            trackingId: `TBA${route}${String(index).padStart(6, '0')}`,
            status: 'delivered',
            completedAt: new Date(Date.UTC(2026, 10, 21, 18, 0, index * 60)).toISOString(),
            leftAt: 'doorstep',
          },
        ],
      })),
    })),
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(data, 'settings.json'), JSON.stringify({ timeZone: 'America/Los_Angeles', readLabels: false }));
  return { folder, data, remove: () => rm(place, { recursive: true, force: true, maxRetries: 5 }) };
}
