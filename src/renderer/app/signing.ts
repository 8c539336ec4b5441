/** Who is at the desk, and the dialogs about it: any screen asks for them, the shell shows them (`features/signing`). */
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RouteId, ServiceDate } from '#shared/ids.ts';
import type { AtDesk } from '#shared/people.ts';
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

/** Somebody at the desk. */
export type Person = NonNullable<AtDesk['person']>;

/** How long “not now” holds in this window, in ms: the rest of a shift. A page that is never closed asks again tomorrow. */
const eveningMs = 8 * 3_600_000;
let declinedUntil = 0;

/** The question that is open: a second decision waits for the same answer. */
let open: Promise<boolean> | null = null;

/** Opens the question, whatever was answered before. Resolves to whether somebody is at the desk now. */
export function askWhoIsThere(needed: boolean): Promise<boolean> {
  if (open) return open;
  open = new Promise((resolve) => {
    signInQuestion.set({
      needed,
      answer(signedIn) {
        open = null;
        signInQuestion.set(null);
        if (signedIn) declinedUntil = 0;
        else if (!needed) declinedUntil = Date.now() + eveningMs;
        resolve(signedIn);
      },
    });
  });
  return open;
}

/**
 * Before the first decision of the evening: asks who is at the desk, once. Never rejects: a decision is not lost because the
 * question could not be put.
 */
export async function ensurePerson(client: QueryClient): Promise<void> {
  if (Date.now() < declinedUntil) return;
  const desk = await client.ensureQueryData(queries.atDesk()).catch(() => null);
  if (desk === null || atDeskNow(desk, Date.now()) !== null) return;
  await askWhoIsThere(false);
}

/** Who is at the desk at `now` (epoch ms); a name of yesterday evening doesn't count. */
export function atDeskNow({ person }: AtDesk, now: number): Person | null {
  return person !== null && person.until > now ? person : null;
}

/** Hook: who is at the desk; null for nobody, undefined while it isn't known. The name goes by itself when its evening ends. */
export function usePerson(): Person | null | undefined {
  const { data: desk } = useQuery(queries.atDesk());
  const [now, setNow] = useState(Date.now);
  const until = desk?.person?.until ?? null;
  useEffect(() => {
    if (until === null) return;
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, until - Date.now()) + 100);
    return () => clearTimeout(timer);
  }, [until]);
  return desk && atDeskNow(desk, Math.max(now, Date.now()));
}
