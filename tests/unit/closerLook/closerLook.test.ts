import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createCloserLook } from '#core/closerLook/closerLook.ts';
import type { Examined, Examiner } from '#core/closerLook/contract.ts';
import { toBytes } from '#core/index/keys.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { emptyIndex } from '#tests/unit/index/indexWorld.ts';

const tonight = Date.parse('2026-11-21T22:00:00Z');
const shaOf = (n: number) => n.toString(16).padStart(64, '0');

/** An index with pictures (day by row number), and a queue whose only examiner writes down what it is shown. */
function watchedQueue(days: readonly string[], options: { version?: number; settings?: Partial<Settings> } = {}) {
  const db = emptyIndex();
  const addPhoto = db.prepare(
    `INSERT INTO photos (sha256, day, bytes, width, height, arrived_at) VALUES (?, ?, 1, 640, 480, 1)`,
  );
  const addFile = db.prepare(
    `INSERT INTO files (path, class, state, size, modified_at, arrived_at, photo, present) VALUES (?, 'photo', 'photo', 1, 1, 1, ?, 1)`,
  );
  function add(day: string): number {
    const n = Number(addPhoto.run(toBytes(shaOf(0)), day).lastInsertRowid);
    db.prepare('UPDATE photos SET sha256 = ? WHERE id = ?').run(toBytes(shaOf(n)), n);
    addFile.run(`${n}.jpg`, n);
    return n;
  }
  for (const day of days) add(day);
  const world = {
    db,
    add,
    settings: { ...defaultSettings, ...options.settings },
    folder: 'ready' as 'ready' | 'busy' | 'away',
    from: null as string | null,
    looked: [] as number[],
    saved: [] as number[],
    /** Held back until `answers` is resolved, where it is set. */
    answers: null as PromiseWithResolvers<void> | null,
    verdict: (_photo: number): string | null => 'nothing',
    open(version = options.version ?? 1) {
      const examiner: Examiner<unknown> = {
        name: 'labels',
        version,
        atOnce: 1,
        isOn: (settings) => settings.readLabels,
        trouble: () => null,
        async examine({ photo }: Examined) {
          world.looked.push(photo);
          await (world.answers?.promise ?? nextTurn());
          return world.verdict(photo);
        },
        save({ photo }) {
          world.saved.push(photo);
          return new Set();
        },
        close: () => Promise.resolve(),
      };
      const queue = createCloserLook({
        db,
        root: '/depot',
        examiners: [examiner],
        settings: () => world.settings,
        clock: () => tonight,
        folder: () => world.folder,
        sparing: () => world.settings.quietMode === 'always',
        from: world.from,
        onFound: () => undefined,
        onDamaged: () => undefined,
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      });
      onTestFinished(() => queue.close());
      return queue;
    },
  };
  return world;
}

test('tonight’s newest picture is looked at first, then the others in their order, each once', async () => {
  const world = watchedQueue(['2026-11-01', '2026-11-21', '2026-11-02', '2026-11-21']);
  const queue = world.open();
  queue.wake();
  // Tonight's stand in two lists, and are counted once.
  expect(queue.waiting).toBe(4);
  await queue.idle();
  expect(world.looked).toEqual([4, 2, 1, 3]);
  expect(world.saved).toEqual(world.looked);
  expect(queue.waiting).toBe(0);
  queue.wake();
  await queue.idle();
  expect(world.looked).toHaveLength(4);
});

test('for a report of one day, pictures of earlier days are left alone', async () => {
  const world = watchedQueue(['2026-10-01', '2026-11-21', '2026-11-20', '2026-11-18']);
  world.from = '2026-11-19';
  const queue = world.open();
  queue.wake();
  await queue.idle();
  expect(world.looked.toSorted()).toEqual([2, 3]);
});

test('what is on the screen is looked at before all others, even while the folder is being read', async () => {
  const world = watchedQueue(['2026-11-21', '2026-11-01', '2026-11-21']);
  world.folder = 'busy';
  const queue = world.open();
  queue.wake();
  expect(world.looked).toEqual([]);
  queue.first(shaOf(2));
  await nextTurn();
  await nextTurn();
  expect(world.looked).toEqual([2]);
  world.folder = 'ready';
  await queue.idle();
  expect(world.looked).toEqual([2, 3, 1]);
});

