/** The privacy clock: what is kept until when, and erasing by a person's wish. */
import type { Hono } from 'hono';
import { LedgerWriteError } from '#core/ledger/contract.ts';
import { dueFilesOf, kindWords, privacyView, retentionOf } from '#core/privacy/privacyViews.ts';
import { trashDue } from '#core/privacy/trash.ts';
import type { EraseResult } from '#shared/privacy.ts';
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
      return ok({ erased, held, sentence: erasedSentence(erased, held.length, what) });
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

function erasedSentence(erased: number, held: number, what: readonly RetentionKind[]): string {
  const stops = (n: number) => (n === 1 ? 'one stop' : `${n} stops`);
  const kinds = what.map((kind) => kindWords[kind]).join(', ');
  const kept = held === 0 ? '' : ` A hold keeps ${stops(held)}.`;
  return erased === 0 ? `Nothing was erased.${kept}` : `Erased ${kinds} of ${stops(erased)}.${kept}`;
}
