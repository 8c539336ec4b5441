/** Everything of the index that erasing needs, joined around its database. */
import type { Database } from 'better-sqlite3';
import type { DecisionStore } from './decisionStore.ts';
import { createErasedStops, type ErasedStops } from './erasedStops.ts';
import { createEraseStore, type EraseStore } from './eraseStore.ts';
import { createRetentionQueries, type RetentionQueries } from './retentionQueries.ts';

export interface Erasing {
  erased: ErasedStops;
  store: EraseStore;
  retention: RetentionQueries;
}

export function createErasing(db: Database, decisions: DecisionStore): Erasing {
  return {
    erased: createErasedStops(db),
    store: createEraseStore(db, decisions),
    retention: createRetentionQueries(db),
  };
}
