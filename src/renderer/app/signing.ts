/** Who is at the desk, and the dialogs about it: any screen asks for them, the shell shows them (`features/signing`). */
import type { QueryClient } from '@tanstack/react-query';
import type { RouteId, ServiceDate } from '#shared/ids.ts';
import { queries } from './queries.ts';
import { createValueStore } from './valueStore.ts';

/** The question “Who is at the desk?” while it is open; `answer` goes on with what was about to happen. */
export interface SignInQuestion {
  /** A sign-off names who signs: it can't go on without a name, a decision can. */
  needed: boolean;
  answer(signedIn: boolean): void;
}
export const signInQuestion = createValueStore<SignInQuestion | null>(null);

/** The route (null: the day) whose sign-off is open. */
export const signOffAsked = createValueStore<{ date: ServiceDate; routeId: RouteId | null } | null>(null);

/** Somebody said “not now” in this window: decisions go without a name until the page is opened anew. */
let declined = false;

/** Opens the question, whatever was answered before. Resolves to whether somebody is at the desk now. */
export function askWhoIsThere(needed: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    signInQuestion.get()?.answer(false);
    signInQuestion.set({
      needed,
      answer(signedIn) {
        signInQuestion.set(null);
        declined ||= !signedIn && !needed;
        resolve(signedIn);
      },
    });
  });
}

/**
 * Before the first decision of the evening: asks who is at the desk, once. Never rejects: a decision is not lost because the
 * question could not be put.
 */
export async function ensurePerson(client: QueryClient): Promise<void> {
  if (declined) return;
  const desk = await client.ensureQueryData(queries.atDesk()).catch(() => null);
  if (desk === null || (desk.person !== null && desk.person.until > Date.now())) return;
  await askWhoIsThere(false);
}
