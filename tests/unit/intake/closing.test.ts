import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createDirtyDays } from '#core/index/dirtyDays.ts';
import { createFileStore } from '#core/index/fileStore.ts';
import { createPhotoWriter } from '#core/index/photoWriter.ts';
import { createIntake } from '#core/intake/intake.ts';
import { defaultSettings } from '#shared/settings.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { emptyIndex } from '#tests/unit/index/indexWorld.ts';

const nothing = () => undefined;

test('what is to be tried again while the depot closes is not asked of an index that is closed', async () => {
  const db = emptyIndex();
  const closing = Promise.withResolvers<void>();
  const intake = createIntake({
    ...{ db, files: createFileStore(db), dirty: createDirtyDays(db), root: temporaryFolder() },
    photosWriter: createPhotoWriter(db, () => ({ timeZone: 'UTC', now: Date.now() })),
    photos: { add: nothing },
    data: { add: nothing },
    createWatcher: () => ({
      ...{ onHint: nothing, onDistrust: nothing, start: async () => undefined },
      close: () => closing.promise,
    }),
    settings: () => defaultSettings,
    ...{ clock: Date.now, runningClock: Date.now, giveWay: async () => undefined },
    log: { info: nothing, warn: nothing, error: nothing },
    ...{ onChanged: nothing, onBlocked: nothing, onDamaged: nothing, onDays: nothing },
  } as unknown as Parameters<typeof createIntake>[0]);
  await intake.start();
  await intake.idle();
  const closed = intake.close();
  // A picture that was being read comes out half written.
  intake.retry(1, Date.now());
  closing.resolve();
  await closed;
  db.close();
  const thrown: unknown[] = [];
  const listeners = process.rawListeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  // Other files share this process: what is theirs goes to whom it went before.
  process.on('uncaughtException', (error, origin) => {
    if (/database/.test(error.message)) thrown.push(error);
    else for (const listener of listeners) listener(error, origin);
  });
  await wait(50);
  process.removeAllListeners('uncaughtException');
  for (const listener of listeners) process.on('uncaughtException', listener as (error: Error) => void);
  expect(thrown).toEqual([]);
});
