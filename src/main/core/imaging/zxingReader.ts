/**
 * ZXing-C++ compiled to WebAssembly. Its own loader would fetch the `.wasm` from the web: it is given the package's own file
 * as bytes instead. Loaded at the first label job and not before, for it costs some tens of megabytes.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ReaderOptions, ReadResult } from 'zxing-wasm/reader';
import type { GreyPixels } from './greyPixels.ts';

export type ReadCodes = (pixels: GreyPixels, options: ReaderOptions) => Promise<ReadResult[]>;

let loading: Promise<ReadCodes | null> | undefined;

/** Null when the package's file is missing or damaged. Asked again, it is looked for again. */
export async function loadZxing(): Promise<ReadCodes | null> {
  loading ??= load().catch(() => null);
  const reader = await loading;
  if (reader === null) loading = undefined;
  return reader;
}

async function load(): Promise<ReadCodes> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader');
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const bytes = await readFile(file);
  const wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  return (pixels, options) => readBarcodes(asPgm(pixels), options);
}

/** The plainest of picture files: the reader takes grey pixels as they are, without a detour over four channels. */
function asPgm({ data, width, height }: GreyPixels): Uint8Array {
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1');
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}
