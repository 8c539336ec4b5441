import { expect, test } from 'vitest';
import { createEntryIds } from '#core/ledger/entryIds.ts';
import { entryIdSchema } from '#shared/ids.ts';

const noon = Date.UTC(2026, 10, 21, 12);

test('ids of one moment are all different, in the order in which they were made, and UUIDs', () => {
  const next = createEntryIds(() => noon);
  const ids = Array.from({ length: 10_000 }, next);
  expect(new Set(ids).size).toBe(10_000);
  expect([...ids].sort()).toEqual(ids);
  for (const id of [ids[0], ids[4095], ids[4096], ids[9999]]) expect(entryIdSchema.parse(id)).toBe(id);
  expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-7000-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('a clock that is set back makes no id that is before another', () => {
  let now = noon;
  const next = createEntryIds(() => now);
  const before = next();
  now -= 3_600_000;
  const set = next();
  now = noon + 1;
  const after = next();
  expect([after, before, set].sort()).toEqual([before, set, after]);
});

test('two desks that decide in the same millisecond give no id twice', () => {
  const desks = [createEntryIds(() => noon), createEntryIds(() => noon)];
  const ids = desks.flatMap((next) => Array.from({ length: 1000 }, next));
  expect(new Set(ids).size).toBe(2000);
});
