import { expect, test } from 'vitest';
import { createDecisionStore } from '#core/index/decisionStore.ts';
import { createFileStore } from '#core/index/fileStore.ts';
import { createProgrammeStore } from '#core/index/programmeStore.ts';
import { createStateWriter } from '#core/index/stateWriter.ts';
import { defaultSettings } from '#shared/settings.ts';
import { day, emptyIndex, lay, row } from './indexWorld.ts';

const scan = Date.parse(`${day}T12:00:00Z`);
const afterCutOff = scan + 24 * 3_600_000;

test('a file that is tried once more keeps its stop where it was, until it can be read', () => {
  const db = emptyIndex();
  lay(db, scan, row({ completedAt: scan }));
  const files = createFileStore(db);
  const entry = {
    path: `${day}/TBA300000001.jpg`,
    fileClass: 'photo',
    size: 10,
    modifiedAt: scan,
    arrivedAt: scan,
  } as const;
  const file = files.admit({ ...entry, identity: null, onlineOnly: false, problem: null }, 'queued');
  db.prepare('INSERT INTO file_stops (file, stop) SELECT ?, id FROM stops').run(file);
  const states = createStateWriter(db, createDecisionStore(db), createProgrammeStore(db), () => defaultSettings);
  const [route] = states.routesOf(day);
  const stateAt = (now: number) => {
    states.refreshRoute(route ?? 0, now);
    return db.prepare('SELECT state FROM stops').pluck().get();
  };

  expect(stateAt(afterCutOff), 'never read yet').toBe('syncing');
  files.setUnreadable(file, { code: 'truncated', message: 'Cut off.', mayStillArrive: true, day });
  expect(stateAt(scan), 'it may still arrive').toBe('syncing');
  expect(stateAt(afterCutOff)).toBe('missing');
  files.requeue(file);
  expect(stateAt(afterCutOff), 'while it is tried again').toBe('missing');
  files.setWaiting(file, 'online-only', 'Not on this computer.');
  expect(stateAt(afterCutOff)).toBe('syncing');
  files.requeue(file);
  expect(stateAt(afterCutOff), 'its bytes were never here').toBe('syncing');
});
