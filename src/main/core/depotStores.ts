/** Who reads and writes one index: a depot's work is done by others, who are handed what they need of these. */
import type { Database } from 'better-sqlite3';
import { createClaims } from '#core/claims/claims.ts';
import { createCodeStore } from '#core/index/codeStore.ts';
import { createConfirmationStore } from '#core/index/confirmationStore.ts';
import { createDecisionStore } from '#core/index/decisionStore.ts';
import { createDeliveryWriter } from '#core/index/deliveries.ts';
import { createDirtyDays } from '#core/index/dirtyDays.ts';
import { createEntryStore } from '#core/index/entryStore.ts';
import { createErasing } from '#core/index/erasing.ts';
import { createFileStore } from '#core/index/fileStore.ts';
import { createLedgerProjection } from '#core/index/ledgerProjection.ts';
import { createLookalikeStore } from '#core/index/lookalikeStore.ts';
import { createManifestStore } from '#core/index/manifestStore.ts';
import { createMatchStore } from '#core/index/matchStore.ts';
import { createPeopleStore } from '#core/index/peopleStore.ts';
import { createPhotoWriter } from '#core/index/photoWriter.ts';
import { createProgrammeDay } from '#core/index/programmeDay.ts';
import { createProgrammeStore } from '#core/index/programmeStore.ts';
import { createIndexQueries } from '#core/index/queries.ts';
import { createStateWriter } from '#core/index/stateWriter.ts';
import type { Ledger } from '#core/ledger/contract.ts';
import { createMoves } from '#core/matching/moves.ts';
import { createOptOuts } from '#core/optOuts/optOuts.ts';
import type { Settings } from '#shared/settings.ts';

export interface DepotStoresParts {
  ledger: Pick<Ledger, 'pseudonym'>;
  /** The secret that links for opting out are signed with; null: it is not there. */
  optOutLinkKey: () => string | null;
  settings: () => Settings;
  clock: () => number;
}

export function createDepotStores(db: Database, parts: DepotStoresParts) {
  const { settings, clock } = parts;
  const decisions = createDecisionStore(db);
  const confirmations = createConfirmationStore(db);
  const optOuts = createOptOuts(db, {
    ...{ decisions, pseudonym: parts.ledger.pseudonym, settings, linkKey: parts.optOutLinkKey, clock },
  });
  const photosWriter = createPhotoWriter(db, () => ({ timeZone: settings().timeZone, now: clock() }));
  const programme = createProgrammeStore(db);
  const states = createStateWriter(db, decisions, programme, settings);
  const queries = createIndexQueries(db, decisions, settings);
  const erasing = createErasing(db, decisions);
  const claims = createClaims(db, {
    ...{ decisions, pseudonym: parts.ledger.pseudonym, nameStop: queries.stops.nameStop, settings, clock },
  });
  return {
    ...{ decisions, confirmations, optOuts, claims, photosWriter, programme, states, queries, erasing },
    entries: createEntryStore(db),
    files: createFileStore(db),
    dirty: createDirtyDays(db),
    deliveries: createDeliveryWriter(db, (stops) => {
      optOuts.register.written(stops);
      claims.register.written(stops);
    }),
    manifests: createManifestStore(db),
    programmeDay: createProgrammeDay(db),
    lookalikes: createLookalikeStore(db),
    matches: createMatchStore(db),
    moves: createMoves(db, decisions),
    codes: createCodeStore(db),
    people: createPeopleStore(db),
    projection: createLedgerProjection({
      ...{ db, decisions, confirmations, photos: photosWriter, programme, states, queries, clock },
      ...{ optOuts: optOuts.register, claims: claims.register, erasing: erasing.store },
    }),
  };
}

export type DepotStores = ReturnType<typeof createDepotStores>;
