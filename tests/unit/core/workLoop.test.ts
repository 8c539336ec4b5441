import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createWorkLoop } from '#core/workLoop.ts';

test('whoever asks while the last turn is ending gets another one, in whichever moment of its end that is', async () => {
  for (let moment = 0; moment < 12; moment++) {
    let turns = 0;
    const loop = createWorkLoop(async () => {
      if (++turns > 1) return;
      let left = moment;
      const ask = () => (left-- === 0 ? loop.run() : queueMicrotask(ask));
      queueMicrotask(ask);
    });
    loop.run();
    await nextTurn();
    await loop.idle();
    expect([moment, turns, loop.busy]).toEqual([moment, 2, false]);
  }
});

test('once it is closed no turn begins', async () => {
  let turns = 0;
  const loop = createWorkLoop(async () => {
    turns++;
    await nextTurn();
  });
  loop.run();
  loop.run();
  await loop.close();
  loop.run();
  loop.wakeIn(0);
  await nextTurn();
  expect(turns).toBe(1);
});
