/**
 * HEIC through libheif compiled to WebAssembly: sharp's own libheif reads AVIF only. Loaded at the first HEIC and not
 * before, for it costs tens of megabytes.
 */
import { createRequire } from 'node:module';
import { type Failed, failures } from './imageFailure.ts';

/** The part of libheif-js that is used; its own declarations leave the hand-written classes out. */
interface HeifHandle {
  readonly handle: unknown;
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  free(): void;
}
interface DecodedPlanes {
  /** Set when decoding failed. */
  code?: unknown;
  image: unknown;
  channels: { id: unknown; width: number; height: number; stride: number; data: Uint8Array }[];
}
interface LibHeif {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HeifHandle[]; decoder: unknown };
  heif_colorspace: { heif_colorspace_RGB: unknown };
  heif_chroma: { heif_chroma_interleaved_RGB: unknown };
  heif_js_decode_image2(handle: unknown, colorspace: unknown, chroma: unknown): Promise<DecodedPlanes | undefined>;
  heif_image_release(image: unknown): void;
  heif_context_free(context: unknown): void;
}

let library: LibHeif | undefined;

function loadLibrary(): LibHeif {
  const create = createRequire(import.meta.url)('libheif-js/libheif-wasm/libheif-bundle.js') as () => LibHeif;
  library ??= create();
  return library;
}

/** RGB, upright: libheif applies the container's own rotation and mirroring. */
export interface HeicPixels {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Decodes the primary picture; its size is checked against `megapixels` before a pixel is decoded. */
export async function decodeHeic(
  bytes: Buffer,
  megapixels: number,
): Promise<{ ok: true; pixels: HeicPixels } | Failed> {
  try {
    return await decodeWith(loadLibrary(), bytes, megapixels);
  } catch {
    // WebAssembly that has trapped can't be trusted with the next picture.
    library = undefined;
    return failures.damaged();
  }
}

async function decodeWith(
  heif: LibHeif,
  bytes: Buffer,
  megapixels: number,
): Promise<{ ok: true; pixels: HeicPixels } | Failed> {
  const decoder = new heif.HeifDecoder();
  const images = decoder.decode(bytes);
  const primary = images.find((image) => image.is_primary()) ?? images[0];
  if (primary === undefined) return failures.damaged();
  const width = primary.get_width();
  const height = primary.get_height();
  if (width * height > megapixels * 1_000_000) return failures.tooManyPixels(width, height, megapixels);

  const { heif_colorspace_RGB: rgb } = heif.heif_colorspace;
  const decoded = await heif.heif_js_decode_image2(primary.handle, rgb, heif.heif_chroma.heif_chroma_interleaved_RGB);
  const plane = decoded?.channels?.[0];
  if (decoded === undefined || decoded.code !== undefined || plane === undefined) return failures.damaged();
  const data = withoutRowGaps(plane.data, plane.width * 3, plane.height, plane.stride);

  heif.heif_image_release(decoded.image);
  for (const image of images) image.free();
  heif.heif_context_free(decoder.decoder);
  return { ok: true, pixels: { data, width: plane.width, height: plane.height } };
}

/** A copy outside of WebAssembly's memory, rows side by side. */
function withoutRowGaps(data: Uint8Array, rowBytes: number, rows: number, stride: number): Uint8Array {
  const copy = new Uint8Array(rowBytes * rows);
  for (let row = 0; row < rows; row++) copy.set(data.subarray(row * stride, row * stride + rowBytes), row * rowBytes);
  return copy;
}
