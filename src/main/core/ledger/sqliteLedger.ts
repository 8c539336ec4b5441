/** The ledger on SQLite: one file, one table of entries that only grows. */
import type { KeyObject } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { createTurns } from '#core/turns.ts';
import type { StoredEntry } from '#pack/ledgerEntry.ts';
import { createAppending } from './appending.ts';
import { brokenLink, hashOfEntry } from './chain.ts';
import {
  type BodiesText,
  bodiesIn,
  type Ledger,
  type LedgerBody,
  type LedgerEntry,
  type LedgerPart,
  type LedgerVerdict,
  LedgerWriteError,
  ledgerKinds,
  type NewEntry,
} from './contract.ts';
import { createEntryIds } from './entryIds.ts';
import { createExcerpts } from './excerpts.ts';
import { createHashTree, type HashTree } from './hashTree.ts';
import { messageOf, openLedgerDatabase } from './ledgerDatabase.ts';
import type { LedgerSubject } from './personalFields.ts';
import { pseudonymsOf } from './pseudonyms.ts';
import { createScribe, entriesOf, type ToWrite } from './scribe.ts';
import { asWritten, openFields, readEntry, unreadableField, type Written } from './sealedFields.ts';
import { subjectKeys } from './subjectKeys.ts';

/** Entries read at a time: some 2 ms of work, so that verifying years of decisions never holds up a screen. */
const pageSize = 500;
/** As many are written in some 20 ms and are not worth a thread. */
const mostHere = 200;

export interface SqliteLedger extends Ledger {
  /**
   * Takes a subject's key away: its personal fields read as erased from now on, in all entries, and the chain still holds. True
   * when there was something to erase. Rejects with {@link LedgerWriteError} when the disk refuses.
   */
  erase(subject: LedgerSubject, at: number): Promise<boolean>;
  /** The same for many, in one transaction; where none of them has anything to erase nothing is written. Resolves to how many had. */
  eraseAll(subjects: readonly LedgerSubject[], at: number): Promise<number>;
}

export type OpenLedgerResult =
  | { ok: true; ledger: SqliteLedger; verdict: LedgerVerdict }
  /** It can't be read at all, or not by this version; a sentence. */
  | { ok: false; message: string };

export interface OpenLedgerOptions {
  path: string;
  /** The data folder's id. */
  desk: string;
  /** Entry of the thread that writes long appends (`scribeThread.ts`, or what the build made of it); absent: nothing leaves this thread. */
  scribeThread?: string;
}

/**
 * Opens (or makes) the ledger at `path` and verifies it. A broken chain still opens, so that everything before the break can be
 * shown: look at `verdict`.
 */
export async function openLedger(options: OpenLedgerOptions): Promise<OpenLedgerResult> {
  const opened = openLedgerDatabase(options.path);
  if (!opened.ok) return opened;
  try {
    const ledger = ledgerOn(opened.database, options);
    return { ok: true, ledger, verdict: await ledger.verify() };
  } catch (error) {
    opened.database.close();
    return { ok: false, message: messageOf(error, options.path) };
  }
}

