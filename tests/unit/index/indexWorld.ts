/** An index in memory, with rows as manifests give them. */
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { type ChangeTally, createDeliveryWriter, emptyTally } from '#core/index/deliveries.ts';
import { migrate } from '#core/index/openIndex.ts';
import { plannedOnce } from '#core/index/plannedOnce.ts';
import type { ManifestRow } from '#core/manifests/contract.ts';

export const day = '2026-11-20';

/** An index of the newest version; `onSql` hears each statement as it runs, with its values in it. */
export function emptyIndex(onSql?: (sql: string) => void): Database.Database {
  const db = plannedOnce(new Database(':memory:', onSql ? { verbose: (sql) => onSql(String(sql)) } : {}));
  onTestFinished(() => void db.close());
  migrate(db);
  return db;
}

/** One delivered package of stop 1 of route R1; say what differs. */
export function row(changes: Partial<ManifestRow> = {}): ManifestRow {
  return {
    ...{ line: 2, serviceDate: day, route: 'R1', driver: 'D-1', driverName: null, stop: '1', sequence: 1 },
    ...{ address: '1 Elm St', postcode: null, latitude: null, longitude: null, customer: null, contact: null },
    ...{ trackingId: 'TBA300000001', outcome: 'delivered', completedAt: null, handover: null, leftAt: null },
    ...{ windowStart: null, windowEnd: null, confidential: false, optedOut: false },
    ...changes,
  } as ManifestRow;
}

/** Lays rows as one manifest of that file time; returns what it changed. */
export function lay(db: Database.Database, fileTime: number, ...rows: ManifestRow[]): ChangeTally {
  const tally = emptyTally();
  createDeliveryWriter(db).applyRows(rows, { fileTime, tally, renewal: null });
  return tally;
}
