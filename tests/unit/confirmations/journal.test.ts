import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recoveredKey } from '#core/confirmations/contract.ts';
import { openJournal, readJournal } from '#core/confirmations/courier/journal.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const one = '6f1c2a52-3b44-4c6e-9d4e-0a8f54b1c001';
const two = '6f1c2a52-3b44-4c6e-9d4e-0a8f54b1c002';
const file = () => join(temporaryFolder(), 'journal');

test('what was begun and not ended may have gone; what was ended is known', () => {
  const path = file();
  const journal = openJournal(path);
  journal.committing(one, 1);
  journal.committing(two, 3);
  journal.done(two, 3, { ok: true, state: 'sent', reply: '250 OK for ana@example.com' });
  journal.close();
  const said = readJournal(path);
  expect(said?.get(recoveredKey(one, 1))).toMatchObject({ ok: false, retry: 'uncertain', code: 'may-have-gone' });
  expect(said?.get(recoveredKey(two, 3))).toEqual({ ok: true, state: 'sent', reply: null });
  expect(said?.get(recoveredKey(two, 1))).toBeUndefined();
  expect(readFileSync(path, 'utf8')).not.toContain('ana');
});

test('a line that a power cut tore off was not done, and the next one is whole', () => {
  const path = file();
  openJournal(path).close();
  appendFileSync(path, `\ncommitting ${one}`);
  expect(readJournal(path)?.size).toBe(0);
  const journal = openJournal(path);
  journal.committing(two, 1);
  journal.close();
  expect([...(readJournal(path)?.keys() ?? [])]).toEqual([recoveredKey(two, 1)]);
});

test('no journal is not an empty one', () => {
  const path = file();
  expect(readJournal(path)).toBeNull();
  openJournal(path).close();
  expect(readJournal(path)?.size).toBe(0);
});

test('an outcome that nobody understands leaves it uncertain; other lines are passed over', () => {
  const path = file();
  writeFileSync(path, `committing ${one} 1\ndone ${one} 1 perhaps\nnonsense\ncommitting no-id 1\n\n`);
  expect([...(readJournal(path) ?? [])]).toEqual([
    [recoveredKey(one, 1), expect.objectContaining({ retry: 'uncertain' })],
  ]);
});

test('an erased journal is empty and goes on', () => {
  const path = file();
  const journal = openJournal(path);
  journal.committing(one, 1);
  journal.erase();
  journal.committing(two, 1);
  journal.close();
  expect(readJournal(path)?.size).toBe(1);
});
