/** A pack that was dropped on the page: read slice by slice, never whole. */
import type { PackSource } from '#pack/source.ts';

export function blobSource(blob: Blob): PackSource {
  return {
    size: blob.size,
    async read(offset, length) {
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    },
  };
}
