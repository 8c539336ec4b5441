/**
 * The tables of index.db, as migrations. The index is a projection of the folder and the ledger: it may be deleted at any
 * time. Migrations are numbered by tens, each one function and one test, never edited after a release.
 *
 * Rows are small on purpose (a million photos must stay under 1 kB each): ids that cross the API are kept as bytes, lists
 * as JSON only where nothing is searched in them.
 */
import { activity } from './migrations/activity.ts';
import { base } from './migrations/base.ts';
import { claims } from './migrations/claims.ts';
import { claimsApart } from './migrations/claimsApart.ts';
import { clocks } from './migrations/clocks.ts';
import { closerLook } from './migrations/closerLook.ts';
import { confirmations } from './migrations/confirmations.ts';
import { decisions } from './migrations/decisions.ts';
import { erasing } from './migrations/erasing.ts';
import { evidence } from './migrations/evidence.ts';
import { fileCount } from './migrations/fileCount.ts';
import { fileNumbers } from './migrations/fileNumbers.ts';
import { fingerprints } from './migrations/fingerprints.ts';
import { holds } from './migrations/holds.ts';
import type { Migration } from './migrations/migration.ts';
import { oneEntry } from './migrations/oneEntry.ts';
import { openingsApart } from './migrations/openingsApart.ts';
import { optOuts } from './migrations/optOuts.ts';
import { photoDays } from './migrations/photoDays.ts';
import { programme } from './migrations/programme.ts';
import { quality } from './migrations/quality.ts';
import { replacedPhotos } from './migrations/replacedPhotos.ts';
import { stopMarks } from './migrations/stopMarks.ts';
import { syncHealth } from './migrations/syncHealth.ts';

export const migrations: readonly Migration[] = [
  base,
  decisions,
  activity,
  syncHealth,
  closerLook,
  quality,
  fingerprints,
  clocks,
  fileCount,
  optOuts,
  programme,
  confirmations,
  erasing,
  holds,
  photoDays,
  claims,
  stopMarks,
  evidence,
  claimsApart,
  replacedPhotos,
  fileNumbers,
  openingsApart,
  oneEntry,
];

export const newestVersion = migrations[migrations.length - 1]?.version ?? 0;
