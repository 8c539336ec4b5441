/**
 * What the pool and a worker say to each other. Small JSON only: pictures go by file, never through the pipe.
 * A worker answers its requests one after another, in the order in which they came.
 */

import type { CompareJob } from './comparePictures.ts';
import type { ImageFailure, ImageJob, ImageLimits, ImageResult, LabelsResult, RenderTarget } from './contract.ts';
import type { LabelsJob } from './labels.ts';
import type { Comparison } from './samePicture.ts';

export type RenderResult = { ok: true } | { ok: false; failure: ImageFailure };

export interface RenderJob {
  source: { path: string; limits: ImageLimits };
  target: RenderTarget;
}

export type WorkerRequest =
  | { id: number; kind: 'read'; job: ImageJob }
  | { id: number; kind: 'render'; job: RenderJob }
  | { id: number; kind: 'labels'; job: LabelsJob }
  | { id: number; kind: 'compare'; job: CompareJob };

/** Null: one of the two can't be had any more. */
export type CompareResult = { ok: true; comparison: Comparison | null } | { ok: false; failure: ImageFailure };

/** Memory as the operating system counts it, bytes: now, and the most there ever was. */
export interface WorkerMemory {
  resident: number;
  peak: number;
}

export type WorkerReply =
  | { kind: 'ready' }
  | {
      kind: 'done';
      id: number;
      result: ImageResult | RenderResult | LabelsResult | CompareResult;
      memory: WorkerMemory;
    };
