/** The privacy clock: what is kept until when, and erasing by a person's wish. */
import type { Hono } from 'hono';
import { LedgerWriteError } from '#core/ledger/contract.ts';
import { dueFilesOf, kindWords, privacyView, retentionOf } from '#core/privacy/privacyViews.ts';
import { trashDue } from '#core/privacy/trash.ts';
import type { EraseResult, HoldView } from '#shared/privacy.ts';
import type { RetentionKind } from '#shared/words.ts';
import { type Answer, bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

export function privacyRoutes(app: Hono, context: ApiContext): void {
  const { privacy, clock, settings } = context;

  bind(app, 'getPrivacy', async () => {
    const depot = context.depot();
    return depot ? ok(await privacyView(depot, settings(), clock(), privacy.lastRun())) : noDepot;
  });

  bind(app, 'getRetention', ({ stopId }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const view = retentionOf(depot, stopId, settings(), clock());
    return view ? ok(view) : fail(404, 'stop-unknown', 'This stop is not in the index any more.');
  });

  bind(app, 'listDueFiles', ({ offset }) => {
    const depot = context.depot();
    return depot ? ok(dueFilesOf(depot, offset)) : noDepot;
  });

  bind(app, 'eraseNow', async ({ stopIds, what, why }): Promise<Answer<EraseResult>> => {
    if (!context.depot()) return noDepot;
    try {
      const { erased, held } = await privacy.eraseStops(stopIds, what, why);
      const keepers = held.map((stopId) => context.depot()?.queries.holds.ofStop(stopId) ?? []);
      return ok({ erased, held, sentence: `${erasedSentence(erased, what)}${keptByWords(keepers)}` });
    } catch (error) {
      if (!(error instanceof LedgerWriteError)) throw error;
      return fail(507, 'ledger-not-written', error.message);
    }
  });

  bind(app, 'previewRetention', async (retention) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const view = await privacyView(depot, { ...settings(), retention }, clock(), privacy.lastRun());
    return ok(view.kinds);
  });

  bind(app, 'runPrivacyClock', async () => {
    if (!context.depot()) return noDepot;
    const run = await privacy.run();
    const depot = context.depot();
    return depot ? ok(await privacyView(depot, settings(), clock(), run)) : noDepot;
  });

  bind(app, 'trashFiles', async ({ fileIds }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    if (!settings().eraseFromFolder) {
      return fail(409, 'folder-is-left', 'The settings say that files in the folder stay. Change them first.');
    }
    if (!context.moveToTrash) return fail(409, 'no-trash', 'This host has no trash to move files to.');
    return ok(await trashDue(depot, fileIds, context.moveToTrash));
  });
}

const stopsWords = (n: number): string => (n === 1 ? 'one stop' : `${n} stops`);

function erasedSentence(erased: number, what: readonly RetentionKind[]): string {
  const kinds = what.map((kind) => kindWords[kind]).join(', ');
  return erased === 0 ? 'Nothing was erased.' : `Erased ${kinds} of ${stopsWords(erased)}.`;
}

/** More numbers than this are no sentence any more. */
const mostClaims = 3;

/** “ A hold keeps one stop. Claim 2026-0012 keeps 2 stops.” */
function keptByWords(keepers: readonly (readonly HoldView[])[]): string {
  const byHand = keepers.filter((holds) => holds.some(({ claim }) => claim === undefined)).length;
  const claimed = keepers.filter((holds) => holds.length > 0 && holds.every(({ claim }) => claim !== undefined));
  const numbers = [...new Set(claimed.flatMap((holds) => holds.map(({ claim }) => claim?.number ?? '')))].sort();
  const parts = byHand === 0 ? [] : [` A hold keeps ${stopsWords(byHand)}.`];
  if (numbers.length === 1) parts.push(` Claim ${numbers[0]} keeps ${stopsWords(claimed.length)}.`);
  else if (numbers.length > 1) {
    const told = numbers.length > mostClaims ? `${numbers.length} claims` : `The claims ${numbers.join(', ')}`;
    parts.push(` ${told} keep ${stopsWords(claimed.length)}.`);
  }
  return parts.join('');
}