function ledgerOn(database: Database.Database, { path, desk, scribeThread }: OpenLedgerOptions): SqliteLedger {
  const nextId = createEntryIds();
  const keys = subjectKeys(database, nextId);
  const appending = createAppending(database, { desk, keys, nextId });
  const scribe = scribeThread === undefined ? null : createScribe(scribeThread, { path, desk });
  /** Two connections of one process that write at a time would keep each other, and this thread, waiting. */
  const inTurn = createTurns();
  const page = database.prepare<[number, number], StoredEntry>(
    'SELECT * FROM entries WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const ofOtherKinds = database.prepare<[string], StoredEntry>(
    'SELECT * FROM entries WHERE kind NOT IN (SELECT value FROM json_each(?)) ORDER BY seq',
  );
  const writtenAfter = database.prepare<[number], Written>(
    'SELECT seq, id, hash FROM entries WHERE seq > ? ORDER BY seq',
  );

  /** In a thread, where there is one and they are many. */
  async function writeAll(given: ToWrite, count: number): Promise<Written[]> {
    if (scribe === null || count <= mostHere) return appending.append(entriesOf(given));
    // Made now, if it never was: it is asked for without waiting, also while the thread writes.
    pseudonyms();
    const before = appending.highestEver();
    const written = await scribe.append(given);
    if (written !== null) return written;
    // It died: in one transaction it wrote all of them or none, and nobody else wrote meanwhile.
    const found = writtenAfter.all(before);
    return found.length > 0 ? found : appending.append(entriesOf(given));
  }

  async function appendNow(entries: readonly NewEntry[]): Promise<LedgerEntry[]> {
    const written = await writeAll({ entries }, entries.length);
    excerpts.appended(written);
    return written.map((each, place) => asWritten(entries[place] as NewEntry, desk, each));
  }

  async function appendTextsNow(given: readonly BodiesText[], by: Pick<NewEntry, 'person' | 'at'>) {
    const texts = given.map(({ text }) => text);
    const written = await writeAll({ texts, ...by }, bodiesIn(given));
    excerpts.appended(written);
    const parts = given.map(({ text }, place): LedgerPart => {
      const from = bodiesIn(given.slice(0, place));
      return () =>
        (JSON.parse(text) as LedgerBody[]).map((body, at) =>
          asWritten({ body, ...by }, desk, written[from + at] as Written),
        );
    });
    return { first: (written[0] as Written).id, parts };
  }

  async function* pages(after: number): AsyncGenerator<StoredEntry[]> {
    for (let from = after; ; ) {
      const entries = page.all(from, pageSize);
      const lastOfPage = entries.at(-1);
      if (!lastOfPage) return;
      yield entries;
      from = lastOfPage.seq;
      await nextTurn();
    }
  }

  /** Its key is never erased: kept once it was read, for a manifest asks for thousands of pseudonyms. */
  let pseudonymsKept: { key: KeyObject; of: (text: string) => string } | null = null;
  function pseudonyms() {
    if (pseudonymsKept === null) {
      const key = keys.pseudonymKey();
      pseudonymsKept = { key, of: pseudonymsOf(key) };
    }
    return pseudonymsKept;
  }

  /** What the last check found. */
  let isWhole = true;
  /** In a ledger that was tampered with, what no longer gives its hash was decided by nobody, and may not even be readable. */
  const isBelieved = (entry: StoredEntry) => isWhole || entry.hash === hashOfEntry(entry);

  async function verify(): Promise<LedgerVerdict> {
    const tree = createHashTree();
    const verdict = await checkChain(tree);
    isWhole = verdict.ok;
    excerpts.checked(tree, verdict.broken);
    return verdict;
  }

  async function checkChain(tree: HashTree): Promise<LedgerVerdict> {
    let previous: { seq: number; hash: string } | null = null;
    let entries = 0;
    const verdict = (broken: LedgerVerdict['broken']): LedgerVerdict => ({
      ok: broken === null,
      entries,
      head: previous?.hash ?? null,
      broken,
    });
    const subjectsSeen = new Set<string>();
    try {
      // Before the first page: what is appended meanwhile must not look like a lost end.
      const expected = appending.highestEver();
      for await (const stored of pages(Number.MIN_SAFE_INTEGER)) {
        const findKey = keys.finder();
        for (const entry of stored) {
          const message = brokenLink(entry, previous) ?? unreadableField(entry, findKey, subjectsSeen);
          if (message) return verdict({ seq: (previous?.seq ?? 0) + 1, message });
          previous = { seq: entry.seq, hash: entry.hash };
          tree.add(entry.hash);
          entries += 1;
        }
      }
      const lost = expected - entries;
      if (lost <= 0) return verdict(null);
      const which = lost === 1 ? 'entry is' : `${lost} entries are`;
      return verdict({ seq: entries + 1, message: `The end of the ledger is missing: the last ${which} gone.` });
    } catch (error) {
      return verdict({ seq: entries + 1, message: messageOf(error, path) });
    }
  }

  const excerpts = createExcerpts(database, {
    verify,
    opened: (stored) => Object.fromEntries(openFields(stored, keys.finder()).opened),
  });

  /** Runs a write when its turn has come; the disk's refusals come out in words. */
  const write = <Result>(work: () => Result | Promise<Result>): Promise<Result> =>
    inTurn(async () => {
      try {
        return await work();
      } catch (error) {
        throw error instanceof LedgerWriteError
          ? error
          : new LedgerWriteError(messageOf(error, path), { cause: error });
      }
    });

  return {
    append: async (entry) => (await write(() => appendNow([entry])))[0] as LedgerEntry,
    appendAll: (entries) => write(() => appendNow(entries)),
    appendTexts: (texts, by) => write(() => appendTextsNow(texts, by)),
    async *entries(after = 0) {
      for await (const stored of pages(after)) {
        // A kind that a newer version wrote is kept in the chain and passed over here.
        const findKey = keys.finder();
        for (const entry of stored) {
          if (ledgerKinds.has(entry.kind) && isBelieved(entry)) yield readEntry(entry, findKey);
        }
      }
    },
    async *unknown() {
      const findKey = keys.finder();
      for (const entry of ofOtherKinds.all(JSON.stringify([...ledgerKinds]))) {
        if (!isBelieved(entry)) continue;
        const { body, erased, ...known } = readEntry(entry, findKey);
        yield { ...known, kind: entry.kind };
      }
    },
    verify,
    excerpt: (seqs) => excerpts.of(seqs),
    erase: (subject, at) => write(() => database.transaction(() => keys.erase(subject, at)).immediate()),
    eraseAll: (subjects, at) =>
      write(() => {
        const known = subjects.filter((subject) => keys.isKnown(subject));
        if (known.length === 0) return 0;
        return database.transaction(() => known.filter((subject) => keys.erase(subject, at)).length).immediate();
      }),
    pseudonym: (text) => pseudonyms().of(text),
    pseudonymKey: () => pseudonyms().key,
    close: () =>
      inTurn(async () => {
        excerpts.close();
        await scribe?.close();
        database.close();
      }),
  };
}
