/** The register of opt-outs: its list, what one would mean, entering and ending. Taking one back is `decide`. */
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Depot } from '#core/depot.ts';
import { doneSentence } from '#core/domain/decisionSentences.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import { createEntering, type Entering } from '#core/optOuts/entering.ts';
import { keyOf, wordsOf } from '#core/optOuts/keys.ts';
import { readOptOutList } from '#core/optOuts/listFile.ts';
import { problemOf } from '#core/optOuts/queries.ts';
import type { DecisionResult } from '#shared/deciding.ts';
import type { OptOutImport } from '#shared/optOuts.ts';
import { type Answer, bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';
import { decodeFileName } from './fileName.ts';
import { write } from './writing.ts';

/** Entries that are written in one go, each some 20 ms on 750,000 stops: between them the window is served. */
const entriesAtOnce = 25;
const mostProblems = 200;
/** A hundred thousand customers with their addresses. */
const largestList = 20_000_000;

export function optOutRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'listOptOuts', (filter) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const { timeZone } = context.settings();
    return ok({ ...depot.optOuts.queries.list(filter), timeZone, linkTrouble: depot.optOuts.links.trouble() });
  });

  bind(app, 'previewOptOut', ({ from, until, ...named }) => {
    const depot = context.depot();
    return depot ? ok(depot.optOuts.queries.preview(named, { from, until })) : noDepot;
  });

  bind(app, 'addOptOut', async ({ from, until, note, ...named }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const problem = problemOf(named, { from, until });
    const key = keyOf(named, depot.optOuts.pseudonym);
    if (problem !== null || key === null) return fail(422, 'opt-out-empty', problem ?? 'This names nobody.');
    if (depot.optOuts.queries.known(key, { from, until })) {
      return fail(409, 'opt-out-known', 'This is in the register already, for all of these days.');
    }
    const noted = note ? { note } : {};
    return record(depot, {
      ...{ kind: 'opt-out', by: named.by, key, words: wordsOf(named), from, until, source: 'hand' },
      ...noted,
    });
  });

  bind(app, 'endOptOut', ({ id, lastDay, note }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const optOut = depot.optOuts.queries.byId(id);
    if (!optOut || optOut.standing === 'taken-back') return unknown;
    if (optOut.until !== null && optOut.until <= lastDay) {
      return fail(409, 'opt-out-ended', 'It ends by then already.');
    }
    return record(depot, { kind: 'end-opt-out', optOut: id, lastDay, ...(note ? { note } : {}) });
  });

  bind(app, 'listOptOutPictures', ({ id }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const optOut = depot.optOuts.queries.byId(id);
    return optOut ? ok({ optOut, pictures: depot.optOuts.queries.pictures(id) }) : unknown;
  });

  bind(app, 'listStopOptOuts', ({ stopId }) => {
    const depot = context.depot();
    return depot ? ok(depot.optOuts.queries.ofStop(stopId)) : noDepot;
  });

  bind(app, 'importOptOutTokens', async ({ tokens, commit }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const entering = createEntering(depot.optOuts);
    const lines = tokens.split(/\r?\n/);
    for (const [n, token] of lines.entries()) {
      if (token.trim() !== '') entering.addToken({ line: n + 1, token: token.trim(), from: depot.optOuts.today() });
    }
    const rows = lines.filter((line) => line.trim() !== '').length;
    return enter(depot, { fileName: 'Pasted tokens', rows }, await entering.finish(), commit);
  });

  bind(app, 'importOptOuts', async ({ commit }, request) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const bytes = Buffer.from(await request.arrayBuffer());
    if (bytes.length > largestList) return fail(413, 'list-too-large', 'The file is larger than 20 MB. Split it.');
    const file = join(context.paths.uploads, `opt-outs-${randomUUID()}`);
    try {
      await writeFile(file, bytes);
      const entering = createEntering(depot.optOuts);
      const { timeZone } = context.settings();
      const read = await readOptOutList(
        file,
        { timeZone, today: depot.optOuts.today() },
        {
          row: (row) => (row.is === 'token' ? entering.addToken(row.row) : entering.add(row.row, 'csv')),
          problem: (problem) => entering.found.problems.push(problem),
        },
      );
      if (!read.ok) return fail(422, 'list-unusable', read.message);
      const fileName = decodeFileName(request.headers.get('x-file-name'), 'list.csv');
      return await enter(depot, { fileName, rows: read.rows }, await entering.finish(), commit === 'yes');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      return fail(507, 'disk-full', 'The disk is full. Make room and import the file again.');
    } finally {
      // Names and addresses: nothing of it stays beside what the ledger seals.
      await rm(file, { force: true });
    }
  });

  async function record(depot: Depot, body: Extract<LedgerBody, { kind: 'opt-out' | 'end-opt-out' }>) {
    const written = await write(context, depot, [body]);
    return written.ok ? ok(resultOf(written.value[0]?.id ?? '', body, 1)) : written;
  }

  /** Enters the good rows; what could not be written is said, and what was written before stays. */
  async function enter(
    depot: Depot,
    list: Pick<OptOutImport, 'fileName' | 'rows'>,
    { bodies, already, sample, problems }: Entering,
    commit: boolean,
  ): Promise<Answer<OptOutImport>> {
    let entryId: OptOutImport['entryId'] = null;
    if (commit) {
      const batch = bodies.length > 1 ? { batch: randomUUID() } : {};
      for (let at = 0; at < bodies.length; at += entriesAtOnce) {
        const some = bodies.slice(at, at + entriesAtOnce).map((body) => ({ ...body, ...batch }));
        const written = await write(context, depot, some);
        if (!written.ok) {
          if (at === 0) return written;
          return fail(507, written.code, `${at} of ${bodies.length} were entered, then: ${written.message}`);
        }
        entryId ??= written.value[0]?.id ?? null;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    return ok({
      ...list,
      ...{ added: bodies.length, already, sample, problems: problems.slice(0, mostProblems) },
      ...{ problemsTotal: problems.length, entryId },
      sentence: listSentence({ added: bodies.length, already, bad: problems.length }, commit),
    });
  }
}

const unknown = fail(404, 'opt-out-unknown', 'This opt-out is not in the register (any more).');

function resultOf(
  entryId: string,
  body: Extract<LedgerBody, { kind: 'opt-out' | 'end-opt-out' }>,
  entries: number,
): DecisionResult {
  const about = { photoId: null, stopId: null, routeId: null, date: null };
  return { entryId, sentence: doneSentence(body, () => ''), meanwhile: null, entries, about: body.kind, ...about };
}

/** “Entered 12 opt-outs. 3 are in the register already. 1 row can’t be used.” */
function listSentence({ added, already, bad }: { added: number; already: number; bad: number }, done: boolean): string {
  const optOuts = added === 1 ? 'one opt-out' : `${added} opt-outs`;
  const parts = [done ? `Entered ${optOuts}.` : `${added === 1 ? 'One opt-out' : optOuts} to enter.`];
  if (already > 0) parts.push(`${already === 1 ? 'One is' : `${already} are`} in the register already.`);
  if (bad > 0) parts.push(`${bad === 1 ? 'One row' : `${bad} rows`} can’t be used.`);
  return parts.join(' ');
}
