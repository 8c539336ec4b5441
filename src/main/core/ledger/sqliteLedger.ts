/** The ledger on SQLite: one file, one table of entries that only grows. */
import { createHmac, type KeyObject } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { chainStart, type SealedField, type StoredEntry } from '#pack/ledgerEntry.ts';
import { brokenLink, hashOfEntry } from './chain.ts';
import {
  type Ledger,
  type LedgerBody,
  type LedgerEntry,
  type LedgerVerdict,
  LedgerWriteError,
  ledgerKinds,
  type NewEntry,
  type StopRef,
} from './contract.ts';
import { createEntryIds } from './entryIds.ts';
import { createExcerpts } from './excerpts.ts';
import { createHashTree, type HashTree } from './hashTree.ts';
import { messageOf, openLedgerDatabase } from './ledgerDatabase.ts';
import { type LedgerSubject, type PersonalField, withoutPersonalFields } from './personalFields.ts';
import { seal, unseal } from './sealing.ts';
import { type FindKey, type SubjectKeys, subjectKeys } from './subjectKeys.ts';

/** Entries read at a time: some 2 ms of work, so that verifying years of decisions never holds up a screen. */
const pageSize = 500;

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

/**
 * Opens (or makes) the ledger at `path` for `desk` (the data folder's id) and verifies it. A broken chain still opens, so that
 * everything before the break can be shown: look at `verdict`.
 */