test('a start after a kill looks at what was not looked at, and at nothing twice', async () => {
  const world = watchedQueue(Array.from({ length: 3000 }, () => '2026-10-01'));
  const first = world.open();
  world.verdict = (photo) => {
    if (photo === 1500) void first.close();
    return 'nothing';
  };
  first.wake();
  await first.idle();
  expect(world.saved).toHaveLength(1499);
  world.verdict = () => 'nothing';
  const second = world.open();
  second.wake();
  await second.idle();
  expect(world.saved).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1));
});

test('a better reader looks at everything again', async () => {
  const world = watchedQueue(['2026-11-20', '2026-10-01']);
  for (const version of [1, 2]) {
    const queue = world.open(version);
    queue.wake();
    await queue.idle();
  }
  expect(world.saved).toEqual([1, 2, 1, 2]);
});

test('a picture that can’t be looked at now is left until the next start', async () => {
  const world = watchedQueue(['2026-10-01', '2026-10-01', '2026-10-01']);
  world.verdict = (photo) => (photo === 2 ? null : 'nothing');
  const queue = world.open();
  queue.wake();
  await queue.idle();
  queue.wake();
  await queue.idle();
  expect(world.looked).toEqual([1, 2, 3]);
  world.verdict = () => 'nothing';
  const next = world.open();
  next.wake();
  await next.idle();
  expect(world.looked).toEqual([1, 2, 3, 2]);
});

test('a picture whose file is gone is looked at when the file is back', async () => {
  const world = watchedQueue(['2026-10-01', '2026-10-01']);
  world.db.exec('UPDATE files SET present = 0 WHERE photo = 1');
  const queue = world.open();
  queue.wake();
  await queue.idle();
  expect(world.looked).toEqual([2]);
  world.db.exec('UPDATE files SET present = 1');
  const next = world.open();
  next.wake();
  await next.idle();
  expect(world.looked).toEqual([2, 1]);
});

test('where the machine is to be spared, only tonight’s pictures are looked at', async () => {
  const world = watchedQueue(['2026-10-01', '2026-11-21'], { settings: { quietMode: 'always' } });
  const queue = world.open();
  queue.wake();
  await queue.idle();
  expect(world.looked).toEqual([2]);
  world.settings = { ...world.settings, quietMode: 'never' };
  queue.wake();
  await queue.idle();
  expect(world.looked).toEqual([2, 1]);
});

test('with the switch off nothing is looked at, and once it is on everything is', async () => {
  const world = watchedQueue(['2026-10-01', '2026-11-21'], { settings: { readLabels: false } });
  const queue = world.open();
  queue.wake();
  await queue.idle();
  expect(world.looked).toEqual([]);
  expect(queue.waiting).toBe(0);
  world.settings = { ...world.settings, readLabels: true };
  queue.wake();
  await queue.idle();
  expect(world.looked).toEqual([2, 1]);
});

test('a new picture is looked at before what is left of older days', async () => {
  const world = watchedQueue(['2026-10-01', '2026-10-02', '2026-10-03']);
  const queue = world.open();
  world.answers = Promise.withResolvers();
  queue.wake();
  await nextTurn();
  queue.added([world.add('2026-11-21')]);
  world.answers.resolve();
  world.answers = null;
  await queue.idle();
  expect(world.looked).toEqual([1, 4, 2, 3]);
});

test('what was found in a picture that made way for another while it was looked at is not kept', async () => {
  const world = watchedQueue(['2026-11-21']);
  const queue = world.open();
  world.answers = Promise.withResolvers();
  queue.wake();
  await nextTurn();
  world.db.exec('DELETE FROM files; DELETE FROM photos');
  expect(world.add('2026-11-21')).toBe(1);
  world.db.prepare('UPDATE photos SET sha256 = ? WHERE id = 1').run(toBytes(shaOf(99)));
  queue.added([1]);
  world.answers.resolve();
  world.answers = null;
  await queue.idle();
  expect(world.looked).toEqual([1, 1]);
  expect(world.saved).toEqual([1]);
});

test('pictures are left in peace for a while when five in a row could not be looked at', async () => {
  const world = watchedQueue(Array.from({ length: 9 }, () => '2026-10-01'));
  world.verdict = () => null;
  const queue = world.open();
  queue.wake();
  await queue.idle();
  expect(world.looked).toEqual([1, 2, 3, 4, 5]);
});

test('while the folder can’t be reached nobody waits for a closer look', async () => {
  const world = watchedQueue(['2026-11-21']);
  world.folder = 'away';
  const queue = world.open();
  queue.wake();
  await queue.idle();
  expect(world.looked).toEqual([]);
});
