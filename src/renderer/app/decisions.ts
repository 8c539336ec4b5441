/**
 * Decisions on their way to the ledger, and what came of the last one.
 *
 * They are written one after the other in the order of the keys, while the screen is at the next picture already. Until the
 * core's new answers are here, `settling` says which stops to leave out.
 */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { BatchDecision, DecisionRequest, DecisionResult } from '#shared/deciding.ts';
import type { EntryId, StopId } from '#shared/ids.ts';
import { asApiError, call } from './client.ts';
import { createReload } from './reload.ts';
import { ensurePerson } from './signing.ts';
import { createValueStore } from './valueStore.ts';

/** What the status line says about the last decision; null before the first. */
export interface DecisionNote {
  sentence: string;
  /** It did not happen; `sentence` says why. */
  failed: boolean;
  /** U takes it back. */
  undoable: boolean;
  /** Tells two notes with the same words apart. */
  number: number;
}
export const decisionNote = createValueStore<DecisionNote | null>(null);

/** Stops whose decision is on its way, or written and not yet in what the screen shows; with the number of that decision. */
export const settling = createValueStore<ReadonlyMap<StopId, number>>(new Map());

/** Decisions that could not be written, each with its stops; the screen offers the way back to them. */
export const notDecided = createValueStore<{ sentence: string; stopIds: readonly StopId[] } | null>(null);

/** The latest that was taken back; the page that is shown goes to it, if it is a place of that page. */
const takenBack = createValueStore<DecisionResult | null>(null);

/** How many are waiting to be written. */
const waiting = createValueStore(0);

let notes = 0;

/** Says something about decisions in the status line. `told`: it happened, and has its own way back. */
export function noteDecision(sentence: string, kind: 'done' | 'undone' | 'told' | 'failed'): void {
  notes += 1;
  decisionNote.set({ sentence, failed: kind === 'failed', undoable: kind === 'done', number: notes });
}

export interface Decisions {
  /** Null when it failed; the status line says why. */
  decide(request: DecisionRequest): Promise<DecisionResult | null>;
  /**
   * Many with one key: written together, taken back together.
   * @param settles stops that need no more: they are {@link settling} from this moment on.
   */
  decideAll(decisions: readonly BatchDecision[], settles: readonly StopId[]): Promise<DecisionResult | null>;
  /** Takes back one decision, or the latest that still holds; the page that is shown goes to it. */
  undo(entryId?: EntryId): Promise<DecisionResult | null>;
  /** One is on its way. */
  pending: boolean;
}

/** Hook: makes decisions; what they touch is fetched again at once instead of waiting for the topic. */
export function useDecisions(): Decisions {
  const client = useQueryClient();
  const pending = waiting.use() > 0;
  const undo = useUndo();
  const decide = useCallback((request: DecisionRequest) => write(client, [request], []), [client]);
  const decideAll = useCallback<Decisions['decideAll']>(
    (decisions, settles) => write(client, decisions, settles),
    [client],
  );
  return { decide, decideAll, undo, pending };
}

/** Hook: only taking back, for what is drawn at all times and must not be drawn anew at each decision. */
export function useUndo(): Decisions['undo'] {
  const client = useQueryClient();
  return useCallback(
    async (entryId) => {
      const result = await write(client, [entryId === undefined ? { kind: 'undo' } : { kind: 'undo', entryId }], []);
      if (result === null) return null;
      if (result.stopId !== null) unsettle([result.stopId]);
      takenBack.set(result);
      return result;
    },
    [client],
  );
}

/** Hook: follows what is taken back while the page is shown, wherever the key or the button for it was. */
export function useTakenBack(onTakenBack: (result: DecisionResult) => void): void {
  const result = takenBack.use();
  const seen = useRef(result);
  const latest = useRef(onTakenBack);
  useEffect(() => {
    latest.current = onTakenBack;
  });
  useEffect(() => {
    if (result === null || result === seen.current) return;
    seen.current = result;
    latest.current(result);
  }, [result]);
}

/** The write before: the next one waits for it, whatever became of it. */
let previous: Promise<unknown> = Promise.resolve();
let writes = 0;

async function write(
  client: QueryClient,
  requests: readonly DecisionRequest[],
  settles: readonly StopId[],
): Promise<DecisionResult | null> {
  const [first] = requests;
  if (first === undefined) return null;
  writes += 1;
  const number = writes;
  if (settles.length > 0) settling.set(new Map([...settling.get(), ...settles.map((id) => [id, number] as const)]));
  waiting.set(waiting.get() + 1);
  const mine = previous.then(() => send(client, first, requests));
  previous = mine;
  const result = await mine;
  waiting.set(waiting.get() - 1);
  // Only when the core's new answers are here, they speak for these stops.
  if (result === null || result.date === null) unsettle(settles, number);
  else void reload.day(client, result.date, () => unsettle(settles, number));
  return result;
}

async function send(
  client: QueryClient,
  first: DecisionRequest,
  requests: readonly DecisionRequest[],
): Promise<DecisionResult | null> {
  await ensurePerson(client);
  try {
    const result =
      requests.length === 1
        ? await call('decide', upToDate(first))
        : await call('decideAll', { decisions: requests.map((request) => upToDate(request) as BatchDecision) });
    remember(requests, result.entryId);
    const meanwhile = result.meanwhile === null ? '' : ` ${result.meanwhile}`;
    noteDecision(`${result.sentence}${meanwhile}`, notByKey.has(first.kind) ? 'undone' : 'done');
    return result;
  } catch (problem) {
    const sentence = asApiError(problem).message;
    noteDecision(sentence, 'failed');
    const stopIds = requests.flatMap((request) => ('stopId' in request ? [request.stopId] : []));
    if (stopIds.length > 0) notDecided.set({ sentence, stopIds });
    return null;
  }
}

/** U alone takes none of them back: it would take back another decision than the one that the line tells. */
const notByKey: ReadonlySet<DecisionRequest['kind']> = new Set(['undo', 'hold', 'release-hold']);

/** Own decisions that the screen had not seen when the next about the same stop was made: they are no surprise. */
const own = new Map<StopId, { entryId: EntryId; seen: EntryId | null | undefined }>();

function upToDate(request: DecisionRequest): DecisionRequest {
  if (!('seen' in request)) return request;
  const before = own.get(request.stopId);
  return before && before.seen === request.seen ? { ...request, seen: before.entryId } : request;
}

function remember(requests: readonly DecisionRequest[], entryId: EntryId): void {
  for (const request of requests) {
    if (request.kind === 'undo') own.clear();
    // Of a batch only one entry's id comes back; what was seen of the others is fetched again.
    else if ('seen' in request && requests.length === 1) own.set(request.stopId, { entryId, seen: request.seen });
  }
}

/** @param number of the decision that is through; a later one about the same stop still holds it. */
function unsettle(stopIds: readonly StopId[], number = Number.POSITIVE_INFINITY): void {
  if (stopIds.length === 0) return;
  const gone = ([id, latest]: readonly [StopId, number]) => stopIds.includes(id) && latest <= number;
  settling.set(new Map([...settling.get()].filter((entry) => !gone(entry))));
}

const reload = createReload();