export async function openLedger(options: { path: string; desk: string }): Promise<OpenLedgerResult> {
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

function ledgerOn(database: Database.Database, { path, desk }: { path: string; desk: string }): SqliteLedger {
  const nextId = createEntryIds();
  const keys = subjectKeys(database, nextId);
  const last = database.prepare<[], { seq: number; hash: string }>(
    'SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1',
  );
  const highestEver = database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").pluck();
  const page = database.prepare<[number, number], StoredEntry>(
    'SELECT * FROM entries WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const ofOtherKinds = database.prepare<[string], StoredEntry>(
    'SELECT * FROM entries WHERE kind NOT IN (SELECT value FROM json_each(?)) ORDER BY seq',
  );
  const insert = database.prepare<[StoredEntry]>(
    `INSERT INTO entries VALUES (@seq, @id, @at, @desk, @kind, @subject, @body, @sealed, @previous_hash, @hash)`,
  );

  /** IMMEDIATE: the number and the hash to follow are read and used under one write lock, whoever else appends. */
  const transact = database.transaction((entries: readonly NewEntry[]): LedgerEntry[] => {
    const keyFor = keys.writer();
    const end = last.get();
    // Numbers are never given twice: after a lost end the gap stays to be seen.
    const before = Math.max(end?.seq ?? 0, highestEver.get() ?? 0);
    let previous = end?.hash ?? chainStart;
    return entries.map((entry, place) => {
      const appended = appendOne(entry, { seq: before + 1 + place, previous, keyFor });
      previous = appended.hash;
      return appended;
    });
  });
  function appendNow(entries: readonly NewEntry[]): LedgerEntry[] {
    const appended = transact.immediate(entries);
    excerpts.appended(appended);
    return appended;
  }

  function appendOne(
    { body, person, at }: NewEntry,
    { seq, previous, keyFor }: { seq: number; previous: string; keyFor: SubjectKeys['keyFor'] },
  ): LedgerEntry {
    const id = nextId();
    const open = withoutPersonalFields(body, person);
    const unhashed = {
      ...{ seq, id, at, desk, kind: body.kind, subject: JSON.stringify(subjectOf(body)) },
      body: JSON.stringify(open.body),
      sealed: JSON.stringify(open.personal.map((field) => sealField(field, id, at, keyFor))),
      previous_hash: previous,
    };
    const stored: StoredEntry = { ...unhashed, hash: hashOfEntry(unhashed) };
    insert.run(stored);
    // What was just sealed is known: opening it again took a sixth of the time of a long append. A box holds UTF-8, which has no half
    // characters, so nor has what is told now.
    return toEntry(stored, { opened: open.personal.map(({ name, text }) => [name, text.toWellFormed()]), erased: [] });
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

  /** Never erased: kept once it was read, for a manifest asks for thousands of pseudonyms. */
  let pseudonymKey: KeyObject | null = null;

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
      const expected = highestEver.get() ?? 0;
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

  /** Runs a write; the disk's refusals come out in words. */
  async function write<Result>(work: () => Result): Promise<Result> {
    try {
      return work();
    } catch (error) {
      throw new LedgerWriteError(messageOf(error, path), { cause: error });
    }
  }

  return {
    append: (entry) => write(() => appendNow([entry])[0] as LedgerEntry),
    appendAll: (entries) => write(() => appendNow(entries)),
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
    async eraseAll(subjects, at) {
      const known = subjects.filter((subject) => keys.isKnown(subject));
      if (known.length === 0) return 0;
      const erase = () => known.filter((subject) => keys.erase(subject, at)).length;
      return write(() => database.transaction(erase).immediate());
    },
    pseudonym(text) {
      pseudonymKey ??= keys.pseudonymKey();
      return createHmac('sha256', pseudonymKey).update(text).digest('hex').slice(0, 32);
    },
    async close() {
      excerpts.close();
      database.close();
    },
  };
}

/** What a decision is about, as words for whoever reads the trail by hand. Never personal: it is stored in the clear. */
function subjectOf(body: LedgerBody): string[] {
  switch (body.kind) {
    case 'accept':
    case 'reject':
    case 'excuse':
    case 'note':
    case 'follow-up':
    case 'hold':
      return stopSubject(body.stop);
    case 'move':
      return [...stopSubject(body.stop), 'to', ...stopSubject(body.to)];
    case 'put-aside':
      return ['photo', body.photo, body.date];
    case 'redact':
      return ['photo', body.photo];
    case 'sign-off':
      return ['route', body.date, body.route];
    case 'sign-off-day':
      return ['day', body.date];
    case 'set-clock':
      return ['clock', body.date, body.route, body.device];
    case 'opt-out':
      return ['opt-out', body.by, body.key];
    case 'end-opt-out':
      return ['entry', body.optOut];
    case 'set-programme':
      return ['programme'];
    case 'confirm':
    case 'confirmation-step':
      return ['confirmation', body.confirmation, ...stopSubject(body.stop)];
    case 'release-hold':
      return ['entry', body.hold];
    case 'erase':
      return ['route', body.date, body.route];
    case 'view':
      return ['photo', body.photo, ...(body.shownAt ? stopSubject(body.shownAt) : [])];
    case 'open-claim':
      return body.stop ? stopSubject(body.stop) : ['claim', body.key ?? ''];
    case 'settle-claim':
    case 'claim-note':
    case 'claim-file':
    case 'claim-pack':
      return ['entry', body.claim];
    case 'amend-claim':
      return ['entry', body.claim, ...(body.stop ? stopSubject(body.stop) : [])];
    case 'signing-key':
      return ['signing-key', body.fingerprint];
    case 'undo':
      return ['entry', body.entry];
    case 'import-manifest':
      return ['manifest', body.sha256];
    case 'save-profile':
      return ['profile', body.name];
  }
}

const stopSubject = ({ date, route, stop }: StopRef): string[] => ['stop', date, route, stop];

/** A sealed text opens only in its own entry and under its own name. */
function contextOf(entryId: string, fieldName: string): string {
  return JSON.stringify([entryId, fieldName]);
}

function sealField(field: PersonalField, entryId: string, at: number, keyFor: SubjectKeys['keyFor']): SealedField {
  const { id, key } = keyFor(field.subject, at);
  return { name: field.name, subject: id, box: seal(field.text, key, contextOf(entryId, field.name)) };
}

/** Personal fields that are optional texts of a body. */
type PersonalTextName = 'note' | 'words' | 'reply' | 'fileName' | 'askedBy';
const isPersonalText = (name: string): name is PersonalTextName =>
  name === 'note' || name === 'words' || name === 'reply' || name === 'fileName' || name === 'askedBy';

/** The sealed fields of an entry in the clear, and the names of those that were erased. */
interface OpenFields {
  opened: [name: string, text: string][];
  erased: string[];
}

function openFields(stored: StoredEntry, findKey: FindKey): OpenFields {
  const opened: [string, string][] = [];
  const erased: string[] = [];
  for (const field of JSON.parse(stored.sealed) as SealedField[]) {
    const key = findKey(field.subject);
    const text = typeof key === 'string' ? null : unseal(field.box, key, contextOf(stored.id, field.name));
    if (text === null) erased.push(field.name);
    else opened.push([field.name, text]);
  }
  return { opened, erased };
}

const readEntry = (stored: StoredEntry, findKey: FindKey): LedgerEntry => toEntry(stored, openFields(stored, findKey));

function toEntry(stored: StoredEntry, { opened, erased }: OpenFields): LedgerEntry {
  const body = JSON.parse(stored.body) as LedgerBody &
    Partial<Record<PersonalTextName, string>> & { driver?: string | null };
  // What a kind always has must be there also after it was erased.
  if (body.kind === 'note' || body.kind === 'hold' || body.kind === 'claim-note') body.note = '';
  if (body.kind === 'opt-out' || body.kind === 'open-claim') body.words = '';
  if (body.kind === 'claim-file') body.fileName = '';
  // An entry of before file names were sealed has it in the clear.
  if (body.kind === 'import-manifest') body.fileName ??= '';
  if (body.kind === 'follow-up') body.driver = null;
  let person: string | null = null;
  for (const [name, text] of opened) {
    if (name === 'person') person = text;
    else if (name === 'driver') body.driver = text;
    else if (isPersonalText(name)) body[name] = text;
  }
  const { seq, id, at, desk, hash } = stored;
  return { seq, id, at, desk, person, body, hash, ...(erased.length > 0 && { erased }) };
}

/**
 * A personal field that can't be opened although nobody erased it, as a sentence; null when all is well. One field of each
 * subject is tried (`subjectsSeen`): it shows that the key is right, and the sealed bytes of the others are in their hashes.
 */
function unreadableField(stored: StoredEntry, findKey: FindKey, subjectsSeen: Set<string>): string | null {
  for (const field of JSON.parse(stored.sealed) as SealedField[]) {
    if (subjectsSeen.has(field.subject)) continue;
    subjectsSeen.add(field.subject);
    const key = findKey(field.subject);
    if (key === 'erased') continue;
    if (key === 'lost' || unseal(field.box, key, contextOf(stored.id, field.name)) === null) {
      return `The ${field.name} of entry ${stored.seq} can't be read: its key was changed or is gone.`;
    }
  }
  return null;
}
