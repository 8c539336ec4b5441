/** The thread that reads one list of claims: parts of what it opens as they are found, and at the end what it comes to. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { createDecisionStore } from '#core/index/decisionStore.ts';
import { plannedOnce } from '#core/index/plannedOnce.ts';
import { pseudonymsOf } from '#core/ledger/pseudonyms.ts';
import { createStopsNamed } from '#core/optOuts/stopsNamed.ts';
import { createCarriers } from './carriers.ts';
import { createClaimEntering } from './entering.ts';
import { createClaimFinding } from './finding.ts';
import { type ListedClaim, readClaimList } from './listFile.ts';
import { type ListAnswer, type ListRead, type ListTask, partsAhead, rowsAPart } from './listReading.ts';
import { createClaimQueries } from './queries.ts';
import { createClaimStopFacts } from './stopFacts.ts';

const mostProblems = 200;

const task = workerData as ListTask;
const db = plannedOnce(new Database(task.index, { readonly: true }));
const tell = (answer: ListAnswer) => parentPort?.postMessage(answer);

const taken = new Int32Array(task.taken);
let handedOver = 0;

/** Nothing else happens in this thread; who needs it no more ends it, waiting or not. */
function waitForTurn(): void {
  for (let seen = Atomics.load(taken, 0); handedOver - seen >= partsAhead; seen = Atomics.load(taken, 0)) {
    Atomics.wait(taken, 0, seen);
  }
}

function openDesk() {
  const settings = () => task.settings;
  const pseudonym = pseudonymsOf(task.pseudonymKey);
  const decisions = createDecisionStore(db);
  const carriers = createCarriers(db, decisions);
  const facts = createClaimStopFacts(db, { decisions, carriers, settings });
  const queries = createClaimQueries(db, { facts, today: () => task.stands.today });
  const finding = createClaimFinding(db, { facts, carriers, named: createStopsNamed(db, pseudonym), pseudonym });
  return { facts, queries, finding };
}

async function read(): Promise<ListAnswer> {
  const { enter, found } = createClaimEntering(openDesk(), task.stands);
  let rows: ListedClaim[] = [];
  const bad: Pick<ListRead, 'problems' | 'problemsTotal'> = { problems: [], problemsTotal: 0 };
  const enterRows = () => {
    const bodies = enter(rows);
    rows = [];
    if (bodies.length === 0 || !task.isOpening) return;
    waitForTurn();
    tell({ kind: 'bodies', text: JSON.stringify(bodies), count: bodies.length });
    handedOver++;
  };
  const list = await readClaimList(
    task.file,
    { timeZone: task.settings.timeZone, given: task.given },
    {
      row(row) {
        rows.push(row);
        if (rows.length === rowsAPart) enterRows();
      },
      problem(problem) {
        bad.problemsTotal++;
        if (bad.problems.length < mostProblems) bad.problems.push(problem);
      },
    },
  );
  if (!list.ok) return { kind: 'unusable', message: list.message };
  enterRows();
  return { kind: 'read', list: { rows: list.rows, columns: list.columns, ...bad, ...found } };
}

tell(await read());
db.close();
