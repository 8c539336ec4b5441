/** The outbox of the sample's day: what the page shows of it, and answers in the core's place for days that a sample can't have. */
import type { Locator, Page } from '@playwright/test';
import type { ConfirmationPage, ConfirmationView } from '#shared/confirmations.ts';
import type { SettingsPatch } from '#shared/settings.ts';
import { type ConfirmationState, confirmationStates } from '#shared/words.ts';
import { expect } from './porchlight.ts';
import { openQuietPage } from './quietPages.ts';

export const list = (page: Page): Locator => page.getByRole('listbox', { name: /^Confirmations/ });
export const rows = (page: Page): Locator => list(page).getByRole('option');
export const pane = (page: Page): Locator => page.getByRole('region', { name: 'The chosen confirmation' });

/** Changes settings through the page's own session. */
export async function putSettings(page: Page, patch: SettingsPatch): Promise<void> {
  const status = await page.evaluate(async (body) => {
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/api/settings', { method: 'PUT', headers, body: JSON.stringify(body) })).status;
  }, patch);
  expect(status, 'settings').toBe(200);
}

export async function openOutbox(page: Page): Promise<void> {
  await openQuietPage(page, 'Confirmations');
  await expect(page.getByRole('heading', { name: 'Confirmations', exact: true })).toBeVisible();
}

/** The core's own answer, changed: more rows, or rows in states that take an evening of bad luck. */
export async function answerWith(page: Page, change: (answer: ConfirmationPage) => ConfirmationPage): Promise<void> {
  await page.route(/\/api\/days\/[^/]+\/confirmations/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: change((await answer.json()) as ConfirmationPage) });
  });
}

const actions: Record<ConfirmationState, ConfirmationView['actions']> = {
  ready: ['hold', 'withdraw'],
  held: ['release', 'withdraw'],
  sending: [],
  sent: ['resend'],
  delivered: ['resend'],
  failed: ['resend', 'withdraw'],
  uncertain: ['resend', 'withdraw'],
  withdrawn: ['resend'],
};

/** Each row of the answer in another state, all states in turn; the counts follow. */
export function inEveryState(answer: ConfirmationPage): ConfirmationPage {
  const entries = answer.entries.map((entry, index) => {
    const state = confirmationStates[index % confirmationStates.length] ?? 'ready';
    return { ...entry, state, channel: 'email' as const, actions: actions[state] };
  });
  const counts = Object.fromEntries(
    confirmationStates.map((state) => [state, entries.filter((entry) => entry.state === state).length]),
  ) as ConfirmationPage['counts'];
  return { ...answer, entries, counts };
}
