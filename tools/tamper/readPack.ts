/** All files of a pack that was found whole, in memory: it is about to be written fifty times. */
import { openArchive } from '#pack/archive.ts';
import type { PackSource } from '#pack/source.ts';

export async function readPack(source: PackSource): Promise<Map<string, Buffer>> {
  const { archive } = await openArchive(source);
  const files = new Map<string, Buffer>();
  for (const file of archive?.files.values() ?? []) {
    const pieces: Uint8Array[] = [];
    const fault = await file.read((piece) => pieces.push(piece.slice()));
    if (fault) throw new Error(fault.sentence);
    files.set(file.name, Buffer.concat(pieces));
  }
  return files;
}
