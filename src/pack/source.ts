/** Where a pack's bytes come from: a file in Node, a Blob in a page. Both read slices, so that a pack may be larger than memory. */
export interface PackSource {
  /** Bytes. */
  size: number;
  /** The bytes from `offset` on; fewer than `length` only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** SHA-256 that takes a file piece by piece; node:crypto in Node, `@noble/hashes` in a page. */
export interface RunningHash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}
