/** The claims desk: its list, finding what somebody claims about, opening and changing. Taking back is `decide`. */
import type { Hono } from 'hono';
import type { ClaimStands } from '#core/claims/changing.ts';
import { changeBody, openingBody } from '#core/claims/changing.ts';
import type { Depot } from '#core/depot.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { DecisionResult } from '#shared/deciding.ts';
import { type Answer, bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';
import { write } from './writing.ts';

export const claimUnknown = fail(404, 'claim-unknown', 'There is no such claim, or its opening was taken back.');
const stopUnknown = fail(404, 'stop-unknown', 'This stop is not in the index any more.');

export function claimRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'listClaims', (filter) => {
    const depot = context.depot();
    return depot ? ok({ ...depot.claims.queries.list(filter), timeZone: context.settings().timeZone }) : noDepot;
  });

  bind(app, 'findClaimStops', ({ text }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const { finding, queries } = depot.claims;
    const { form, stops, sentence } = finding.find(text);
    const already = queries.currentOf(
      stops.map(({ stopId }) => stopId),
      finding.keyOf(text),
    );
    return ok({ form, stops, already, sentence });
  });

  bind(app, 'listStopClaims', ({ stopId }) => {
    const depot = context.depot();
    return depot ? ok(depot.claims.queries.ofStop(stopId)) : noDepot;
  });

  bind(app, 'openClaim', async (request) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const body = openingBody(request, depot);
    if (body === 'stop-unknown') return stopUnknown;
    if (body === 'words-empty') {
      return fail(
        422,
        'claim-empty',
        'Without a stop a claim needs a tracking id, an address or a name: letters or digits.',
      );
    }
    const written = await write(context, depot, [body]);
    if (!written.ok) return written;
    const id = written.value[0]?.id ?? '';
    const number = depot.claims.queries.byId(id)?.number ?? '';
    return ok(resultOf(depot, id, body, `Opened claim ${number}`.trim()));
  });

  bind(app, 'changeClaim', async (request): Promise<Answer<DecisionResult>> => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const view = depot.claims.queries.byId(request.id);
    if (!view) return claimUnknown;
    const change = changeBody(request, view, depot);
    if (change === 'stop-unknown') return stopUnknown;
    if ('already' in change) return alreadySo(change);
    const written = await write(context, depot, [change.body]);
    if (!written.ok) return written;
    return ok(resultOf(depot, written.value[0]?.id ?? '', change.body, change.sentence));
  });
}

const alreadySo = ({ already }: ClaimStands) => fail(409, 'claim-stands-so', already);

function resultOf(depot: Depot, entryId: string, body: LedgerBody, sentence: string): DecisionResult {
  const about = depot.decisions.about(body);
  const stopId = about.stopIds[0] ?? null;
  const named = stopId && depot.queries.stops.nameOf(stopId);
  return {
    ...{ entryId, sentence, meanwhile: null, entries: 1, about: body.kind, photoId: null, stopId },
    ...{ routeId: named ? named.routeId : null, date: about.dates[0] ?? null },
  };
}
