/** The stops of a route as the driver went. */
import { mainPackage } from '#core/domain/stopOutcome.ts';
import type { PackageRecord, StopRecord } from './deliveryReader.ts';

/** By the time of the scans; a stop without one has its neighbours in the planned order. The stop itself is among them. */
export function servedOrder(
  record: StopRecord,
  inPlannedOrder: readonly StopRecord[],
  packages: ReadonlyMap<number, PackageRecord[]>,
): readonly StopRecord[] {
  const doneAt = (stop: StopRecord) => mainPackage(packages.get(stop.id) ?? [])?.completed_at ?? null;
  const times = new Map(inPlannedOrder.map((stop) => [stop.id, doneAt(stop)]));
  if (times.get(record.id) === null) return inPlannedOrder;
  return inPlannedOrder
    .filter((stop) => times.get(stop.id) !== null)
    .sort((a, b) => (times.get(a.id) ?? 0) - (times.get(b.id) ?? 0));
}
