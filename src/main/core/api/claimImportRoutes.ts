/** Claims from a list: looked at, or taken in as one batch that one undo takes back. */
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { z } from 'zod';
import { type ListRead, readListInThread } from '#core/claims/listReading.ts';
import { openClaims } from '#core/claims/opening.ts';
import { createTurns } from '#core/turns.ts';
import { type ClaimColumn, type ClaimImport, claimColumns } from '#shared/claims.ts';
import { type Answer, bind, type Failure, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';
import { decodeFileName } from './fileName.ts';
import { appendTexts, showAtLeisure } from './writing.ts';

/** A hundred thousand parcels with all that a report says of them. */
const largestList = 20_000_000;

const givenSchema = z.record(z.string(), z.enum(claimColumns).nullable());

const depotChanged = fail(
  409,
  'depot-changed',
  'The depot was opened anew meanwhile. What was opened of the list stays: import it again for the rest.',
);

export function claimImportRoutes(app: Hono, context: ApiContext): void {
  /** The same list twice at a time would open every claim of it twice. */
  const inTurn = createTurns();

  bind(app, 'importClaims', async ({ commit, allegation, due, columns }, request): Promise<Answer<ClaimImport>> => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const given = readGiven(columns);
    if (!given) return fail(400, 'columns-invalid', 'What the columns mean was not understood.');
    const bytes = Buffer.from(await request.arrayBuffer());
    if (bytes.length > largestList) return fail(413, 'list-too-large', 'The file is larger than 20 MB. Split it.');
    const file = join(context.paths.uploads, `claims-${randomUUID()}`);
    const isOpening = commit === 'yes';
    const read = () =>
      readListInThread(
        context.listThread,
        {
          ...{ file, index: context.paths.index, given, isOpening, settings: context.settings() },
          stands: { allegation, due, today: depot.claims.today(), batch: randomUUID() },
          pseudonymKey: context.ledger.pseudonymKey(),
        },
        depot.closing,
      );
    const open = () =>
      openClaims<Failure>(read(), {
        write: (some) => appendTexts(context, some),
        show: (parts) => showAtLeisure(context, context.depot() ?? depot, parts),
      });
    try {
      await writeFile(file, bytes);
      const { end, first, written, refusal } = await (isOpening ? inTurn(open) : open());
      if (end.kind === 'unusable') return fail(422, 'list-unusable', end.message);
      if (refusal !== null && written === 0) return refusal;
      const { list } = end;
      return ok({
        ...list,
        ...{ fileName: decodeFileName(request.headers.get('x-file-name'), 'claims.csv'), entryId: first },
        ...{ opened: refusal === null ? list.opened : written, isWhole: refusal === null },
        sentence: refusal ? brokenOffSentence(written, list.opened, refusal) : listSentence(list, isOpening),
      });
    } catch (error) {
      if (depot.closing.aborted) return depotChanged;
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      return fail(507, 'disk-full', 'The disk is full. Make room and import the file again.');
    } finally {
      // Names and addresses: nothing of it stays beside what the ledger seals.
      await rm(file, { force: true });
    }
  });
}

/** Header → meaning, as JSON; null: it is none. */
function readGiven(columns: string | undefined): Record<string, ClaimColumn | null> | null {
  if (columns === undefined) return {};
  try {
    return givenSchema.parse(JSON.parse(columns));
  } catch {
    return null;
  }
}

const claimsWords = (n: number): string => (n === 1 ? 'one claim' : `${n} claims`);

/** What was opened before stays, is taken back with one key, and is known when the list comes again. */
const brokenOffSentence = (written: number, of: number, { message }: Failure): string =>
  `Opened ${written} of ${of} claims, then it ended: ${message} Import the list again for the rest, or take back what was opened.`;

/** “Opened 12 claims. 3 are known already. Porchlight never saw one of the parcels. One looks like a parcel that Porchlight saw: say which. 1 row can’t be used.” */
function listSentence(
  { opened, already, unknown, near, ambiguous, problemsTotal: bad }: ListRead,
  done: boolean,
): string {
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const parts = [done ? `Opened ${claimsWords(opened)}.` : `${capital(claimsWords(opened))} to open.`];
  if (already > 0) parts.push(`${already === 1 ? 'One is' : `${already} are`} known already.`);
  if (unknown > 0)
    parts.push(`Porchlight never saw ${unknown === 1 ? 'one of the parcels' : `${unknown} of the parcels`}.`);
  if (near > 0)
    parts.push(
      `${near === 1 ? 'One looks like a parcel' : `${near} look like parcels`} that Porchlight saw: say which.`,
    );
  if (ambiguous > 0)
    parts.push(`${ambiguous === 1 ? 'One was' : `${ambiguous} were`} carried by several stops: say which.`);
  if (bad > 0) parts.push(`${bad === 1 ? 'One row' : `${bad} rows`} can’t be used.`);
  return parts.join(' ');
}
