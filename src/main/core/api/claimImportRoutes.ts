/** Claims from a list: looked at, or taken in as one batch that one undo takes back. */
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { z } from 'zod';
import { type ClaimEntering, enterClaims } from '#core/claims/entering.ts';
import { type ClaimListProblem, type ListedClaim, readClaimList } from '#core/claims/listFile.ts';
import { openInSlices } from '#core/claims/opening.ts';
import type { Depot } from '#core/depot.ts';
import { type ClaimColumn, type ClaimImport, claimColumns } from '#shared/claims.ts';
import type { EntryId } from '#shared/ids.ts';
import { type Answer, bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';
import { decodeFileName } from './fileName.ts';
import { write } from './writing.ts';

const mostProblems = 200;
/** A hundred thousand parcels with all that a report says of them. */
const largestList = 20_000_000;

const givenSchema = z.record(z.string(), z.enum(claimColumns).nullable());

export function claimImportRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'importClaims', async ({ commit, allegation, due, columns }, request): Promise<Answer<ClaimImport>> => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const given = readGiven(columns);
    if (!given) return fail(400, 'columns-invalid', 'What the columns mean was not understood.');
    const bytes = Buffer.from(await request.arrayBuffer());
    if (bytes.length > largestList) return fail(413, 'list-too-large', 'The file is larger than 20 MB. Split it.');
    const file = join(context.paths.uploads, `claims-${randomUUID()}`);
    const rows: ListedClaim[] = [];
    const problems: ClaimListProblem[] = [];
    try {
      await writeFile(file, bytes);
      const { timeZone } = context.settings();
      const read = await readClaimList(
        file,
        { timeZone, given },
        { row: (row) => rows.push(row), problem: (problem) => problems.push(problem) },
      );
      if (!read.ok) return fail(422, 'list-unusable', read.message);
      const entering = await enterClaims(depot, rows, { allegation, due, today: depot.claims.today() });
      const opened = commit === 'yes' ? await open(depot, entering) : ok(null);
      if (!opened.ok) return opened;
      const { bodies, ...counts } = entering;
      return ok({
        ...counts,
        ...{ fileName: decodeFileName(request.headers.get('x-file-name'), 'claims.csv'), rows: read.rows },
        ...{ columns: read.columns, opened: bodies.length, problems: problems.slice(0, mostProblems) },
        ...{ problemsTotal: problems.length, entryId: opened.value },
        sentence: listSentence(entering, problems.length, commit === 'yes'),
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      return fail(507, 'disk-full', 'The disk is full. Make room and import the file again.');
    } finally {
      // Names and addresses: nothing of it stays beside what the ledger seals.
      await rm(file, { force: true });
    }
  });

  /** What could not be written is said, and what was written before stays. */
  async function open(depot: Depot, { bodies }: ClaimEntering): Promise<Answer<EntryId | null>> {
    const opened = await openInSlices(bodies, (some) => write(context, depot, some));
    if (opened.refusal === null) return ok(opened.first);
    const { refusal, written } = opened;
    return written === 0
      ? refusal
      : fail(507, refusal.code, `${written} of ${bodies.length} claims were opened, then: ${refusal.message}`);
  }
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

/** “Opened 12 claims. 3 are known already. Porchlight never saw one of the parcels. One looks like a parcel that Porchlight saw: say which. 1 row can’t be used.” */
function listSentence(
  { bodies, already, unknown, near, ambiguous }: ClaimEntering,
  bad: number,
  done: boolean,
): string {
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const parts = [done ? `Opened ${claimsWords(bodies.length)}.` : `${capital(claimsWords(bodies.length))} to open.`];
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
