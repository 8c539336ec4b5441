/** What every kind of export is given, and what it gives back. */
import type { Writable } from 'node:stream';
import type { ClaimFiles } from '#core/claims/claimFiles.ts';
import type { Depot } from '#core/depot.ts';
import type { DepotKey } from '#core/depotKey/depotKey.ts';
import type { Ledger, LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import type { PictureCache } from '#core/pictures/pictureCache.ts';
import type { TimeStamps } from '#core/timeStamp/contract.ts';
import type { FigurePeriod } from '#shared/claimFigures.ts';
import type { ExportKind } from '#shared/exporting.ts';
import type { EntryId, RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';

export interface ExportTask {
  kind: ExportKind;
  /** Null for everything, where a kind allows it. */
  date: ServiceDate | null;
  routeId: RouteId | null;
  driver: string | null;
  /** Of `subject-access`: whom it is about, and the stops that are theirs. */
  subject: { words: string; stopIds: StopId[] } | null;
  /** Of the claim figures: of how many days. */
  days: FigurePeriod;
  /** Of claim packs: the claim. */
  claimId: EntryId | null;
  depot: Depot;
  ledger: Pick<Ledger, 'entries' | 'excerpt'>;
  pictures: PictureCache;
  /** Files that were put to claims. */
  claimFiles: Pick<ClaimFiles, 'read'>;
  settings: Settings;
  /** Epoch ms: when it was asked for. */
  now: number;
  /** Aborted when it is cancelled or Porchlight closes. Long loops ask it. */
  signal: AbortSignal;
  /** 0 to 1. */
  progress(share: number): void;
  sealing: Sealing;
  /** Has `work` done once the file is whole and has its name; what it resolves to is told instead of what `write` said. */
  whenWhole(work: () => Promise<string | null>): void;
}

/** What claim packs are signed, stamped and written down with. */
export interface Sealing {
  depotKey: Pick<DepotKey, 'signer'>;
  timeStamps: TimeStamps;
  /** Appends to the ledger, with who is at the desk. Rejects with `LedgerWriteError`. */
  record(body: LedgerBody): Promise<LedgerEntry>;
  /** Of Porchlight. */
  version: string;
  /** The checker's page (`verify.html`), absolute; null: this host has none. */
  checkerFile: string | null;
}

/** One kind of file, as the table of kinds (`exportKinds.ts`) registers it. */
export interface ExportDefinition {
  /** What it is called, in a title and in the file's name: “Evening report”. */
  words: string;
  extension: 'pdf' | 'csv' | 'json' | 'zip';
  /**
   * Writes the whole file into `out` and ends it; bytes are taken only as fast as the disk takes them. Resolves to what is worth
   * knowing about the file, or null. Rejects when it is aborted or the disk refuses.
   */
  write(task: ExportTask, out: Writable): Promise<string | null>;
}

/** A task about one service date; those without were refused when they were asked for. */
export function dateOf(task: Pick<ExportTask, 'date'>): ServiceDate {
  if (task.date === null) throw new Error('This export is about a day.');
  return task.date;
}
