/** What the manifests room gives: a file's bytes read as routes, stops and packages, with every bad row told. */
import type { ServiceDate } from '#shared/ids.ts';
import type { ColumnMapping, ImportProfile } from '#shared/importing.ts';
import type { Handover, Outcome } from '#shared/words.ts';

export type ManifestKind = 'csv' | 'porchlight-json' | 'amazon-route-data' | 'amazon-package-data' | 'amazon-sequences';

/** One package of a manifest with its stop and route; the unit of import. Amazon files give parts of it. */
export interface ManifestRow {
  /** Line of the file (CSV, counted from 1 with the header), else null. */
  line: number | null;
  serviceDate: ServiceDate;
  route: string;
  driver: string | null;
  driverName: string | null;
  /** The manifest's stop; null groups by address and position. */
  stop: string | null;
  sequence: number | null;
  address: string;
  postcode: string | null;
  latitude: number | null;
  longitude: number | null;
  customer: string | null;
  contact: string | null;
  /** Null for a stop without packages (Amazon route_data before package_data). */
  trackingId: string | null;
  outcome: Outcome;
  /** Epoch ms. */
  completedAt: number | null;
  handover: Handover | null;
  leftAt: string | null;
  windowStart: number | null;
  windowEnd: number | null;
  confidential: boolean;
  optedOut: boolean;
}

/** Amazon `actual_sequences.json` and `package_data.json` name a route by id alone, without its date. */
export interface ManifestPatch {
  route: string;
  stop: string;
  sequence?: number;
  packages?: Array<Pick<ManifestRow, 'trackingId' | 'outcome' | 'completedAt' | 'windowStart' | 'windowEnd'>>;
}

export interface ManifestProblem {
  line: number | null;
  column: string | null;
  /** What was found and what was expected, a sentence. */
  message: string;
}

export interface ManifestSummary {
  kind: ManifestKind;
  encoding: string;
  delimiter: string | null;
  headers: string[];
  mapping: ColumnMapping;
  profile: string | null;
  rows: number;
  good: number;
  bad: number;
  /** All problems are counted; the first 1,000 are kept. */
  problems: ManifestProblem[];
  problemsTotal: number;
}

export interface ReadManifestOptions {
  /** The depot's zone, for times without one. */
  timeZone: string;
  profiles: readonly ImportProfile[];
  /** Overrides header recognition. */
  mapping?: ColumnMapping;
  /** For files without a date of their own. */
  serviceDate?: ServiceDate | null;
  signal?: AbortSignal;
}

/** Receives batches as they are read; files of hundreds of megabytes stream. Awaited before the next batch. */
export interface ManifestSink {
  rows(batch: ManifestRow[]): void | Promise<void>;
  patches(batch: ManifestPatch[]): void | Promise<void>;
}

export type ReadManifestResult =
  | { ok: true; summary: ManifestSummary }
  /**
   * `not-a-manifest`: some other file, to be ignored. `cancelled`: the signal was aborted. The rest are told to the
   * supervisor. Whatever the sink was given before a failure is to be forgotten.
   */
  | {
      ok: false;
      code:
        | 'not-a-manifest'
        | 'unreadable'
        | 'half-written'
        | 'empty'
        | 'ambiguous-dates'
        | 'lacking-columns'
        | 'cancelled';
      message: string;
      summary: ManifestSummary | null;
    };
