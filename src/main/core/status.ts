/** How the program stands, for the status line and the banners: asked anew each time, of the rooms themselves. */
import { basename } from 'node:path';
import type { CoreDeps, StartFailure } from '#core/contract.ts';
import type { Depot } from '#core/depot.ts';
import { serviceDateOf } from '#core/domain/days.ts';
import type { Settings } from '#shared/settings.ts';
import type { Status } from '#shared/views.ts';

export interface StatusParts {
  host: CoreDeps['host'];
  version: string;
  clock: () => number;
  settings: () => Settings;
  sparing: () => Status['sparing'];
  depot: () => Depot | null;
  /** Where the core is with opening its depot. */
  start: () => { failure: StartFailure | null; opening: boolean; rebuilding: boolean };
  /** What there is to be said without any depot. */
  ownNotices: () => Status['notices'];
}

export function createStatus(parts: StatusParts): () => Status {
  const { settings, clock } = parts;
  return () => {
    const now = clock();
    const { folder, timeZone } = settings();
    const { failure, opening, rebuilding } = parts.start();
    const depot = parts.depot();
    const common = {
      version: parts.version,
      host: parts.host,
      now,
      today: serviceDateOf(now, timeZone),
      sparing: parts.sparing(),
      notices: [...parts.ownNotices(), ...(depot ? noticesOf(depot) : [])],
    };
    if (!depot) {
      return {
        ...common,
        phase: failure ? 'failed' : opening || folder !== null ? 'starting' : 'no-folder',
        failure: failure ? { code: failure.code, message: failure.message } : null,
        folderName: folder === null ? null : basename(folder),
        source: 'none',
        activity: rebuilding ? 'rebuilding' : 'idle',
        photosKnown: 0,
        photosDone: 0,
        photosPerSecond: null,
        secondsLeft: null,
        toLookAt: 0,
        lastScanAt: null,
        problems: 0,
      };
    }
    const done = depot.photosDone();
    const { waiting, photosPerSecond } = depot.photoQueue;
    return {
      ...common,
      phase: 'ready',
      failure: null,
      folderName: basename(depot.root),
      source: depot.intake.source,
      activity: rebuilding ? 'rebuilding' : activityOf(depot),
      photosKnown: done + waiting,
      photosDone: done,
      photosPerSecond,
      secondsLeft: photosPerSecond ? Math.ceil(waiting / photosPerSecond) : null,
      toLookAt: depot.closerLook.waiting,
      lastScanAt: depot.intake.lastScanAt,
      problems: depot.queries.problems.count(now),
    };
  };
}

function noticesOf(depot: Depot): Status['notices'] {
  const found: Status['notices'] = [];
  if (depot.intake.source === 'offline') {
    found.push({
      code: 'source-offline',
      level: 'error',
      message:
        'The folder can’t be reached. Everything known is kept; Porchlight goes on as soon as the folder is back.',
    });
  }
  if (depot.isBlocked) {
    found.push({
      code: 'disk-full',
      level: 'error',
      message:
        'The disk with Porchlight’s data is full or can’t be written. Nothing is lost: make room, and the indexing goes on by itself.',
    });
  }
  if (depot.intake.watcherTrouble) {
    found.push({ code: 'watcher-trouble', level: 'info', message: depot.intake.watcherTrouble });
  }
  for (const { name, message } of depot.closerLook.troubles()) {
    found.push({ code: `${name}-trouble`, level: 'warning', message });
  }
  for (const message of depot.intake.gaps.slice(0, 5)) found.push({ code: 'folder-gap', level: 'warning', message });
  return found;
}

function activityOf(depot: Depot): Status['activity'] {
  if (depot.photoQueue.waiting > 0) return 'indexing';
  // Files that were just written are looked at again in a moment: until then the folder is not known.
  if (depot.intake.scanning || depot.intake.settling > 0 || depot.dataQueue.waiting > 0) return 'scanning';
  return depot.matching.busy || depot.rejudging.busy ? 'matching' : 'idle';
}
