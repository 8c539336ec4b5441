/** Customers get a drawn part of the picture and nothing else: nothing goes out before somebody draws, and at once afterwards. */
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import type { DecisionRequest } from '#shared/deciding.ts';
import { defaultSettings } from '#shared/settings.ts';
import { depotDate } from '#tests/fixtures/depot.ts';
import { mailServer } from '#tests/fixtures/mail/mailServer.ts';
import { get } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';
import { outboxOf, outboxWorld, recipientsOf } from './outboxWorld.ts';

const box = { x: 0.3, y: 0.3, width: 0.4, height: 0.4 };

const rowOf = async (core: Core, stop: string) => {
  const row = (await outboxOf(core)).entries.find((each) => each.stop === stop);
  if (!row) throw new Error(`no confirmation for stop ${stop}`);
  return row;
};
const waitsBecause = (core: Core, stop: string, why: string) =>
  until(`stop ${stop} waits: ${why}`, async () =>
    (await outboxOf(core)).entries.some((each) => each.stop === stop && each.sentence.startsWith(why)),
  );

test('nothing goes out before a part is drawn, each as soon as its own is, and taking it back holds what waits', async () => {
  const server = await mailServer();
  const { open } = await outboxWorld(server, 3, {
    confirmations: { ...defaultSettings.confirmations, from: depotDate, when: 'confirmed', picture: 'only-part' },
  });
  const core = await open();
  const notDrawn = 'The settings show customers a drawn part of the picture only, and nobody has drawn one';
  for (const stop of ['001', '002', '003']) await waitsBecause(core, stop, notDrawn);
  expect(server.taken()).toEqual([]);
  const draw = async (stop: string, hiding: Pick<DecisionRequest & { kind: 'redact' }, 'boxes' | 'outside'>) =>
    get(core, 'decide', { kind: 'redact', photoId: (await rowOf(core, stop)).photoId, ...hiding });

  const { photoId } = await rowOf(core, '001');
  expect(await get(core, 'getHiddenParts', { photoId })).toMatchObject({ boxes: [], outside: false, by: 'nobody' });
  await draw('001', { boxes: [box], outside: true });
  expect(await get(core, 'getHiddenParts', { photoId })).toMatchObject({ boxes: [box], outside: true, by: 'hand' });
  // The clock stands still: whoever waits for the next hour's try waits for ever.
  await until('the first is out', async () => (await rowOf(core, '001')).state === 'sent');

  // Boxes that hide are no part that may be seen, and of a picture of which nothing may be seen there is nothing to send.
  await draw('002', { boxes: [box] });
  const { entryId } = await draw('003', { boxes: [], outside: true });
  await waitsBecause(core, '002', notDrawn);
  await waitsBecause(core, '003', 'Everything in the picture is hidden');
  await get(core, 'decide', { kind: 'undo', entryId });
  await waitsBecause(core, '003', notDrawn);
  expect(recipientsOf(server)).toEqual(['customer0@example.org']);

  await draw('003', { boxes: [box], outside: true });
  await until('the third is out', async () => (await rowOf(core, '003')).state === 'sent');
  await waitsBecause(core, '002', notDrawn);
  expect(recipientsOf(server)).toEqual(['customer0@example.org', 'customer2@example.org']);
});
