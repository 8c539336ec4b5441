/** What the imaging room takes and gives. Pictures are opened in child processes only. */
import type { QualityFigures } from '#core/domain/quality.ts';
import type { PictureHiding } from '#shared/hiding.ts';
import type { FileProblemCode } from '#shared/words.ts';
import type { CompareJob } from './comparePictures.ts';
import type { Comparison } from './samePicture.ts';

/** How urgent a picture is: on the screen now, arrived tonight, or from an older day. */
export type Priority = 'screen' | 'tonight' | 'backlog';

export interface ImageLimits {
  megabytes: number;
  megapixels: number;
  seconds: number;
}

/** Of everything that is measured on a picture's pixels; raised when a figure changes its meaning: older pictures are read again. */
export const figuresVersion = 1;

/** What a worker says about one file that it read once and decoded once. */
export interface ImageFacts {
  sha256: string;
  bytes: number;
  format: 'jpeg' | 'png' | 'webp' | 'heic' | 'avif';
  /** Upright, after EXIF orientation. */
  width: number;
  height: number;
  /** EXIF orientation 1 to 8 as stored. */
  orientation: number;
  /** DateTimeOriginal as written, `YYYY-MM-DDTHH:mm:ss[.fff]`, without zone; null where absent or blank. */
  takenLocal: string | null;
  /** OffsetTimeOriginal, `+09:00`; null where absent. */
  takenOffset: string | null;
  /** GPS date and time, epoch ms UTC; null where absent. */
  gpsTime: number | null;
  /** Degrees WGS 84; null for absent, 0,0 or out of range. */
  latitude: number | null;
  longitude: number | null;
  /** Make and model, trimmed; null where absent. */
  device: string | null;
  /** Description, title, comment, keywords of EXIF/XMP/IPTC; at most 20 of at most 500 characters. */
  texts: string[];
  quality: QualityFigures;
  /** Of its middle, 16 hex digits; null: the picture shows too little to be compared with others (`fingerprint.ts`). */
  perceptualHash: string | null;
  /** What other pictures' hashes are sought with: 32 × 32 grey bytes as base64; empty without a hash. */
  miniature: string;
}

export interface ImageJob {
  /** Absolute path; opened by the worker, never by the core. */
  path: string;
  /** Where the 320 px WebP goes: `<directory>/<first two hex>/<sha256>.webp`. */
  thumbnailDirectory: string;
  limits: ImageLimits;
}

export interface ImageFailure {
  code: FileProblemCode;
  /** A sentence for the supervisor. */
  message: string;
  /** The file may still be arriving: try again later, and only after the cut-off call it unreadable. */
  mayStillArrive: boolean;
  /** It is our own disk that had no room: nothing is wrong with the file. */
  diskFull?: true;
}

export type ImageResult = { ok: true; facts: ImageFacts } | { ok: false; failure: ImageFailure };

/** A barcode or QR code that was read in a picture; where it is, in fractions of the upright picture. */
export interface PictureCode {
  /** As ZXing names it: `Code128`, `QRCode`, … */
  format: string;
  /** At most 500 characters. */
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** `noReader`: the reader's own file is missing or damaged, and nothing is wrong with the picture. */
export type LabelsResult = { ok: true; codes: PictureCode[] } | { ok: false; failure: ImageFailure; noReader?: true };

/** The copy of a picture that `render` writes. */
export interface RenderTarget {
  path: string;
  /** Pixels at most; never enlarged. */
  longSide: number;
  /**
   * WebP for screens, JPEG for paper and customers, PPM (`P6`: bare pixels) for who decodes nothing itself; PNG for a logo, which
   * keeps what is transparent and may come as SVG.
   */
  format: 'webp' | 'jpeg' | 'ppm' | 'png';
  /** What the copy must not show of the upright picture. */
  hidden: PictureHiding;
}

/** A child process that answers jobs; forked by Node or by Electron's `utilityProcess`. */
export interface WorkerProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
  readonly pid: number | undefined;
}
export type SpawnWorker = () => WorkerProcess;

export interface ImagingPool {
  /** Reads, hashes and judges one file; resolves always, rejects only after `close()`. */
  read(job: ImageJob, priority: Priority): Promise<ImageResult>;
  /** Writes an upright copy without any metadata to `target.path` (made atomically). */
  render(
    source: { path: string; limits: ImageLimits },
    target: RenderTarget,
    priority: Priority,
  ): Promise<{ ok: true } | { ok: false; failure: ImageFailure }>;
  /** Reads the barcodes and QR codes of one file. */
  labels(source: { path: string; limits: ImageLimits }, priority: Priority): Promise<LabelsResult>;
  /** Whether two pictures are one in another dress; null where one of them can't be had any more. */
  compare(job: CompareJob, priority: Priority): Promise<Comparison | null>;
  /** Worker processes at most. */
  readonly size: number;
  /** More or fewer from now on; a worker that is one too many ends with the picture it is at. */
  resize(size: number): void;
  /** Peak resident memory of all workers together, bytes, as they report it. */
  peakMemory(): number;
  close(): Promise<void>;
}
