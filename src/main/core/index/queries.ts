/** Every question that screens, reports and exports ask the index. */
import type { Database } from 'better-sqlite3';
import type { Settings } from '#shared/settings.ts';
import { createActivityQueries } from './activityQueries.ts';
import { createClaimFigureQueries } from './claimFigureQueries.ts';
import { createClockQueries } from './clockQueries.ts';
import { createConfirmationFinder } from './confirmationFinder.ts';
import { createConfirmationList } from './confirmationList.ts';
import { createDayQueries } from './dayQueries.ts';
import type { DecisionStore } from './decisionStore.ts';
import { createDoorPictures } from './doorPictures.ts';
import { createEveningQuery } from './eveningQuery.ts';
import { createEvidenceQuery } from './evidenceQuery.ts';
import { createFigureStops } from './figureStops.ts';
import { createHiddenParts } from './hiddenParts.ts';
import { createHoldQueries } from './holdQueries.ts';
import { createPeopleStore } from './peopleStore.ts';
import { createPhotoReader } from './photoReader.ts';
import { createPictureList } from './pictureList.ts';
import { createProblemQueries } from './problemQueries.ts';
import { createReport } from './reportQuery.ts';
import { createReviewQueries } from './reviewQueries.ts';
import { createRouteMap } from './routeMapQuery.ts';
import { createScoreQueries } from './scoreQueries.ts';
import { createSearch } from './search.ts';
import { createSignOffQueries } from './signOffQueries.ts';
import { createStopQueries } from './stopQueries.ts';
import { createSurroundings } from './surroundings.ts';
import { createSyncQueries } from './syncQueries.ts';
import { createUnmatchedQueries } from './unmatchedQueries.ts';
import { createViewLogQueries } from './viewLogQueries.ts';

export type IndexQueries = ReturnType<typeof createIndexQueries>;

/** Prepares them all on one connection. They read, and nothing else. */
export function createIndexQueries(db: Database, decisions: DecisionStore, settings: () => Settings) {
  const days = createDayQueries(db, settings);
  const holds = createHoldQueries(db, decisions);
  const stops = createStopQueries(db, { days, decisions, holds }, settings);
  const problems = createProblemQueries(db, settings);
  const photos = createPhotoReader(db);
  const signOff = createSignOffQueries(db, { days, decisions, settings });
  const doors = createDoorPictures(db, decisions, settings);
  const hiddenParts = createHiddenParts({ decisions, photos, people: createPeopleStore(db), settings });
  return {
    days,
    stops,
    holds,
    viewLog: createViewLogQueries(db),
    problems,
    report: createReport(db, { days, problems, settings }),
    signOff,
    review: createReviewQueries(db, decisions, stops, settings),
    surroundings: createSurroundings(db, doors),
    evidence: createEvidenceQuery(db, { stops, signOff, photos, doors, decisions }, settings),
    unmatched: createUnmatchedQueries(db, stops, decisions, settings),
    clocks: createClockQueries(db, decisions, settings),
    sync: createSyncQueries(db, problems, settings),
    search: createSearch(db),
    activity: createActivityQueries(db, settings),
    routeMap: createRouteMap(db, settings),
    photos,
    hiddenParts,
    scores: createScoreQueries(db, { stops, decisions, hiddenParts, settings }),
    evening: createEveningQuery(db, { stops, decisions }),
    confirmationFinder: createConfirmationFinder(db, decisions, settings),
    confirmationList: createConfirmationList(db, settings),
    claimFigures: createClaimFigureQueries(db),
    figureStops: createFigureStops(db),
    pictureList: createPictureList(db, { decisions }),
  };
}
