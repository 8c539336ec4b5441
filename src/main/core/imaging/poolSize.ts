/** How many workers a machine gets. */

/** What a worker is reckoned with, bytes. Measured peaks: 180 MB on 12-megapixel JPEGs, 290 MB on an 8.5-megapixel HEIC. */
const memoryPerWorker = 512 * 1024 * 1024;

/**
 * One worker a core up to 2 cores; above that one core is left to the window and the database. At most 8 (a disk feeds no
 * more), and no more than a quarter of the memory holds. The setting, where given, wins.
 */
export function poolSize(machine: { cores: number; memoryBytes: number }, setting: number | null): number {
  if (setting !== null) return setting;
  const byCores = machine.cores <= 2 ? machine.cores : machine.cores - 1;
  const byMemory = Math.floor(machine.memoryBytes / 4 / memoryPerWorker);
  return Math.max(1, Math.min(byCores, byMemory, 8));
}
