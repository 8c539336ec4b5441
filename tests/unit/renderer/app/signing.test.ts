import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import type { AtDesk } from '#shared/people.ts';

/** Each test begins as a page that was just opened. */
async function freshPage(desk: AtDesk) {
  vi.resetModules();
  const { queries } = await import('#app/queries.ts');
  const signing = await import('#app/signing.ts');
  const client = new QueryClient();
  client.setQueryData(queries.atDesk().queryKey, desk);
  return { client, ...signing };
}

const nobody: AtDesk = { person: null, known: [], lockedUntil: null };
const until = (moment: number): AtDesk => ({ ...nobody, person: { name: 'Dana Reyes', since: 0, until: moment } });

/** Of its own a wait lasts a second: too short for a machine that does other things, too. */
const patiently = { timeout: 60_000 };

beforeEach(() => void vi.useRealTimers());

test('with somebody at the desk nothing is asked', async () => {
  const { client, ensurePerson, signInQuestion } = await freshPage(until(Date.now() + 60_000));
  await ensurePerson(client);
  expect(signInQuestion.get()).toBeNull();
});

test('a name of yesterday evening is asked for again', async () => {
  const { client, ensurePerson, signInQuestion } = await freshPage(until(Date.now() - 1));
  const waiting = ensurePerson(client);
  await vi.waitFor(() => expect(signInQuestion.get()).not.toBeNull(), patiently);
  signInQuestion.get()?.answer(true);
  await waiting;
  expect(signInQuestion.get()).toBeNull();
});

test('two decisions made one after the other wait for the same answer', async () => {
  const { client, ensurePerson, signInQuestion } = await freshPage(nobody);
  const both = [ensurePerson(client), ensurePerson(client)];
  await vi.waitFor(() => expect(signInQuestion.get()).not.toBeNull(), patiently);
  const question = signInQuestion.get();
  await Promise.resolve();
  expect(signInQuestion.get()).toBe(question);
  question?.answer(false);
  await Promise.all(both);
});

test('“not now” holds for the evening, but not for a sign-off', async () => {
  const { client, askWhoIsThere, ensurePerson, signInQuestion } = await freshPage(nobody);
  const first = ensurePerson(client);
  await vi.waitFor(() => expect(signInQuestion.get()).not.toBeNull(), patiently);
  signInQuestion.get()?.answer(false);
  await first;
  await ensurePerson(client);
  expect(signInQuestion.get()).toBeNull();

  const signed = askWhoIsThere(true);
  expect(signInQuestion.get()?.needed).toBe(true);
  signInQuestion.get()?.answer(false);
  expect(await signed).toBe(false);
});

test('a desk that doesn’t answer loses no decision', async () => {
  const { ensurePerson, signInQuestion } = await freshPage(nobody);
  const silent = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  vi.stubGlobal('fetch', () => Promise.reject(new Error('gone')));
  await ensurePerson(silent);
  vi.unstubAllGlobals();
  expect(signInQuestion.get()).toBeNull();
});
